import { ascending, median } from './quantiles.ts'

/** With fewer values even the whole range holds the median with less than 95 %: 1 − 2 · ½⁵ = 93.75 %. */
export const ROUNDS_FOR_MEDIAN_INTERVAL = 6

export interface MedianInterval {
  readonly median: number
  readonly low: number
  readonly high: number
  /** Probability that an interval made this way holds the true median; below the wish where too few values. */
  readonly attained: number
}

/**
 * A confidence interval for the median between the k-th smallest and the k-th largest value, without any
 * assumption about the distribution. It misses on one side where fewer than k values fall on that side of the
 * true median, so it attains 1 − 2 · P(Binomial(n, ½) ≤ k − 1); k is the largest that attains `confidence`.
 * Where none does, low and high are the range. Le Boudec 2010, “Performance Evaluation”, section 2.2 and
 * appendix A; Conover 1999, “Practical Nonparametric Statistics”, section 3.2.
 */
export function medianInterval(sample: readonly number[], confidence = 0.95): MedianInterval {
  const sorted = ascending(sample)
  const size = sorted.length
  let rank = 1
  let missed = 2 * binomialHalf(size, 0)
  while (rank + 1 <= size / 2) {
    const wider = missed + 2 * binomialHalf(size, rank)
    if (1 - wider < confidence) break
    missed = wider
    rank++
  }
  return {
    median: median(sorted),
    low: sorted[rank - 1] as number,
    high: sorted[size - rank] as number,
    attained: Math.max(0, 1 - missed),
  }
}

/** P(Binomial(n, ½) = k), in logarithms, because ½ⁿ underflows from n = 1075. */
function binomialHalf(n: number, k: number): number {
  let logarithm = -n * Math.LN2
  for (let i = 1; i <= k; i++) logarithm += Math.log((n - i + 1) / i)
  return Math.exp(logarithm)
}
