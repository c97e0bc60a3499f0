import { binomialHalfTail } from '../stats/sign-test.ts'
import { studentTQuantile } from '../stats/student-t.ts'
import { type Estimate, tInterval } from '../stats/t-interval.ts'
import { type Direction, gainOfLoss } from './direction.ts'
import type { Gain } from './duel-hypotheses.ts'
import type { Tolerances } from './stored-verdict.ts'

/** What a loss is excluded by, beside the gain. */
export interface LossLimits extends Tolerances {
  readonly direction: Direction
  /** Of an overload: rounds that took it worse, of those measured. */
  readonly found?: { readonly worse: number; readonly rounds: number }
}

/**
 * Whether a loss larger than `detect` is excluded, but for a chance of `doubt`, and none beyond the tolerance was seen; of
 * an overload also that half of the rounds took it worse.
 */
export function isLossExcluded(
  { typical, total }: Gain,
  { tolerance, detect, direction, found }: LossLimits,
  doubt: number,
): boolean {
  for (const gain of total === undefined ? [typical] : [typical, total]) {
    if (lowerBound(gain, 1 - doubt) <= gainOfLoss(detect, direction)) return false
    // Seen, though not beyond the doubt that an accusation needs: nobody should read “unchanged” over it.
    if (tInterval(gain).high < gainOfLoss(tolerance, direction)) return false
  }
  return found === undefined || binomialHalfTail(found.rounds, found.worse) <= doubt
}

/** The end of a one-sided interval: estimate − t(confidence, ν) · standard error (Student 1908). */
export function lowerBound(
  { estimate, standardError, degreesOfFreedom }: Estimate,
  confidence: number,
): number {
  return standardError === 0
    ? estimate
    : estimate - studentTQuantile(confidence, degreesOfFreedom) * standardError
}
