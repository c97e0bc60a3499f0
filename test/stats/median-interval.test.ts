import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { medianInterval, ROUNDS_FOR_MEDIAN_INTERVAL } from '../../src/stats/median-interval.ts'

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1)

describe('medianInterval', () => {
  // Ranks and levels from the published tables of confidence intervals for the median.
  it.each([
    [6, 1, 6, 0.969],
    [8, 1, 8, 0.992],
    [9, 2, 8, 0.961],
    [12, 3, 10, 0.961],
    [15, 4, 12, 0.965],
    [17, 5, 13, 0.951],
    [20, 6, 15, 0.959],
  ])('takes of %i values the %ith and the %ith smallest and attains %f', (n, low, high, attained) => {
    const interval = medianInterval(upTo(n))
    expect([interval.low, interval.high]).toEqual([low, high])
    expect(interval.attained).toBeCloseTo(attained, 3)
  })

  it('is the range below six values, and says that it attains less than 95 %', () => {
    expect(medianInterval([5, 1, 3, 2, 4])).toEqual({ median: 3, low: 1, high: 5, attained: 0.9375 })
    expect(medianInterval([7])).toEqual({ median: 7, low: 7, high: 7, attained: 0 })
    expect(medianInterval(upTo(ROUNDS_FOR_MEDIAN_INTERVAL - 1)).attained).toBeLessThan(0.95)
    expect(medianInterval(upTo(ROUNDS_FOR_MEDIAN_INTERVAL)).attained).toBeGreaterThan(0.95)
  })

  it('attains what is asked from six values up, holds the median, and does not depend on order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 1e9, noNaN: true }), { minLength: 6, maxLength: 60 }),
        (values) => {
          const interval = medianInterval(values)
          expect(interval.attained).toBeGreaterThanOrEqual(0.95)
          expect(interval.low).toBeLessThanOrEqual(interval.median)
          expect(interval.high).toBeGreaterThanOrEqual(interval.median)
          expect(medianInterval([...values].reverse())).toEqual(interval)
        },
      ),
    )
  })

  it('works where ½ⁿ is no longer a number', () => {
    const interval = medianInterval(upTo(10_000))
    // Normal approximation: 5000.5 ± 1.96 · √10000 / 2.
    expect(interval.low).toBe(4902)
    expect(interval.high).toBe(10_001 - 4902)
    expect(interval.attained).toBeGreaterThanOrEqual(0.95)
    expect(interval.attained).toBeLessThan(0.952)
  })

  it('refuses an empty sample', () => {
    expect(() => medianInterval([])).toThrow(RangeError)
  })
})
