import * as z from 'zod'
import {
  amountSchema,
  busySchema,
  chanceSchema,
  countSchema,
  cpusSchema,
  isAround,
  rateSchema,
  ratioSchema,
  roundsSchema,
  secondsSchema,
  shareSchema,
} from './bounds.ts'
import { MAX_SHARDS } from './read-shard.ts'

/** Version of both result formats. A reader refuses a larger number as “from a newer corecurve”. */
export const SCHEMA_VERSION = 1

/** What services and benchmarks may be called: safe in a path, in Markdown and on a command line. */
export const NAME_PATTERN = /^[A-Za-z0-9._-]{1,64}$/

export const nameSchema = z.string().regex(NAME_PATTERN)
export const commitSchema = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/)
export const instantSchema = z.iso.datetime()
export const coresSchema = z.int().min(1).max(4096)
const shortText = z.string().max(200)

const interval = { median: amountSchema, low: amountSchema, high: amountSchema }
const isOrdered = (of: { median: number; low: number; high: number }) => isAround(of, of.median)

/** Throughput of one point: completed work per second. `low` and `high` bound the median of rounds at 95 %
 * where six or more rounds were measured, and are the smallest and largest round below that. */
export const throughputSchema = z
  .object({
    ...interval,
    unit: z.enum(['req/s', 'runs/s', 'events/s']),
  })
  .refine(isOrdered)
export type Throughput = z.infer<typeof throughputSchema>

/** A latency quantile of one point, between the bounds that throughput has. */
export const latencySchema = z
  .object({
    ...interval,
    unit: z.literal('ms'),
  })
  .refine(isOrdered)
export type Latency = z.infer<typeof latencySchema>

/** What a point's number is: work done per second, or time waited for it. */
export type Measured = Throughput | Latency

const quantileSchema = z.number().gt(0).lt(100)
/**
 * What a series measures where that is not its throughput under a closed loop. Less is better for `latency` and `gap`;
 * `goodput` is throughput that arrived in time.
 */
export const measureSchema = z.discriminatedUnion('kind', [
  /** Latency from the intended send time, open loop: a percentile of all requests. */
  z.object({ kind: z.literal('latency'), quantile: quantileSchema }),
  /** Answers per second within the deadline (ms) while more was offered than could be done. */
  z.object({ kind: z.literal('goodput'), deadline: rateSchema }),
  /** Time between the events of a stream: a percentile. */
  z.object({ kind: z.literal('gap'), quantile: quantileSchema }),
])
export type Measure = z.infer<typeof measureSchema>

/**
 * How a service took more than it can do, in numbers. `share`: goodput as a fraction of its capacity at the core count, or
 * of what was offered where that was less.
 */
export const takenOverloadSchema = z.object({
  share: ratioSchema,
  /** Seconds from the end of the overload until latency was normal again; null where it was not while we looked. */
  recovery: secondsSchema.nullable(),
  /** Requests per second that it can do, where it was offered less: then it was not overloaded. */
  capacity: rateSchema.optional(),
})
export type TakenOverload = z.infer<typeof takenOverloadSchema>

/** With the word for it, which follows from the numbers. */
export const overloadSchema = z.object({
  finding: z.enum(['holds', 'degrades', 'collapses']),
  ...takenOverloadSchema.shape,
})
export type Overload = z.infer<typeof overloadSchema>
export type OverloadFinding = Overload['finding']

/** The machine of a measurement. `key` is the host key: equal keys mean comparable absolute numbers. */
export const hostSchema = z.object({
  key: z.string().regex(/^[0-9a-f]{16}$/),
  cpu: shortText,
  /** CPUs that we may use: our affinity mask within the cgroup's quota. */
  cpus: cpusSchema.positive(),
  physicalCores: cpusSchema.positive(),
  threadsPerCore: cpusSchema.positive(),
  arch: shortText,
  os: shortText,
  kernel: shortText,
  /** Version by runtime in use, e.g. `{ "go": "go1.26.8" }`. */
  runtimes: z.partialRecord(z.enum(['node', 'go', 'python']), shortText),
  /** CPU ids that programs under test were given, in the order they are taken. */
  programCpus: z.array(cpusSchema).max(4096),
  generatorCpus: z.array(cpusSchema).max(4096),
})
export type Host = z.infer<typeof hostSchema>

/** A planned look at what a duel had measured by then. */
export const lookSchema = z.object({
  /** Rounds that it saw. */
  round: z.int().positive().max(10_000),
  /** Its part of the chance of a false alarm in the whole report. */
  level: chanceSchema,
  /** Its part of the chance, at each point, to take a loss of `detect` for excluded. */
  doubt: chanceSchema,
})
export type Look = z.infer<typeof lookSchema>

const layoutSchema = z.object({
  /** Of a round: series by core counts. */
  visits: z.int().positive().max(1e6),
  /** Of each arm in a visit, as planned. */
  warmUp: secondsSchema,
  /** For the quads of a visit, as planned. */
  measure: secondsSchema,
  /** Of a round, for starting and warming up. */
  overhead: secondsSchema,
  /** The part of the comparison's budget that the duel has; the rest is of what could not be duelled. */
  ofBudget: z.number().min(1e-6).max(1),
})

