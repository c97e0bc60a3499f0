import type { Change, ComparisonPoint, PointReason } from '../result/comparison.ts'
import type { RecordBenchmark, RecordPoint } from '../result/record.ts'
import { lessIsBetter } from '../result/series-key.ts'
import type { Measured } from '../result/shared-schema.ts'
import { smallest } from '../stats/extremes.ts'
import { tInterval } from '../stats/t-interval.ts'
import { changeOfGain, type Direction } from './direction.ts'
import {
  ROUNDS_FOR_CHANGE,
  type StoredChange,
  type StoredPair,
  storedChange,
  storedScalingChange,
} from './stored-changes.ts'
import { RUN_TO_RUN_DEVIATION, type StoredVerdict, storedVerdict, type Tolerances } from './stored-verdict.ts'

/** A point that was compared with a stored record. Such a point never accuses and never praises. */
export type StoredPoint = ComparisonPoint & { verdict: 'unchanged' | 'inconclusive' | 'skipped' }

export interface StoredComparison {
  /** Absent where base has nothing to compare with. */
  readonly base?: RecordBenchmark
  readonly head: RecordBenchmark
  readonly benchmark: Tolerances
  /** The host keys are equal: absolute throughput is comparable, not speedup alone. */
  readonly sameHost: boolean
  /** Standard deviation of ln X between runs of the same program, where better is known than the default. */
  readonly runToRun?: number
}

/**
 * The points of head, each compared with base's stored point of the same core count, and the core counts that
 * head skipped, in ascending order. Changes are fractions with the 95 % interval of the scatter of rounds.
 */
export function compareStored(comparison: StoredComparison): StoredPoint[] {
  const skipped = comparison.head.skipped.map(
    ({ cores, reason, available }): StoredPoint => ({
      cores,
      verdict: 'skipped',
      reason: { kind: reason, available },
    }),
  )
  const compared = comparison.head.points.map((point) => comparePoint(point, comparison))
  return [...compared, ...skipped].sort((a, b) => a.cores - b.cores)
}

function comparePoint(head: RecordPoint, comparison: StoredComparison): StoredPoint {
  const { sameHost, benchmark, runToRun = RUN_TO_RUN_DEVIATION } = comparison
  const base = pointAt(comparison.base, head.cores)
  const direction = lessIsBetter(comparison.head) ? 'less-is-better' : 'more-is-better'
  const seen = {
    cores: head.cores,
    head: measuredOf(head),
    ...(head.offered === undefined ? {} : { offered: head.offered }),
    ...perArm(base, head),
  }
  if (base === undefined) return { ...seen, ...inconclusive({ kind: 'not-in-base' }) }

  const pair = {
    base,
    head,
    baseSingle: pointAt(comparison.base, 1),
    headSingle: pointAt(comparison.head, 1),
    direction,
  } as const
  const change = sameHost ? storedChange(pair) : undefined
  const scalingChange = head.cores > 1 ? storedScalingChange(pair) : undefined
  return {
    ...seen,
    base: measuredOf(base),
    ...(change?.kind === 'estimated' && { change: asFraction(change, direction) }),
    ...(scalingChange?.kind === 'estimated' && { scalingChange: asFraction(scalingChange, direction) }),
    ...judge(
      pair,
      [change, scalingChange].filter((each) => each !== undefined),
      benchmark,
      runToRun,
    ),
  }
}

function judge(
  pair: StoredPair,
  changes: readonly StoredChange[],
  tolerances: Tolerances,
  runToRun: number,
): StoredVerdict {
  // A bound point at one core spoils the speedup of every other.
  const points = [pair.base, pair.head, pair.baseSingle, pair.headSingle]
  if (points.some((point) => point?.generator?.bound)) return inconclusive({ kind: 'generator-bound' })
  if (changes.length === 0) return inconclusive({ kind: 'other-host' })
  const few = changes.filter((change) => change.kind === 'too-few-rounds')
  if (few.length > 0) {
    const rounds = smallest(few.map((change) => change.rounds))
    return inconclusive({ kind: 'too-few-rounds', rounds, needed: ROUNDS_FOR_CHANGE })
  }
  const estimates = changes.flatMap((change) => (change.kind === 'estimated' ? [change.estimate] : []))
  return storedVerdict(estimates, tolerances, runToRun, pair.direction)
}

function pointAt(benchmark: RecordBenchmark | undefined, cores: number): RecordPoint | undefined {
  return benchmark?.points.find((point) => point.cores === cores)
}

function asFraction(change: Extract<StoredChange, { kind: 'estimated' }>, direction: Direction): Change {
  return changeOfGain(tInterval(change.estimate), direction)
}

function inconclusive(reason: PointReason) {
  return { verdict: 'inconclusive', reason } as const
}

/** What the series measures. */
function measuredOf({ throughput, latency }: RecordPoint): Measured {
  return latency ?? throughput
}

/** What a report shows of both arms side by side. */
function perArm(base: RecordPoint | undefined, head: RecordPoint) {
  return {
    overload: arms(base?.overload, head.overload),
    speedup: arms(base?.speedup, head.speedup),
    utilisation: arms(base?.utilisation, head.utilisation),
    cpuPerRequest: arms(base?.cpuPerRequest, head.cpuPerRequest),
  }
}

function arms<T>(base: T | undefined, head: T | undefined) {
  return base === undefined && head === undefined ? undefined : { base, head }
}
