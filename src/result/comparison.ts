import * as z from 'zod'
import {
  amountSchema,
  busySchema,
  bytesSchema,
  changeSchema,
  countSchema,
  cpusSchema,
  lossSchema,
  ratioSchema,
  roundsSchema,
  secondsSchema,
} from './bounds.ts'
import { byCores } from './by-cores.ts'
import { bothArmsSchema, duelNumbersSchema } from './duel-numbers.ts'
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
  throughputSchema,
  warningSchema,
} from './shared-schema.ts'

export type Change = z.infer<typeof changeSchema>

const perArm = (figure: z.ZodNumber) => z.object({ base: figure.optional(), head: figure.optional() })

export const pointVerdictSchema = z.enum(['regressed', 'improved', 'unchanged', 'inconclusive', 'skipped'])
export type PointVerdict = z.infer<typeof pointVerdictSchema>

/** Why a point has no verdict of its own. */
export const pointReasonSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('too-few-cpus'), available: cpusSchema }),
  z.object({ kind: z.literal('generator-bound') }),
  /** A loss (or gain) beyond the tolerance was seen, but a stored record cannot prove it. */
  z.object({ kind: z.literal('suspicion') }),
  /** Nothing was seen, but the interval is too wide to exclude a loss of `smallestDetectable`. */
  z.object({
    kind: z.literal('too-noisy'),
    smallestDetectable: lossSchema,
    /** Budget for the whole comparison that would see a loss of `detect`; absent where none reasonable would. */
    secondsNeeded: z.number().positive().max(1e10).optional(),
  }),
  /** A loss was neither proved nor excluded, though one of `detect` would mostly have been found. */
  z.object({
    kind: z.literal('undecided'),
    /** Budget for the whole comparison that would decide, if what was seen stays; absent where none reasonable would. */
    secondsNeeded: z.number().positive().max(1e10).optional(),
  }),
  /** Base has no such point to compare with. */
  z.object({ kind: z.literal('not-in-base') }),
  z.object({
    kind: z.literal('too-few-rounds'),
    rounds: roundsSchema,
    needed: roundsSchema,
    /** Budget for the whole comparison that a duel of enough rounds to decide would take. */
    secondsNeeded: z.number().positive().max(1e10).optional(),
  }),
  /** Requests failed, the generator was the limit or the machine was stolen in so many of the quads. */
  z.object({ kind: z.literal('void-quads'), void: countSchema, quads: countSchema }),
  /** The comparison was interrupted before a look that could decide. */
  z.object({ kind: z.literal('interrupted') }),
  /** The open loop takes a share of base's capacity, and that was not measured at this core count. */
  z.object({ kind: z.literal('no-capacity') }),
  /** The generator sent too many requests late to tell the service's latency from its own. */
  z.object({ kind: z.literal('late-sends') }),
  /** As many requests per second were offered as base can do, or more: latency is how long one waits. */
  z.object({ kind: z.literal('rate-above-capacity') }),
  /** Absolute numbers of two machines are not comparable, and one core has no speedup to compare. */
  z.object({ kind: z.literal('other-host') }),
])
export type PointReason = z.infer<typeof pointReasonSchema>

const measuredSchema = z.union([throughputSchema, latencySchema])

export const comparisonPointSchema = z.object({
  cores: coresSchema,
  verdict: pointVerdictSchema,
  reason: pointReasonSchema.optional(),
  base: measuredSchema.optional(),
  head: measuredSchema.optional(),
  /** Requests per second that an open loop offered to both arms. */
  offered: amountSchema.optional(),
  overload: z.object({ base: overloadSchema.optional(), head: overloadSchema.optional() }).optional(),
  /** d(n) as a fraction of base; absent where absolute numbers are not comparable. Of a latency, more is worse. */
  change: changeSchema.optional(),
  /** Of a duel: what `change` is the ratio of, in the unit of `base` and `head`, which hold the median of all work. */
  compared: bothArmsSchema.optional(),
  /** g(n) as a fraction: what was lost at n beyond what was lost at 1; absent at n = 1. */
  scalingChange: changeSchema.optional(),
  speedup: perArm(ratioSchema).optional(),
  utilisation: perArm(busySchema).optional(),
  cpuPerRequest: perArm(secondsSchema).optional(),
  /** Context switches per request: gave up its CPU (waited), had it taken away. */
  voluntarySwitches: perArm(amountSchema).optional(),
  involuntarySwitches: perArm(amountSchema).optional(),
  threads: perArm(amountSchema).optional(),
  processes: perArm(amountSchema).optional(),
  memoryBytes: perArm(bytesSchema).optional(),
  /** Which change regressed: throughput d, scaling g, or both; or the finding under overload, where d did not. */
  regressed: z.enum(['change', 'scaling-change', 'both', 'finding']).optional(),
  /** A duel's rounds: the logarithmic change of each, null where it was lost; its quads, and how many were void. */
  duel: duelNumbersSchema.optional(),
})
export type ComparisonPoint = z.infer<typeof comparisonPointSchema>
/** What a duel measured at a point, and all that its verdict rests on. */
export type DuelNumbers = NonNullable<ComparisonPoint['duel']>

