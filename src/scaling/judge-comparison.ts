import type { BenchmarkVerdict, OverallVerdict, Parts, Shortfall } from '../result/comparison.ts'

/**
 * The overall verdict, the first of these that some benchmark calls for: `regression`; `failed`, for then the
 * report is not whole; `inconclusive`, also where a benchmark has no baseline; `improvement`; `unchanged`, which
 * so means every benchmark. A comparison without benchmarks is `inconclusive`: nothing was seen. Where parts
 * of it are missing or were interrupted, or base declares more than was measured or stricter thresholds, it is neither
 * `unchanged` nor an `improvement`, for nobody knows what would have been seen.
 */
export function judgeComparison(
  benchmarks: readonly { readonly verdict: BenchmarkVerdict }[],
  parts?: Pick<Parts, 'missing' | 'interrupted'>,
  shortfall?: Pick<Shortfall, 'unmeasured' | 'weaker'>,
): OverallVerdict {
  const called = new Set(benchmarks.map(({ verdict }) => overall(verdict)))
  const order: readonly OverallVerdict[] = [
    'regression',
    'failed',
    'inconclusive',
    'improvement',
    'unchanged',
  ]
  const gaps = [parts?.missing, parts?.interrupted, shortfall?.unmeasured, shortfall?.weaker]
  if (gaps.some((gap) => gap !== undefined && gap.length > 0)) called.add('inconclusive')
  return order.find((verdict) => called.has(verdict)) ?? 'inconclusive'
}

function overall(verdict: BenchmarkVerdict): OverallVerdict {
  switch (verdict) {
    case 'scales-worse':
    case 'slower':
    case 'slower-and-scales-worse':
      return 'regression'
    case 'failed':
      return 'failed'
    case 'inconclusive':
    case 'no-baseline':
      return 'inconclusive'
    case 'improved':
      return 'improvement'
    case 'unchanged':
      return 'unchanged'
  }
}
