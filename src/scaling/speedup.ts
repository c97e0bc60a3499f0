import { estimateMean, type Interval, tInterval } from '../stats/t-interval.ts'

/**
 * Throughput of each round in the order of rounds, null where the round was lost. Rounds of equal index were
 * measured within the same minutes, across core counts.
 */
export type Rounds = readonly (number | null)[]

/** S(n) = X(n) / X(1) (Amdahl 1967). */
export function speedup(throughput: number, singleCore: number): number {
  return throughput / singleCore
}

/**
 * ln x_r(n) − ln x_r(1) of every round r that has both: what slowed the machine for a whole round cancels.
 */
export function logSpeedups(rounds: Rounds, singleCore: Rounds): number[] {
  return rounds.flatMap((value, round) => {
    const single = singleCore[round]
    return value === null || single === null || single === undefined
      ? []
      : [Math.log(value) - Math.log(single)]
  })
}

/**
 * Speedup with its 95 % interval: the geometric mean over rounds of the paired ratios, by Student's t on
 * their logarithms. Undefined under two paired rounds. Ratios are averaged as logarithms because only the
 * geometric mean does not depend on what they are ratios to (Fleming and Wallace 1986).
 */
export function speedupInterval(rounds: Rounds, singleCore: Rounds): Interval | undefined {
  const logs = logSpeedups(rounds, singleCore)
  if (logs.length < 2) return undefined
  const { estimate, low, high } = tInterval(estimateMean(logs))
  return { estimate: Math.exp(estimate), low: Math.exp(low), high: Math.exp(high) }
}