/** What base's numbers rest on. */
export const evidenceSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('stored'),
    /** Commit of the stored record, and how many commits it lies behind base (0: base itself). */
    commit: commitSchema,
    at: instantSchema,
    behind: z.int().nonnegative().max(1e8),
    sameHost: z.boolean(),
    /** Records of the same host key that the spread between runs was taken from; absent where there were too few. */
    records: countSchema.positive().optional(),
    /** Base did not build or start, so no duel could be held: the answer is unconfirmed. */
    baseFailure: failureSchema.optional(),
    /** Host of the stored record, as the report shows it. */
    cpu: z.string().max(200),
    cpus: cpusSchema.positive(),
  }),
  /** Both arms were measured against each other. */
  z.object({ kind: z.literal('duel'), rounds: roundsSchema }),
  z.object({ kind: z.literal('none'), baseFailure: failureSchema.optional() }),
])
export type Evidence = z.infer<typeof evidenceSchema>

export const benchmarkVerdictSchema = z.enum([
  'scales-worse',
  'slower',
  'slower-and-scales-worse',
  'improved',
  'unchanged',
  'inconclusive',
  'no-baseline',
  'failed',
])
export type BenchmarkVerdict = z.infer<typeof benchmarkVerdictSchema>

const seriesFields = {
  name: nameSchema,
  kind: z.enum(['http', 'command']),
  measure: measureSchema.optional(),
  connections: z.int().positive().max(1_000_000).optional(),
  /** A smaller loss than `tolerance` never alarms; a larger one than `detect` must not slip through. */
  tolerance: z.number().min(0).lt(1),
  detect: z.number().gt(0).lt(1),
  evidence: evidenceSchema,
  points: z.array(comparisonPointSchema).max(4096).overwrite(byCores),
  warnings: z.array(warningSchema).max(10_000),
}

export const judgedBenchmarkSchema = z.object({
  ...seriesFields,
  verdict: benchmarkVerdictSchema.exclude(['failed']),
})
export const failedComparisonSchema = z.object({
  ...seriesFields,
  verdict: z.literal('failed'),
  ...failureSchema.shape,
})
export type ComparisonBenchmark =
  | z.infer<typeof judgedBenchmarkSchema>
  | z.infer<typeof failedComparisonSchema>

export const overallVerdictSchema = z.enum([
  'regression',
  'improvement',
  'unchanged',
  'inconclusive',
  'failed',
])
export type OverallVerdict = z.infer<typeof overallVerdictSchema>

/** What a comparison of several shards is made of. The comparison's own host is that of its first part. */
export const partsSchema = z.object({
  /** How many shards the benchmarks were divided into, and which of them (counted from 1) gave no result. */
  of: z.int().min(1).max(1000),
  missing: z.array(z.int().min(1).max(1000)).max(1000),
  /** Which of the others an interrupt ended: they may lack series. */
  interrupted: z.array(z.int().min(1).max(1000)).max(1000).optional(),
  /** The machine of each part that is there. */
  hosts: z.array(hostSchema).max(1000),
})
export type Parts = z.infer<typeof partsSchema>

/** What a benchmark has thresholds of its own for. */
const regimeSchema = z.enum(['throughput', 'latency', 'goodput', 'gap'])
export type Regime = z.infer<typeof regimeSchema>
const declaredSeries = { name: nameSchema, regime: regimeSchema }

/** Where a comparison falls short of what base's configuration declares: for the one to say who has read that file. */
export const shortfallSchema = z.object({
  /** That file. */
  file: z.string().max(200),
  /** What it declares, and the comparison does not hold. */
  unmeasured: z.array(z.object(declaredSeries)).max(4000),
  /** Thresholds that were weaker than it declares; fractions. */
  weaker: z
    .array(
      z.object({
        ...declaredSeries,
        threshold: z.enum(['tolerance', 'detect']),
        used: z.number().min(0).lt(1),
        declared: z.number().min(0).lt(1),
      }),
    )
    .max(8000),
})
export type Shortfall = z.infer<typeof shortfallSchema>

export const comparisonSchema = z.object({
  schema: z.literal(SCHEMA_VERSION),
  kind: z.literal('comparison'),
  at: instantSchema,
  seed: z.string().max(200),
  host: hostSchema,
  method: methodSchema,
  /** Commit that head is compared with: the merge base, or the first parent of a merge commit. */
  base: commitSchema,
  head: commitSchema,
  dirty: z.boolean().default(false),
  /** Why no stored record was found for base, where that is so. */
  baseline: z.enum(['found', 'missing', 'corrupt', 'newer']),
  verdict: overallVerdictSchema,
  /**
   * Read from the file of a job that ran a stranger's code. What it says of base's builds and records is nothing that
   * whoever tells it has seen.
   */
  secondHand: z.literal(true).optional(),
  shard: shardSchema.optional(),
  parts: partsSchema.optional(),
  shortfall: shortfallSchema.optional(),
  benchmarks: z.array(z.union([failedComparisonSchema, judgedBenchmarkSchema])).max(10_000),
})
export type Comparison = z.infer<typeof comparisonSchema>
