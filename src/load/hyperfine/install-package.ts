import { execFile } from 'node:child_process'
import { findProgram } from '../../host/find-program.ts'
import type { ToolWorld } from './tool-world.ts'

/** What came of installing a package; `how` and `why` are for people. Without `why` it was not to be tried here. */
export type Installation =
  | { readonly kind: 'installed'; readonly how: string }
  | { readonly kind: 'refused'; readonly why?: string }

/** Longest that apt-get may take, ms: other installations may hold its lock, mirrors may be slow. */
const PATIENCE = 180_000

/**
 * Installs a package of Debian or Ubuntu as root, or by sudo where that asks no password. A runner that is somebody's
 * own is left as it is: only hosted runners and other CI are thrown away afterwards.
 * @throws what `world.signal` was aborted with
 */
export async function installPackage(name: string, world: ToolWorld): Promise<Installation> {
  const { env, root } = world
  if (env.RUNNER_ENVIRONMENT === 'self-hosted') return { kind: 'refused' }
  if ((await findProgram('apt-get', env.PATH)) === undefined) return { kind: 'refused' }
  const asRoot = root ? [] : ['sudo', '-n']
  if (!root && (env.RUNNER_ENVIRONMENT !== 'github-hosted' || (await run(['sudo', '-n', 'true'], world)))) {
    return { kind: 'refused' }
  }
  const aptGet = [
    ...asRoot,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-o',
    'DPkg::Lock::Timeout=60',
  ]
  const install = [...aptGet, 'install', '-qy', '--no-install-recommends', name]
  // The lists of an image are often old enough to name files that are gone, or not there at all.
  const failed =
    (await run(install, world)) &&
    ((await run([...aptGet, 'update', '-q'], world)) ?? (await run(install, world)))
  const how = [...asRoot, 'apt-get', 'install', name].join(' ')
  if (failed === undefined) return { kind: 'installed', how }
  return { kind: 'refused', why: `\`${how}\` failed: ${failed}` }
}

/** Runs a program to its end: nothing where it went well, else the last that it said. */
async function run(
  [file, ...args]: readonly string[],
  { env, signal }: ToolWorld,
): Promise<string | undefined> {
  const failure = await new Promise<string | undefined>((resolve) => {
    const options = { env: { ...env }, signal, timeout: PATIENCE }
    execFile(file ?? '', args, options, (error, _, stderr) => {
      const last = stderr.trimEnd().split('\n').at(-1)
      resolve(error === null ? undefined : last || error.message)
    })
  })
  signal.throwIfAborted()
  return failure
}
