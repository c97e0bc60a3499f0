import type { Interval } from '../stats/t-interval.ts'

/** E(n) = S(n) / n: the share of n ideal cores that the program made use of (Eager, Zahorjan and Lazowska 1989). */
export function efficiency(speedup: number, cores: number): number {
  return speedup / cores
}

/** Efficiency with the interval of its speedup. */
export function efficiencyInterval(speedup: Interval, cores: number): Interval {
  return { estimate: speedup.estimate / cores, low: speedup.low / cores, high: speedup.high / cores }
}