/** How it was measured. `complete` is false where an interrupt or the budget ended it early. */
export const methodSchema = z.object({
  rounds: roundsSchema,
  sliceMilliseconds: rateSchema,
  seconds: secondsSchema,
  complete: z.boolean(),
  /** Of a duel: the looks that were held, in order. */
  looks: z.array(lookSchema).max(3).optional(),
  /** Of a duel: seconds that a round of every series takes, as planned. */
  pace: secondsSchema.optional(),
  /** Of a duel: what its rounds consist of, in seconds, so that a budget for more of them can be planned. */
  layout: layoutSchema.optional(),
  /** Of a shard: its part of what the whole report may do wrong, the entries that it measures by all there are. */
  share: z.number().min(1e-6).max(1).optional(),
})
export type Method = z.infer<typeof methodSchema>

const partSchema = z.int().min(1).max(MAX_SHARDS)
/** Which of how many parts of one report this is. */
export const shardSchema = z.object({ index: partSchema, of: partSchema })
export type Shard = z.infer<typeof shardSchema>

/** Where a benchmark failed, why, and the last lines that the service or command printed. */
export const failureSchema = z.object({
  phase: z.enum(['build', 'start', 'ready', 'load', 'parse']),
  reason: z.string().max(2000),
  output: z.array(z.string().max(2000)).max(50),
  /** Of a duel: the arm that it was, where the other is not known to have failed too. */
  arm: z.enum(['base', 'head']).optional(),
})
export type Failure = z.infer<typeof failureSchema>
export type FailurePhase = Failure['phase']

/** A core count that was not measured, and why. */
export const skippedSchema = z.object({
  cores: coresSchema,
  reason: z.literal('too-few-cpus'),
  /** Largest core count that this machine can give a program. */
  available: cpusSchema,
})
export type Skipped = z.infer<typeof skippedSchema>

/** Something a reader must know before trusting a number. Warnings are values; `report` words them. */
export const warningSchema = z.discriminatedUnion('kind', [
  /** The load generator was the limit at this core count: the point gives no verdict. */
  z.object({ kind: z.literal('generator-bound'), cores: coresSchema, utilisation: busySchema }),
  /** The program left most of its CPUs idle: it waited rather than worked. */
  z.object({ kind: z.literal('waited'), cores: coresSchema, utilisation: busySchema }),
  /** Others kept this machine busy meanwhile: their share of its CPUs, the hypervisor's theft included. */
  z.object({ kind: z.literal('disturbed'), cores: coresSchema, share: busySchema }),
  /** Pinning is not to be had here: the operating system, not corecurve, chose the CPUs. */
  z.object({ kind: z.literal('unpinned') }),
  /** Too few rounds for a 95 % interval: low and high are the range seen. */
  z.object({ kind: z.literal('few-rounds'), rounds: roundsSchema, needed: roundsSchema }),
  /** Core count 1 was not measured, so there is no speedup and no efficiency. */
  z.object({ kind: z.literal('no-single-core') }),
  /** Some requests failed; they never count as throughput. Rate is a fraction of all requests. */
  z.object({
    kind: z.literal('errors'),
    cores: coresSchema,
    rate: shareSchema,
    /** Of a duel: the same of each arm, of which `rate` is the mean over all requests. */
    arms: z.object({ base: shareSchema, head: shareSchema }).optional(),
    kinds: z.partialRecord(z.enum(['status', 'connection', 'timeout', 'body']), countSchema),
  }),
  /** Hyperfine's own warnings: runs that stand out, or a first run slower than the others. */
  z.object({ kind: z.literal('outliers'), cores: coresSchema }),
  z.object({ kind: z.literal('slow-first-run'), cores: coresSchema }),
  /** Less was sent than was to be offered (requests per second): the bound on requests in flight was reached. */
  z.object({
    kind: z.literal('rate-not-offered'),
    cores: coresSchema,
    offered: amountSchema,
    achieved: amountSchema,
  }),
  /** An open loop offered more than the service can do, or than it answered (requests per second): its queue only grew. */
  z.object({
    kind: z.literal('rate-above-capacity'),
    cores: coresSchema,
    offered: amountSchema,
    answered: amountSchema,
  }),
  /** A share of the requests was sent late by the generator itself, more than a millisecond after it was due. */
  z.object({ kind: z.literal('late-sends'), cores: coresSchema, share: shareSchema }),
  /** The process may open fewer file descriptors than the connections need. */
  z.object({ kind: z.literal('few-descriptors'), limit: countSchema, needed: countSchema }),
  /** Connections closed by the service hold so many local ports in TIME_WAIT that new ones run short. */
  z.object({ kind: z.literal('ports-in-time-wait'), cores: coresSchema, ports: countSchema }),
])
export type Warning = z.infer<typeof warningSchema>
