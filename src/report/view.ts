import type { Change, Comparison, ComparisonBenchmark, ComparisonPoint } from '../result/comparison.ts'

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
    failed: Map.groupBy(failed, ({ phase, reason, output }) => JSON.stringify([phase, reason, output]))
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
      return seen.some((point) => isLoss(point)) ? 3 : 5
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

/** What a point lost or gained: of its throughput, or, where that shows less, of its speedup. */
export interface Shift {
  readonly point: ComparisonPoint
  readonly of: 'throughput' | 'speedup'
  readonly change: Change
}

export function shiftAt(point: ComparisonPoint, direction: 'loss' | 'gain'): Shift | undefined {
  const { change, scalingChange } = point
  const sign = direction === 'loss' ? 1 : -1
  // A speedup may fall although the throughput held: where 1 core gained and the others did not.
  const hidden = change !== undefined && sign * change.estimate > -0.01
  if (change !== undefined && !(hidden && scalingChange !== undefined && sign * scalingChange.estimate < 0)) {
    return { point, of: 'throughput', change }
  }
  return scalingChange && { point, of: 'speedup', change: scalingChange }
}

/** The point of those given that lost (or gained) most. */
export function largestShift(
  points: readonly ComparisonPoint[],
  direction: 'loss' | 'gain',
): Shift | undefined {
  const shifts = points.map((point) => shiftAt(point, direction)).filter((shift) => shift !== undefined)
  const sign = direction === 'loss' ? 1 : -1
  return shifts.toSorted((a, b) => sign * (a.change.estimate - b.change.estimate))[0]
}

export function isLoss(point: ComparisonPoint): boolean {
  const lowest = Math.min(point.change?.estimate ?? 0, point.scalingChange?.estimate ?? 0)
  const highest = Math.max(point.change?.estimate ?? 0, point.scalingChange?.estimate ?? 0)
  return -lowest >= highest
}

/** Whether base's absolute throughput is of the same machine as head's. */
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

function worstLoss(benchmark: JudgedBenchmark): number {
  return largestShift(benchmark.points, 'loss')?.change.estimate ?? 0
}
