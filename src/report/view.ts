import type { Change, Comparison, ComparisonBenchmark, ComparisonPoint } from '../result/comparison.ts'
import { lessIsBetter, type SeriesIdentity } from '../result/series-key.ts'
import { largest, smallest } from '../stats/extremes.ts'
import { gain } from './direction.ts'

export type JudgedBenchmark = Exclude<ComparisonBenchmark, { verdict: 'failed' }>
export type FailedBenchmark = Extract<ComparisonBenchmark, { verdict: 'failed' }>

/** The benchmarks of a comparison in the groups that a report shows, most urgent first. */
export interface ComparisonView {
  /** Regressed, suspected or improved: each gets a table of its own. */
  readonly attention: readonly JudgedBenchmark[]
  /** Unchanged, or inconclusive without a suspicion: one table for all. */
  readonly quiet: readonly JudgedBenchmark[]
  readonly noBaseline: readonly JudgedBenchmark[]
  /** Failures with the same cause (a build that several benchmarks share) stand together. */
  readonly failed: readonly (readonly FailedBenchmark[])[]
}

export function viewComparison(comparison: Comparison): ComparisonView {
  const judged = comparison.benchmarks.filter((benchmark) => benchmark.verdict !== 'failed')
  const failed = comparison.benchmarks.filter((benchmark) => benchmark.verdict === 'failed')
  const attention = judged.filter((benchmark) => urgency(benchmark) < QUIET)
  return {
    attention: attention.toSorted((a, b) => urgency(a) - urgency(b) || worstLoss(a) - worstLoss(b)),
    quiet: judged
      .filter(({ verdict }) => verdict === 'unchanged' || verdict === 'inconclusive')
      .filter((benchmark) => urgency(benchmark) === QUIET),
    noBaseline: judged.filter(({ verdict }) => verdict === 'no-baseline'),
    failed: Map.groupBy(failed, ({ phase, reason, output, arm }) =>
      JSON.stringify([phase, reason, output, arm]),
    )
      .values()
      .toArray(),
  }
}

const QUIET = 6

function urgency(benchmark: JudgedBenchmark): number {
  switch (benchmark.verdict) {
    case 'slower-and-scales-worse':
      return 0
    case 'scales-worse':
      return 1
    case 'slower':
      return 2
    case 'inconclusive': {
      const seen = suspects(benchmark)
      if (seen.length === 0) return QUIET
      return seen.some((point) => isLoss(benchmark, point)) ? 3 : 5
    }
    case 'improved':
      return 4
    case 'unchanged':
    case 'no-baseline':
      return QUIET
  }
}

/** Points beyond the tolerance that the evidence could not prove. */
export function suspects(benchmark: JudgedBenchmark): readonly ComparisonPoint[] {
  return benchmark.points.filter((point) => point.reason?.kind === 'suspicion')
}

/** What a point lost or gained: of what the series measures, or, where that shows less, against 1 core. */
export interface Shift {
  readonly point: ComparisonPoint
  readonly of: 'measured' | 'scaling'
  readonly change: Change
}

export function shiftAt(
  series: SeriesIdentity,
  point: ComparisonPoint,
  direction: 'loss' | 'gain',
): Shift | undefined {
  const { change, scalingChange } = point
  const sign = signOf(series, direction)
  // A speedup may fall although the throughput held: where 1 core gained and the others did not.
  const hidden = change !== undefined && sign * change.estimate > -0.01
  if (change !== undefined && !(hidden && scalingChange !== undefined && sign * scalingChange.estimate < 0)) {
    return { point, of: 'measured', change }
  }
  return scalingChange && { point, of: 'scaling', change: scalingChange }
}

/** The point of those given that lost (or gained) most. */
export function largestShift(
  series: SeriesIdentity,
  points: readonly ComparisonPoint[],
  direction: 'loss' | 'gain',
): Shift | undefined {
  const shifts = points
    .map((point) => shiftAt(series, point, direction))
    .filter((shift) => shift !== undefined)
  const sign = signOf(series, direction)
  return shifts.toSorted((a, b) => sign * (a.change.estimate - b.change.estimate))[0]
}

/** What is sought has a negative product of sign and change: of a latency a loss is more. */
function signOf(series: SeriesIdentity, direction: 'loss' | 'gain'): 1 | -1 {
  return (direction === 'loss') === lessIsBetter(series) ? -1 : 1
}

/** Whether a point lost more than it gained. */
export function isLoss(series: SeriesIdentity, { change, scalingChange }: ComparisonPoint): boolean {
  const gains = [
    0,
    ...[change, scalingChange].flatMap((of) => (of === undefined ? [] : [gain(series, of.estimate)])),
  ]
  return -smallest(gains) >= largest(gains)
}

/** Whether base's absolute numbers are of the same machine as head's. */
export function sameMachine(benchmark: ComparisonBenchmark): boolean {
  switch (benchmark.evidence.kind) {
    case 'stored':
      return benchmark.evidence.sameHost
    case 'duel':
      return true
    case 'none':
      return false
  }
}

/** Below 0, the lower the worse. */
function worstLoss(benchmark: JudgedBenchmark): number {
  const worst = largestShift(benchmark, benchmark.points, 'loss')
  return worst === undefined ? 0 : gain(benchmark, worst.change.estimate)
}
