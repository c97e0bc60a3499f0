import type { Interval } from '../stats/t-interval.ts'

/**
 * The experimentally determined serial fraction e = (n/S − 1) / (n − 1) at n ≥ 2 cores (Karp and Flatt 1990,
 * “Measuring parallel processor performance”): 0 scales ideally, 1 not at all; below 0 is better than ideal.
 * Where it grows with n, coordination costs more, rather than there being a fixed serial part.
 */
export function serialFraction(speedup: number, cores: number): number {
  if (!(cores >= 2)) throw new RangeError(`a serial fraction needs two cores or more, got ${cores}`)
  return (cores / speedup - 1) / (cores - 1)
}

/** The serial fraction with the interval of its speedup: the ends change places, for more speedup is less of it. */
export function serialFractionInterval(speedup: Interval, cores: number): Interval {
  return {
    estimate: serialFraction(speedup.estimate, cores),
    low: serialFraction(speedup.high, cores),
    high: serialFraction(speedup.low, cores),
  }
}
