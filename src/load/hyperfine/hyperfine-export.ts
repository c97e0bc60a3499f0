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
  /** Of each run; null where hyperfine knows none, as of a run that a signal ended. Absent where it exports none. */
  readonly exitCodes?: readonly (number | null)[]
  /** Most memory of each run; absent where this version does not export it. */
  readonly memoryBytes?: readonly number[]
}

const seconds = z.number().nonnegative()

/** Versions 1.x, as far as we use it; they differ in what else is there. */
const firstSchema = z
  .object({
    mean: seconds,
    stddev: seconds.nullish(),
    median: seconds,
    user: seconds,
    system: seconds,
    times: z.array(seconds).min(1),
    exit_codes: z.array(z.int().nullable()).nullish(),
    memory_usage_byte: z.array(z.number().nonnegative()).nullish(),
  })
  .transform(
    ({ stddev, exit_codes, memory_usage_byte, ...result }): HyperfineTimes => ({
      ...result,
      stddev: stddev ?? undefined,
      exitCodes: exit_codes ?? undefined,
      memoryBytes: memory_usage_byte ?? undefined,
    }),
  )

const time = z.object({ value: seconds, unit: z.literal('second') })
const summary = z.object({
  unit: z.literal('second'),
  mean: seconds,
  median: seconds,
  stddev: seconds.nullish(),
})

/** Version 2, whose export says that its schema is the second. */
const secondSchema = z
  .object({
    measurements: z
      .array(
        z.object({
          time_wall_clock: time,
          memory_peak_resident: z
            .object({ value: z.number().nonnegative(), unit: z.literal('byte') })
            .nullish(),
          exit_code: z.int().nullish(),
        }),
      )
      .min(1),
    summary: z.object({ time_wall_clock: summary, time_user: summary, time_system: summary }),
  })
  .transform(
    ({ measurements, summary: { time_wall_clock: wall, time_user, time_system } }): HyperfineTimes => {
      const memory = measurements.flatMap(({ memory_peak_resident: peak }) =>
        peak == null ? [] : [peak.value],
      )
      return {
        mean: wall.mean,
        stddev: wall.stddev ?? undefined,
        median: wall.median,
        user: time_user.mean,
        system: time_system.mean,
        times: measurements.map(({ time_wall_clock: { value } }) => value),
        exitCodes: measurements.map(({ exit_code }) => exit_code ?? null),
        memoryBytes: memory.length === measurements.length ? memory : undefined,
      }
    },
  )

const KNOWN_SCHEMA = 2

/** Reads hyperfine's JSON export of one command. @throws Error that says what is wrong with it */
export function parseHyperfineExport(text: string): HyperfineTimes {
  const exported: unknown = JSON.parse(text)
  const head = z.object({ schema_version: z.int().optional() }).safeParse(exported)
  const version = head.success ? (head.data.schema_version ?? 1) : 1
  if (version > KNOWN_SCHEMA) throw new Error(`its schema is version ${version}, newer than what we read`)
  const result = version === 1 ? firstSchema : secondSchema
  const parsed = z.object({ results: z.tuple([result]) }).safeParse(exported)
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error).replaceAll('\n', ' '))
  return parsed.data.results[0]
}
