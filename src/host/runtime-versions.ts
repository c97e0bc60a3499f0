import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Runtime, Service } from '../config/config.ts'

const run = promisify(execFile)
const TIMEOUT = 5_000

/** `-I` keeps Python from importing what PYTHONPATH offers. A build without the GIL scales
 * otherwise than one with it and bears the same version, so it gets the `t` that its executable has. */
const PYTHON_VERSION = [
  '-I',
  '-c',
  'import sys; print(sys.implementation.name, sys.version.split()[0] + ("t" if "free-threading" in sys.version else ""))',
]

/** Commands that print a runtime's version, in the order in which they are tried. */
const QUESTIONS: Readonly<Record<Runtime, readonly (readonly [string, ...string[]])[]>> = {
  node: [['node', '--version']],
  go: [
    ['go', 'env', 'GOVERSION'],
    ['go', 'version'],
  ],
  python: [
    ['python3', ...PYTHON_VERSION],
    ['python', ...PYTHON_VERSION],
  ],
}

/**
 * Version of every runtime in use, as it answers in the service's own folder and environment: version
 * managers choose by folder. Services of one runtime that get different versions: all of them, `+` between.
 * A runtime that does not answer within 5 s is left out.
 */
export async function runtimeVersions(
  services: readonly Service[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Partial<Record<Runtime, string>>> {
  const answers = await Promise.all(
    services.map(async ({ runtime, directory }) => ({
      runtime,
      version: runtime && (await askVersion(runtime, directory, env)),
    })),
  )
  const versions: Partial<Record<Runtime, string>> = {}
  for (const runtime of ['node', 'go', 'python'] as const) {
    const found = answers.flatMap((answer) => (answer.runtime === runtime ? (answer.version ?? []) : []))
    if (found.length > 0) versions[runtime] = [...new Set(found)].sort().join(' + ')
  }
  return versions
}

async function askVersion(
  runtime: Runtime,
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  for (const [program, ...args] of QUESTIONS[runtime]) {
    try {
      const { stdout } = await run(program, args, { cwd, env, timeout: TIMEOUT, killSignal: 'SIGKILL' })
      const version = bareVersion(stdout)
      if (version !== '') return version
    } catch {
      // Not installed, too old for the question, or too slow: the next question, if there is one.
    }
  }
  return undefined
}

/** `v24.21.0`, `go1.26.8` from “go version go1.26.8 linux/amd64”, `3.14.0t` from “cpython 3.14.0t”. */
function bareVersion(answer: string): string {
  return answer
    .trim()
    .replace(/^go version (\S+).*$/s, '$1')
    .replace(/^cpython /, '')
}
