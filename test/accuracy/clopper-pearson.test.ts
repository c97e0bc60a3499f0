import { describe, expect, it } from 'vitest'
import { lowerBound, upperBound } from '../../scripts/accuracy/clopper-pearson.ts'

/** The probability of `from` to `to` hits in `trials`. */
function binomial(from: number, to: number, trials: number, p: number): number {
  let sum = 0
  let ways = 1
  for (let hits = 0; hits <= to; hits++) {
    if (hits >= from) sum += ways * p ** hits * (1 - p) ** (trials - hits)
    ways = (ways * (trials - hits)) / (hits + 1)
  }
  return sum
}

describe('the bounds of a probability', () => {
  it('above are those of Clopper and Pearson', () => {
    expect(upperBound(0, 10_000)).toBeCloseTo(1 - 0.05 ** (1 / 10_000), 9)
    expect(upperBound(5, 100)).toBeCloseTo(0.1023, 3)
    expect(upperBound(7, 7)).toBe(1)
  })

  it('below are those of Clopper and Pearson', () => {
    expect(lowerBound(7, 7)).toBeCloseTo(0.05 ** (1 / 7), 9)
    expect(lowerBound(95, 100)).toBeCloseTo(1 - 0.1023, 3)
    expect(lowerBound(0, 7)).toBe(0)
  })

  it.each([
    [3, 40],
    [20, 40],
    [38, 40],
  ])('leave 5 %% on each side: %i of %i', (hits, trials) => {
    expect(binomial(0, hits, trials, upperBound(hits, trials))).toBeCloseTo(0.05, 9)
    expect(binomial(hits, trials, trials, lowerBound(hits, trials))).toBeCloseTo(0.05, 9)
  })
})
