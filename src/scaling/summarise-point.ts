import type { Measured, Throughput, Warning } from '../result/shared-schema.ts'
import { smallest } from '../stats/extremes.ts'
import { medianInterval, ROUNDS_FOR_MEDIAN_INTERVAL } from '../stats/median-interval.ts'
import { efficiency } from './efficiency.ts'
import { type Rounds, speedup } from './speedup.ts'

export interface PointSummary {
  readonly throughput: Throughput
  /** Absent where core count 1 was not measured. */
  readonly speedup?: number
  readonly efficiency?: number
}

/**
 * What a point says after its rounds: the median of rounds between its order statistics, and speedup and
 * efficiency as ratios of medians, so that a reader can recompute them from the record. `singleCore` are the
 * rounds at core count 1. Undefined where every round was lost: then there is no point.
 */
export function summarisePoint(point: {
  readonly cores: number
  readonly rounds: Rounds
  readonly singleCore?: Rounds
  readonly unit: Throughput['unit']
}): PointSummary | undefined {
  const throughput = summariseRounds(point.rounds, point.unit)
  if (throughput === undefined) return undefined
  const single = summariseRounds(point.singleCore ?? [], point.unit)
  if (single === undefined) return { throughput }
  const ratio = speedup(throughput.median, single.median)
  return { throughput, speedup: ratio, efficiency: efficiency(ratio, point.cores) }
}

/** Median of the rounds that were not lost, with its 95 % interval, or their range under six rounds. */
export function summariseRounds<Unit extends Measured['unit']>(
  rounds: Rounds,
  unit: Unit,
): { median: number; low: number; high: number; unit: Unit } | undefined {
  const sample = measured(rounds)
  if (sample.length === 0) return undefined
  const { median, low, high } = medianInterval(sample)
  return { median, low, high, unit }
}

/** The warning of a benchmark whose worst point has too few rounds for a 95 % interval. */
export function fewRoundsWarning(points: readonly { readonly rounds: Rounds }[]): Warning | undefined {
  const fewest = smallest(points.map((point) => measured(point.rounds).length))
  if (fewest >= ROUNDS_FOR_MEDIAN_INTERVAL) return undefined
  return { kind: 'few-rounds', rounds: fewest, needed: ROUNDS_FOR_MEDIAN_INTERVAL }
}

function measured(rounds: Rounds): number[] {
  return rounds.filter((value) => value !== null)
}
