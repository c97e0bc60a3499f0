import * as z from 'zod'

/** Times of one command in seconds, as hyperfine exports them. */
export interface HyperfineTimes {
  readonly mean: number
  /** Absent after a single run. */
  readonly stddev?: number
  /** 0 where the command took no longer than the shell that started it: hyperfine subtracts what the shell takes. */
  readonly median: number
  /** Means over the runs, of the command and all that it waited for. */
  readonly user: number
  readonly system: number
  /** Of each run, in their order. */
  readonly times: readonly number[]
  /** Of each run; null where hyperfine knows none. Absent before 1.12. */
  readonly exitCodes?: readonly (number | null)[]
  /** Most memory of each run; absent where this version does not measure it. */
  readonly memoryBytes?: readonly number[]
}

/** What we use of an export; versions differ in what else is there. */
const exportSchema = z.object({
  results: z.tuple([
    z.object({
      mean: z.number().nonnegative(),
      stddev: z.number().nonnegative().nullish(),
      median: z.number().nonnegative(),
      user: z.number().nonnegative(),
      system: z.number().nonnegative(),
      times: z.array(z.number().nonnegative()).min(1),
      exit_codes: z.array(z.int().nullable()).nullish(),
      memory_usage_byte: z.array(z.number().nonnegative()).nullish(),
    }),
  ]),
})

/** Reads hyperfine's JSON export of one command. @throws Error that says what is wrong with it */
export function parseHyperfineExport(text: string): HyperfineTimes {
  const parsed = exportSchema.safeParse(JSON.parse(text))
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error).replaceAll('\n', ' '))
  const { mean, stddev, median, user, system, times, exit_codes, memory_usage_byte } = parsed.data.results[0]
  return {
    mean,
    ...(stddev == null ? {} : { stddev }),
    median,
    user,
    system,
    times,
    ...(exit_codes == null ? {} : { exitCodes: exit_codes }),
    ...(memory_usage_byte == null ? {} : { memoryBytes: memory_usage_byte }),
  }
}
