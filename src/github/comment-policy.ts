import type { Comparison } from '../result/comparison.ts'
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

/** What a run without a result asks of the comment. */
export function dutyWithoutResult(policy: CommentPolicy): CommentDuty {
  switch (policy) {
    case 'always':
      return 'create-or-update'
    case 'never':
      return 'nothing'
    case 'auto':
      return 'update'
  }
}

/**
 * A regression, an improvement, a failure, a missing or interrupted shard, less or milder than base declares, or a loss
 * or gain that was seen and could not be proven.
 */
export function isWorthTelling({ verdict, benchmarks, parts, shortfall }: Comparison): boolean {
  if (verdict === 'regression' || verdict === 'improvement' || verdict === 'failed') return true
  if (shortfall !== undefined) return true
  if ([parts?.missing, parts?.interrupted].some((gap = []) => gap.length > 0)) return true
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

/** A regression that the comment told of and that is not found any more: `commit`, shortened, had it. */
export interface PastRegression {
  /** `gone` with another commit; `unconfirmed` where that very commit was measured again. */
  readonly kind: 'gone' | 'unconfirmed'
  readonly commit: string
}

/** What is told now: a verdict, of the pull request's head. */
export type Telling = Pick<Marker, 'sha' | 'verdict'>

/**
 * What became of a regression that the comment told of. Undefined where there was none, and where too little is known now
 * to say so: an inconclusive or failed run resolves nothing.
 */
export function pastRegression(previous: Marker | undefined, now: Telling): PastRegression | undefined {
  const commit = lastRegression(previous, now)
  if (commit === undefined || !answers(now)) return undefined
  return { kind: isSame(commit, now.sha) ? 'unconfirmed' : 'gone', commit }
}

/**
 * The last commit of which the comment tells or told a regression. One that a second measurement of the same commit did not
 * confirm is forgotten with the next commit, which has nothing to resolve.
 */
export function lastRegression(previous: Marker | undefined, now: Telling): string | undefined {
  if (now.verdict === 'regression') return now.sha
  const commit = previous?.regressed
  if (previous === undefined || commit === undefined) return undefined
  const wasUnconfirmed = answers(previous) && isSame(commit, previous.sha)
  return wasUnconfirmed && !isSame(commit, now.sha) ? undefined : commit
}

function answers({ verdict }: Telling): boolean {
  return verdict === 'unchanged' || verdict === 'improvement'
}

/** Markers shorten commits. */
function isSame(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a)
}
