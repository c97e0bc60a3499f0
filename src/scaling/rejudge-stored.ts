import type { Change, ComparisonBenchmark, ComparisonPoint, PointReason } from '../result/comparison.ts'
import { lessIsBetter } from '../result/series-key.ts'
import { largest } from '../stats/extremes.ts'
import { overloadOf } from './overload-finding.ts'

/** Why a comparison with a stored record has no answer. Each leaves the point without one, so each is believed. */
const WITHOUT_ANSWER: readonly PointReason['kind'][] = [
  'generator-bound',
  'too-few-rounds',
  'other-host',
  'not-in-base',
]

/**
 * A point that was compared with a stored record, or that has none, judged by the changes that it gives. Of the two
 * runs only these are in a comparison, so a suspicion can be seen again, and that a claim of `unchanged` contradicts its
 * own intervals; how much runs drift, which makes the claim narrower still, cannot. Nothing regresses and nothing
 * improves here (compare-stored.ts).
 */
export function rejudgeStored(point: ComparisonPoint, benchmark: ComparisonBenchmark): ComparisonPoint {
  const { regressed: _, verdict, reason, change, scalingChange, overload, ...others } = point
  const numbers = { ...others, ...refound(overload) }
  const { evidence } = benchmark
  if (evidence.kind !== 'stored') return { ...numbers, ...inconclusive({ kind: 'not-in-base' }) }
  const known = { ...numbers, change, scalingChange }
  const isForeign = reason?.kind === 'other-host' && evidence.sameHost
  if (reason !== undefined && WITHOUT_ANSWER.includes(reason.kind) && !isForeign)
    return { ...known, ...inconclusive(reason) }
  const changes = [change, scalingChange].filter((each) => each !== undefined)
  if (changes.length === 0) return { ...known, ...inconclusive({ kind: 'not-in-base' }) }
  if (changes.some((each) => isSuspicion(each, benchmark.tolerance)))
    return { ...known, ...inconclusive({ kind: 'suspicion' }) }
  if (reason?.kind === 'too-noisy') return { ...known, ...inconclusive(reason) }
  const left = largest(changes.map((each) => largestLoss(each, benchmark)))
  if (verdict === 'unchanged' && left <= benchmark.detect) return { ...known, verdict }
  const smallestDetectable = Math.max(left, benchmark.detect)
  return { ...known, ...inconclusive({ kind: 'too-noisy', smallestDetectable }) }
}

/** How each arm took overload, by its numbers. */
function refound(overload: ComparisonPoint['overload']): Pick<ComparisonPoint, 'overload'> {
  if (overload === undefined) return {}
  const { base, head } = overload
  return {
    overload: {
      ...(base === undefined ? {} : { base: overloadOf(base) }),
      ...(head === undefined ? {} : { head: overloadOf(head) }),
    },
  }
}

/** Beyond the tolerance, and its interval excludes 0. */
function isSuspicion({ estimate, low, high }: Change, tolerance: number): boolean {
  return Math.abs(estimate) > tolerance && (low > 0 || high < 0)
}

/** The largest loss that the interval of a change does not exclude, as a fraction. */
function largestLoss({ low, high }: Change, benchmark: ComparisonBenchmark): number {
  return lessIsBetter(benchmark) ? high : -low
}

function inconclusive(reason: PointReason) {
  return { verdict: 'inconclusive', reason } as const
}
