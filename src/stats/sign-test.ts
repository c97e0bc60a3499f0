/**
 * The one-sided p-value of the hypothesis “worse is no more likely than better”, from as many draws of each; ties are
 * left out before. P(Binomial(worse + better, ½) ≥ worse): the sign test, exact for any distribution (Arbuthnott 1710;
 * Conover 1999, section 3.4). Without any draw it is 1.
 */
export function signTest(worse: number, better: number): number {
  return binomialHalfTail(worse + better, better)
}

/**
 * P(Binomial(n, ½) ≤ k), which is also P(Binomial(n, ½) ≥ n − k) (Conover 1999, section 3.4). In logarithms, because ½ⁿ underflows from n = 1075.
 * @param k a whole number from 0
 */
export function binomialHalfTail(n: number, k: number): number {
  if (k >= n) return 1
  let logarithm = -n * Math.LN2
  let sum = Math.exp(logarithm)
  for (let i = 1; i <= k; i++) {
    logarithm += Math.log((n - i + 1) / i)
    sum += Math.exp(logarithm)
  }
  return Math.min(1, sum)
}
