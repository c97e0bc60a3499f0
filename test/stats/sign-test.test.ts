import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binomialHalfTail, signTest } from '../../src/stats/sign-test.ts'

describe('signTest', () => {
  it.each([
    [0, 0, 1],
    [1, 0, 1 / 2],
    [5, 0, 1 / 32],
    // Conover 1999, table A3 (binomial, p = ½): P(Y ≤ 2 | n = 10) = 0.0547, P(Y ≤ 5 | n = 20) = 0.0207.
    [8, 2, 0.0546875],
    [15, 5, 0.0206947],
    [0, 6, 1],
  ])('of %i worse and %i better is %f', (worse, better, p) => {
    expect(signTest(worse, better)).toBeCloseTo(p, 7)
  })

  it('is the chance of as many heads or more: the two tails overlap in what was seen alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (worse, better) => {
        const n = worse + better
        const seen = binomialHalfTail(n, worse) - (worse === 0 ? 0 : binomialHalfTail(n, worse - 1))
        expect(signTest(worse, better) + signTest(better, worse)).toBeCloseTo(1 + seen, 9)
      }),
    )
  })

  it('works where ½ⁿ is no longer a number', () => {
    expect(signTest(1000, 1000)).toBeCloseTo(0.5, 1)
    expect(signTest(1200, 800)).toBeLessThan(1e-15)
  })
})
