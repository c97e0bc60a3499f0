import * as z from 'zod'

/**
 * What numbers of a measurement may be: far beyond anything that is measured, and near enough that whatever is computed
 * of them, and printed, stays finite.
 */

/** Requests a second, milliseconds, counts for each request. */
export const amountSchema = z.number().nonnegative().max(1e12)
export const rateSchema = z.number().positive().max(1e12)
/** Of bytes. */
export const bytesSchema = z.number().nonnegative().max(1e15)
/** CPUs that are kept busy, by CPUs: more than 1 where programs are not pinned, or by the rounding of ticks. */
export const busySchema = z.number().nonnegative().max(4096)
/** Of a count, by the whole. */
export const shareSchema = z.number().nonnegative().max(1)
/** S(n), E(n), and goodput by capacity: of two figures that were measured at different times. */
export const ratioSchema = z.number().nonnegative().max(1e9)
/** Three years. */
export const secondsSchema = z.number().nonnegative().max(1e8)
export const countSchema = z.int().nonnegative().max(1e12)
export const cpusSchema = z.int().nonnegative().max(65_536)
export const roundsSchema = z.int().nonnegative().max(10_000)
export const LEAST_CHANCE = 1e-12
/** A part of a chance to be wrong. Nobody divides it into so many that it is less. */
export const chanceSchema = z.number().min(LEAST_CHANCE).lt(1)
/** ln of a ratio of two arms: half a billion times as much, or as little. */
export const logRatioSchema = z.number().min(-20).max(20)

/** Larger than any ratio of two arms: what an interval is cut at. As a fraction, 1 is as much again. */
export const MOST_CHANGE = 1e9
/** A loss or a rise, as a fraction. */
export const lossSchema = z.number().positive().max(MOST_CHANGE)

/** An interval holds what it is of. */
export function isAround({ low, high }: Ends, middle: number): boolean {
  return low <= middle && middle <= high
}
interface Ends {
  readonly low: number
  readonly high: number
}

/** A change as a fraction of base (−0.213 is 21.3 % lost) with its 95 % interval. */
export const changeSchema = z
  .object({
    estimate: z.number().gt(-1).max(MOST_CHANGE),
    low: z.number().min(-1).max(MOST_CHANGE),
    high: z.number().min(-1).max(MOST_CHANGE),
  })
  .refine((change) => isAround(change, change.estimate))
