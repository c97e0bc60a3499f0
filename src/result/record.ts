import * as z from 'zod'
import { amountSchema, busySchema, countSchema, rateSchema, ratioSchema, secondsSchema } from './bounds.ts'
import { byCores } from './by-cores.ts'
import {
  commitSchema,
  coresSchema,
  failureSchema,
  hostSchema,
  instantSchema,
  latencySchema,
  measureSchema,
  methodSchema,
  nameSchema,
  overloadSchema,
  SCHEMA_VERSION,
  shardSchema,
  skippedSchema,
  throughputSchema,
  warningSchema,
} from './shared-schema.ts'

/** One benchmark at one core count. */
export const recordPointSchema = z.object({
  cores: coresSchema,
  /** Completed work per second; of a series of latency the rate that was answered. */
  throughput: throughputSchema,
  /** What the series measures, where that is a latency or a gap. */
  latency: latencySchema.optional(),
  /** Requests per second that an open loop offered. */
  offered: amountSchema.optional(),
  overload: overloadSchema.optional(),
  /** What the series measures, in its unit, for each round in the order of rounds; null where the round was lost.
   * Rounds of equal index were measured within the same minutes, across core counts. */
  rounds: z.array(rateSchema.nullable()).max(10_000),
  /** X(n) / X(1); absent where core count 1 was not measured. */
  speedup: ratioSchema.optional(),
  /** S(n) / n. */
  efficiency: ratioSchema.optional(),
  /** Share of its n CPUs that the program kept busy, 0 to 1; absent where /proc is not to be had. */
  utilisation: busySchema.optional(),
  /** CPU seconds of the whole process tree per completed request or run. */
  cpuPerRequest: secondsSchema.optional(),
  /** The load generator's share of one CPU, whether it was the limit, and whether it shared the program's CPUs. */
  generator: z.object({ utilisation: busySchema, bound: z.boolean(), colocated: z.boolean() }).optional(),
  errors: countSchema,
  /** Whether the program was pinned to exactly `cores` CPUs. */
  pinned: z.boolean(),
})
export type RecordPoint = z.infer<typeof recordPointSchema>

const seriesFields = {
  name: nameSchema,
  kind: z.enum(['http', 'command']),
  measure: measureSchema.optional(),
  /** Requests in flight, or streams; absent for a command and for an open loop. */
  connections: z.int().positive().max(1_000_000).optional(),
  points: z.array(recordPointSchema).max(4096).overwrite(byCores),
  skipped: z.array(skippedSchema).max(4096).default([]),
  warnings: z.array(warningSchema).max(10_000),
  /** Time that measuring took. What is measured together shares it, so that the entries of a benchmark add up. */
  seconds: secondsSchema.optional(),
}

export const measuredBenchmarkSchema = z.object({ ...seriesFields, verdict: z.undefined().optional() })
export type MeasuredBenchmark = z.infer<typeof measuredBenchmarkSchema>

/** A benchmark that could not be measured stays in the list, with what was measured before it failed. */
export const failedBenchmarkSchema = z.object({
  ...seriesFields,
  verdict: z.literal('failed'),
  ...failureSchema.shape,
})
export type FailedBenchmark = z.infer<typeof failedBenchmarkSchema>

export const recordSchema = z.object({
  schema: z.literal(SCHEMA_VERSION),
  kind: z.literal('record'),
  commit: commitSchema,
  /** The working tree had changes that are not in `commit`. */
  dirty: z.boolean().default(false),
  at: instantSchema,
  seed: z.string().max(200),
  host: hostSchema,
  method: methodSchema,
  shard: shardSchema.optional(),
  benchmarks: z.array(z.union([failedBenchmarkSchema, measuredBenchmarkSchema])).max(10_000),
})
/** What one measured commit stores in the baseline branch. */
export type BaselineRecord = z.infer<typeof recordSchema>
export type RecordBenchmark = BaselineRecord['benchmarks'][number]
