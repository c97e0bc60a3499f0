import type { Arrivals } from '../config/config.ts'
import type { Random } from '../stats/random.ts'

/** A stretch of time in which requests are due at one rate. */
export interface ArrivalPlan {
  readonly arrivals: Arrivals
  /** Requests per second; 0 for none. */
  readonly rate: number
  readonly milliseconds: number
  /**
   * Where in its gap a constant rate begins, from 0 to below 1. The middle unless told, so that short stretches are due
   * as many requests as the rate says; generators that share a rate take different places, and their sum is constant.
   */
  readonly phase?: number
}

/**
 * When requests are due: milliseconds from the start of the stretch, ascending, all below its end.
 *
 * `poisson`: gaps are exponential and independent, drawn by inversion (Devroye 1986, “Non-Uniform Random Variate
 * Generation”, II.2); the sum of several such streams is Poisson again, of the sum of their rates.
 * `constant`: equal gaps.
 */
export function dueTimes(
  { arrivals, rate, milliseconds, phase = 0.5 }: ArrivalPlan,
  random: Random,
): Float64Array {
  if (!(rate >= 0 && Number.isFinite(rate))) throw new RangeError(`a rate is 0 or more, not ${rate}`)
  const gap = 1000 / rate
  const times: number[] = []
  switch (arrivals) {
    case 'poisson': {
      // 1 − u is never 0, so no gap is endless.
      const next = () => -Math.log(1 - random()) * gap
      for (let time = next(); time < milliseconds; time += next()) times.push(time)
      break
    }
    case 'constant':
      // Multiplied, not added up: a sum of many gaps would drift.
      for (let i = 0; (i + phase) * gap < milliseconds; i++) times.push((i + phase) * gap)
      break
  }
  return Float64Array.from(times)
}

/** Stretches one after the other, each shifted by the length of those before it. */
export function joinDueTimes(
  stretches: readonly { readonly milliseconds: number; readonly times: Float64Array }[],
): Float64Array {
  const joined = new Float64Array(stretches.reduce((sum, { times }) => sum + times.length, 0))
  let count = 0
  let start = 0
  for (const { milliseconds, times } of stretches) {
    for (const time of times) joined[count++] = start + time
    start += milliseconds
  }
  return joined
}
