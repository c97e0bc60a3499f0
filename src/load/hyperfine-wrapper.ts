import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import * as z from 'zod'
import { findProgram, isExecutableFile } from '../host/find-program.ts'

/** The oldest hyperfine whose options and export we know. */
const OLDEST = [1, 15] as const

/** Times of one command in seconds, as hyperfine exports them. */
export interface HyperfineResult {
  readonly mean: number
  readonly median: number
  readonly user: number
  readonly system: number
  readonly times: readonly number[]
  /** Hyperfine printed its warning about statistical outliers or a slow first run. */
  readonly outliers: boolean
}

/** Fields we use; older versions lack `memory_usage_byte`, and `stddev` and exit codes may be null. */
const exportSchema = z.object({
  results: z
    .array(
      z.object({
        mean: z.number().positive(),
        median: z.number().positive(),
        user: z.number().nonnegative(),
        system: z.number().nonnegative(),
        times: z.array(z.number().positive()).min(1),
        exit_codes: z.array(z.int().nullable()).optional(),
      }),
    )
    .length(1),
})

/** Reads hyperfine's JSON export of one command. @throws Error that says what is wrong with it */
export function parseHyperfineExport(text: string): Omit<HyperfineResult, 'outliers'> {
  const parsed = exportSchema.parse(JSON.parse(text)).results[0]
  if (parsed === undefined) throw new Error('hyperfine exported no result')
  const { mean, median, user, system, times } = parsed
  return { mean, median, user, system, times }
}

/** Whether `hyperfine --version` printed a version that we can drive. */
export function isKnownVersion(printed: string): boolean {
  const [major, minor] = (/hyperfine (\d+)\.(\d+)/.exec(printed) ?? []).slice(1).map(Number)
  if (major === undefined || minor === undefined) return false
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
}

/** Why hyperfine cannot be used here, in words with what to do; nothing where it can. */
export async function hyperfineProblem(env: Readonly<Record<string, string>>): Promise<string | undefined> {
  const install = 'install hyperfine 1.15 or newer, for example with `apt-get install hyperfine`'
  const printed = await new Promise<string | undefined>((resolve) => {
    execFile('hyperfine', ['--version'], { env, timeout: 10_000 }, (error, stdout) =>
      resolve(error === null ? stdout.trim() : undefined),
    )
  })
  if (printed === undefined) return `hyperfine was not found on PATH: ${install}`
  return isKnownVersion(printed) ? undefined : `${printed} is too old: ${install}`
}

/** Arguments for one timed command, as an array: no shell sees them. */
export function hyperfineArguments(options: {
  readonly command: string
  readonly prepare?: string
  readonly runs: number
  readonly warmUp: number
  readonly exportFile: string
  /** As `needsShell` says. */
  readonly shell: boolean
}): string[] {
  return [
    '--style=none',
    `--runs=${options.runs}`,
    `--warmup=${options.warmUp}`,
    `--export-json=${options.exportFile}`,
    ...(options.shell || options.prepare !== undefined ? [] : ['--shell=none']),
    ...(options.prepare === undefined ? [] : ['--prepare', options.prepare]),
    '--',
    options.command,
  ]
}

/**
 * Whether only a shell can run a command: it uses the shell's signs, or begins with a word that is no program, as the
 * shell's own `exit` and `cd`.
 * @param where the folder that it runs in, and its PATH
 */
export async function needsShell(
  command: string,
  where: { readonly directory: string; readonly path: string | undefined },
): Promise<boolean> {
  if (/[|&;<>()$`*?[\]#~={}\n!]/.test(command)) return true
  const word = command.trim().split(/\s+/)[0] ?? ''
  if (word === '' || /["'\\]/.test(word)) return true
  if (word.includes('/')) return !(await isExecutableFile(resolve(where.directory, word)))
  return (await findProgram(word, where.path)) === undefined
}

/** Reads what a finished hyperfine wrote, with the warnings that it printed. */
export async function readHyperfine(
  exportFile: string,
  printed: readonly string[],
): Promise<HyperfineResult> {
  const result = parseHyperfineExport(await readFile(exportFile, 'utf8'))
  const outliers = printed.some((line) =>
    /outliers were detected|first benchmarking run|first run/i.test(line),
  )
  return { ...result, outliers }
}
