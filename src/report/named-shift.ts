import type { ComparisonPoint } from '../result/comparison.ts'
import { gain } from './direction.ts'
import { isLoss, type JudgedBenchmark, largestShift, type Shift, suspects } from './view.ts'

/** What kind of change a suspicion hints at. */
export type Hint = 'may-scale-worse' | 'may-be-slower' | 'may-be-both' | 'may-be-faster'

/** Undefined where nothing is suspected. */
export function hintOf(benchmark: JudgedBenchmark): Hint | undefined {
  const seen = suspects(benchmark)
  const losses = seen.filter((point) => isLoss(benchmark, point))
  if (seen.length === 0) return undefined
  if (losses.length === 0) return 'may-be-faster'
  if (!losses.some(({ cores }) => cores === 1)) return 'may-scale-worse'
  const scaling = losses.some(
    ({ scalingChange }) =>
      scalingChange &&
      Math.max(gain(benchmark, scalingChange.low), gain(benchmark, scalingChange.high)) <
        -benchmark.tolerance,
  )
  return scaling ? 'may-be-both' : 'may-be-slower'
}

/** The loss (or gain) that the sentence of a benchmark names and its table prints bold. */
export function namedShift(benchmark: JudgedBenchmark): Shift | undefined {
  switch (benchmark.verdict) {
    case 'scales-worse':
    case 'slower':
    case 'slower-and-scales-worse':
      // Where the finding alone got worse, what was lost beside it is not proven.
      return largestShift(
        benchmark,
        regressed(benchmark).filter((point) => point.regressed !== 'finding'),
        'loss',
      )
    case 'improved':
      return largestShift(
        benchmark,
        benchmark.points.filter(({ verdict }) => verdict === 'improved'),
        'gain',
      )
    case 'inconclusive': {
      const faster = hintOf(benchmark) === 'may-be-faster'
      return largestShift(
        benchmark,
        suspects(benchmark).filter((point) => isLoss(benchmark, point) !== faster),
        faster ? 'gain' : 'loss',
      )
    }
    case 'unchanged':
    case 'no-baseline':
      return undefined
  }
}

export function regressed(benchmark: JudgedBenchmark): readonly ComparisonPoint[] {
  return benchmark.points.filter(({ verdict }) => verdict === 'regressed')
}
