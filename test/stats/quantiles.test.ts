import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  geometricMean,
  mean,
  median,
  quantile,
  trimmed,
  trimmedMean,
  variance,
} from '../../src/stats/quantiles.ts'

const sample = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 })

describe('quantile', () => {
  it('interpolates as type 7 does: quartiles of 1 to 10 are 3.25, 5.5, 7.75', () => {
    const values = [7, 1, 10, 2, 9, 3, 8, 4, 6, 5]
    expect([0, 0.25, 0.5, 0.75, 1].map((p) => quantile(values, p))).toEqual([1, 3.25, 5.5, 7.75, 10])
  })

  it('lies within the sample and grows with p', () => {
    fc.assert(
      fc.property(
        sample,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, p, q) => {
          const [low, high] = [quantile(values, Math.min(p, q)), quantile(values, Math.max(p, q))]
          const slack = 1e-9 * (1 + Math.abs(low))
          expect(low).toBeLessThanOrEqual(high + slack)
          expect(low).toBeGreaterThanOrEqual(Math.min(...values) - slack)
          expect(high).toBeLessThanOrEqual(Math.max(...values) + slack)
        },
      ),
    )
  })

  it('refuses an empty sample and a p outside [0, 1]', () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError)
    expect(() => quantile([1], 1.1)).toThrow(RangeError)
    expect(() => quantile([1], Number.NaN)).toThrow(RangeError)
  })
})

describe('median', () => {
  it('is the middle of an odd sample and halfway between the middle two of an even one', () => {
    expect(median([9, 1, 4])).toBe(4)
    expect(median([9, 1, 4, 5])).toBe(4.5)
    expect(median([3])).toBe(3)
  })
})

describe('geometricMean', () => {
  it('halves and doubles alike', () => {
    expect(geometricMean([50, 200])).toBeCloseTo(100, 10)
    expect(geometricMean([8])).toBeCloseTo(8, 10)
  })

  it('of ratios is the ratio of the means', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e6 })), {
      minLength: 1,
      maxLength: 30,
    })
    fc.assert(
      fc.property(pairs, (all) => {
        const ratio = geometricMean(all.map(([, head]) => head)) / geometricMean(all.map(([base]) => base))
        expect(geometricMean(all.map(([base, head]) => head / base)) / ratio).toBeCloseTo(1, 10)
      }),
    )
  })

  it('refuses an empty sample', () => {
    expect(() => geometricMean([])).toThrow(RangeError)
  })
})

describe('trimmed', () => {
  it('keeps whole items, in the order of what they are trimmed by', () => {
    const items = [3, 1, 5, 2, 4].map((value) => ({ value }))
    expect(trimmed(items, 0.2, ({ value }) => value)).toEqual([2, 3, 4].map((value) => ({ value })))
  })
})

describe('trimmedMean', () => {
  it('drops the floor of the fraction at each end', () => {
    expect(trimmedMean([1000, 2, 3, 4, -500], 0.2)).toBe(3)
    expect(trimmedMean([1000, 2, 3, 4, -500], 0.19)).toBeCloseTo(101.8, 10)
  })

  it('is the mean where nothing is dropped, and moves with a shift of the sample', () => {
    fc.assert(
      fc.property(sample, fc.double({ min: 0, max: 0.49, noNaN: true }), (values, fraction) => {
        expect(trimmedMean(values, 0)).toBeCloseTo(mean(values), 6)
        const shifted = values.map((value) => value + 1000)
        expect(trimmedMean(shifted, fraction)).toBeCloseTo(trimmedMean(values, fraction) + 1000, 6)
      }),
    )
  })

  it('refuses to drop everything', () => {
    expect(() => trimmedMean([1, 2], 0.5)).toThrow(RangeError)
  })
})

describe('variance', () => {
  it('divides by n − 1', () => {
    expect(variance([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(32 / 7, 12)
  })

  it('refuses a single value', () => {
    expect(() => variance([1])).toThrow(RangeError)
  })
})
