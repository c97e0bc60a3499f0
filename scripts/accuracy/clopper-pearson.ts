import { incompleteBeta } from '../../src/stats/incomplete-beta.ts'

/**
 * The one-sided upper bound of a probability of which `hits` of `trials` were seen (Clopper and Pearson 1934): the p at
 * which so few hits have the probability 1 − confidence, by I_p(hits + 1, trials − hits) = confidence.
 */
export function upperBound(hits: number, trials: number, confidence = 0.95): number {
  if (hits >= trials) return 1
  let low = hits / trials
  let high = 1
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (incompleteBeta(middle, hits + 1, trials - hits) < confidence) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** The one-sided lower bound of the same: what the misses cannot be above. */
export function lowerBound(hits: number, trials: number, confidence = 0.95): number {
  return 1 - upperBound(trials - hits, trials, confidence)
}
