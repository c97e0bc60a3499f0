import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import * as z from 'zod'

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
}): string[] {
  return [
    '--style=none',
    `--runs=${options.runs}`,
    `--warmup=${options.warmUp}`,
    `--export-json=${options.exportFile}`,
    ...(needsShell(options.command) || options.prepare !== undefined ? [] : ['--shell=none']),
    ...(options.prepare === undefined ? [] : ['--prepare', options.prepare]),
    '--',
    options.command,
  ]
}

/** Whether a command uses anything that only a shell understands. */
export function needsShell(command: string): boolean {
  return /[|&;<>()$`*?[\]#~={}\n!]/.test(command)
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
