import { MOST_CHANGE } from '../result/bounds.ts'
import type { Interval } from './t-interval.ts'

/** The log ratio of a fractional change: ln(1 + fraction). A loss of 20 % is −0.2 as a fraction, −0.223 here. */
export function logChangeOf(fraction: number): number {
  return Math.log1p(fraction)
}

/**
 * The fractional change of a log ratio: e^change − 1. Kept inside (−1, `MOST_CHANGE`], because a result holds
 * nothing larger, and because nothing loses all of itself by a finite ratio.
 */
export function fractionOf(logChange: number): number {
  return Math.min(Math.max(Math.expm1(logChange), -1 + Number.EPSILON), MOST_CHANGE)
}

/** An interval of log ratios as fractions; order is kept, coverage too, because the change of scale is monotone. */
export function fractionInterval(logs: Interval): Interval {
  return { estimate: fractionOf(logs.estimate), low: fractionOf(logs.low), high: fractionOf(logs.high) }
}
