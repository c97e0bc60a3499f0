import { execFile } from 'node:child_process'

/** The oldest hyperfine whose options and export we know. */
const OLDEST = [1, 15] as const

/** “1.20.0” of what `hyperfine --version` printed; undefined where that is no version of hyperfine. */
export function versionIn(printed: string): string | undefined {
  return /^hyperfine (\d+\.\d+[\w.+-]*)/.exec(printed.trim())?.[1]
}

/** Whether we can drive a version: 1.15 or newer. */
export function isKnownVersion(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
}

/** Asks a program for its version; undefined where it cannot be run or is no hyperfine. */
export async function askVersion(
  file: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  return await new Promise((resolve) => {
    execFile(file, ['--version'], { env: { ...env }, timeout: 10_000 }, (error, stdout) =>
      resolve(error === null ? versionIn(stdout) : undefined),
    )
  })
}
