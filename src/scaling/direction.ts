import { fractionOf, logChangeOf } from '../stats/log-change.ts'
import type { Interval } from '../stats/t-interval.ts'

/**
 * Which way is better. Decisions are made on gains: logarithms of ratios in which more is better, ln X_head − ln X_base of
 * a throughput and ln L_base − ln L_head of a latency. What people read is the change of the quantity itself.
 */
export type Direction = 'more-is-better' | 'less-is-better'

/** The gain of what got worse by `fraction`: of a throughput that lost so much, or of a latency that grew so much. */
export function gainOfLoss(fraction: number, direction: Direction): number {
  return direction === 'more-is-better' ? logChangeOf(-fraction) : -logChangeOf(fraction)
}

/** The gain of what got better by `fraction`. */
export function gainOfImprovement(fraction: number, direction: Direction): number {
  return direction === 'more-is-better' ? logChangeOf(fraction) : -logChangeOf(-fraction)
}

/** How much worse a gain is, as a fraction of base: positive for a throughput that fell and a latency that grew. */
export function lossOfGain(gain: number, direction: Direction): number {
  return direction === 'more-is-better' ? -fractionOf(gain) : fractionOf(-gain)
}

/** A gain with its interval as a fractional change of the quantity: of a latency the ends change places. */
export function changeOfGain({ estimate, low, high }: Interval, direction: Direction): Interval {
  return direction === 'more-is-better'
    ? { estimate: fractionOf(estimate), low: fractionOf(low), high: fractionOf(high) }
    : { estimate: fractionOf(-estimate), low: fractionOf(-high), high: fractionOf(-low) }
}
