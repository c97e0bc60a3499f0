import { fetchRelease } from './fetch-release.ts'
import { type Hyperfine, hyperfineOnPath, withAdvice } from './hyperfine-on-path.ts'
import { installPackage } from './install-package.ts'
import { cacheFolder, PINNED_RELEASES, type Release } from './pinned-releases.ts'
import type { ToolWorld } from './tool-world.ts'

/**
 * The hyperfine on PATH where it is new enough. Else, in CI only: Debian's package where packages may be installed,
 * else a pinned release, verified and kept in a cache folder. On a person's machine nothing is installed or fetched.
 * Where there is none, the answer says what was tried and what to run.
 * @param say told what was installed or fetched
 */
export async function obtainHyperfine(
  world: ToolWorld,
  say: (line: string) => void,
  releases: readonly Release[] = PINNED_RELEASES,
): Promise<Hyperfine> {
  const found = await hyperfineOnPath(world.env)
  if (found.kind === 'ready') return found
  if (!isCi(world.env)) return { kind: 'missing', why: withAdvice(found.why) }
  const packaged = await installHyperfine(world)
  if (packaged.kind === 'ready') {
    say(
      `${found.why}: installed hyperfine ${packaged.version} from Debian's packages, it is ${packaged.file}`,
    )
    return packaged
  }
  const release = releases.find(({ platform }) => platform === world.platform)
  const cache = cacheFolder(world.env)
  if (release === undefined || cache === undefined) {
    return { kind: 'missing', why: withAdvice(found.why, packaged.why) }
  }
  const fetched = await fetchRelease(release, cache, world)
  if (fetched.kind === 'refused') {
    return { kind: 'missing', why: withAdvice(found.why, packaged.why, fetched.why) }
  }
  say(`${[found.why, packaged.why].filter((each) => each !== undefined).join('; ')}: ${fetched.how}`)
  return { kind: 'ready', file: fetched.file, version: release.version }
}

/** Debian's package, installed now; an old distribution has one that is too old still. */
async function installHyperfine(
  world: ToolWorld,
): Promise<Extract<Hyperfine, { kind: 'ready' }> | { readonly kind: 'none'; readonly why?: string }> {
  const installed = await installPackage('hyperfine', world)
  if (installed.kind === 'refused') return { kind: 'none', why: installed.why }
  const found = await hyperfineOnPath(world.env)
  return found.kind === 'ready' ? found : { kind: 'none', why: `after \`${installed.how}\` ${found.why}` }
}

function isCi({ CI }: ToolWorld['env']): boolean {
  return CI !== undefined && CI !== '' && CI !== 'false' && CI !== '0'
}
