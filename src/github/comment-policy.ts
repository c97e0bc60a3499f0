import type { Comparison, OverallVerdict } from '../result/comparison.ts'
import type { Marker } from './marker.ts'

/** When a pull request gets a comment. `auto`: where there is something to say. */
export type CommentPolicy = 'auto' | 'always' | 'never'

/** `update`: only a comment that is there already. `nothing`: comments are not even looked at. */
export type CommentDuty = 'create-or-update' | 'update' | 'nothing'

/** What a result asks of the comment. One that is there is always brought up to date, but for `never`. */
export function commentDuty(policy: CommentPolicy, comparison: Comparison): CommentDuty {
  switch (policy) {
    case 'always':
      return 'create-or-update'
    case 'never':
      return 'nothing'
    case 'auto':
      return isWorthTelling(comparison) ? 'create-or-update' : 'update'
  }
}

/** A regression, an improvement, a failure, a missing shard, or a loss or gain that was seen and could not be proven. */
export function isWorthTelling({ verdict, benchmarks, parts }: Comparison): boolean {
  if (verdict === 'regression' || verdict === 'improvement' || verdict === 'failed') return true
  if (parts !== undefined && parts.missing.length > 0) return true
  return benchmarks.some(
    (benchmark) =>
      !QUIET.includes(benchmark.verdict) ||
      benchmark.points.some(({ reason }) => reason?.kind === 'suspicion'),
  )
}

/** The overall verdict tells the worst only: under it another benchmark may have failed or improved. */
const QUIET: readonly Comparison['benchmarks'][number]['verdict'][] = [
  'unchanged',
  'inconclusive',
  'no-baseline',
]

/**
 * The commit, shortened, of a regression that the comment told of and that is gone: “Resolved”. Undefined where there
 * was none, and where too little is known now to say so: an inconclusive or failed run resolves nothing.
 */
export function resolvedRegression(
  previous: Marker | undefined,
  verdict: OverallVerdict,
): string | undefined {
  return verdict === 'unchanged' || verdict === 'improvement' ? previous?.regressed : undefined
}
