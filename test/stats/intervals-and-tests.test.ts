import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fractionInterval, fractionOf, logChangeOf } from '../../src/stats/log-change.ts'
import { estimateMean, tInterval } from '../../src/stats/t-interval.ts'
import { differenceOfMeans, pValueBelow, sumOfErrors } from '../../src/stats/welch.ts'

/** Extra hours of sleep under two drugs, from Student 1908; results as R's t.test prints them. */
const DRUG_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
const DRUG_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]

const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 20 })

describe('tInterval', () => {
  it('gives the interval that R prints for the paired sleep data: 1.58, 0.7001142 to 2.4598858', () => {
    const interval = tInterval(estimateMean(DRUG_2.map((value, i) => value - DRUG_1[i]!)))
    expect(interval.estimate).toBeCloseTo(1.58, 12)
    expect(interval.low).toBeCloseTo(0.7001142, 7)
    expect(interval.high).toBeCloseTo(2.4598858, 7)
  })

  it('widens with the confidence and always holds its estimate', () => {
    fc.assert(
      fc.property(values, (sample) => {
        const narrow = tInterval(estimateMean(sample), 0.9)
        const wide = tInterval(estimateMean(sample), 0.99)
        expect(wide.low).toBeLessThanOrEqual(narrow.low)
        expect(wide.high).toBeGreaterThanOrEqual(narrow.high)
        expect(narrow.low).toBeLessThanOrEqual(narrow.estimate)
      }),
    )
  })

  it('is a point where nothing scatters', () => {
    expect(tInterval(estimateMean([3, 3, 3]))).toEqual({ estimate: 3, low: 3, high: 3 })
  })

  it('refuses a single value', () => {
    expect(() => estimateMean([1])).toThrow(RangeError)
  })
})

describe('differenceOfMeans', () => {
  it('gives what R prints for the unpaired sleep data: df 17.776, −0.2054832 to 3.3654832', () => {
    const difference = differenceOfMeans(DRUG_1, DRUG_2)
    expect(difference.degreesOfFreedom).toBeCloseTo(17.776, 3)
    expect(difference.estimate / difference.standardError).toBeCloseTo(1.8608, 4)
    const interval = tInterval(difference)
    expect(interval.low).toBeCloseTo(-0.2054832, 7)
    expect(interval.high).toBeCloseTo(3.3654832, 7)
  })

  it('gives what R prints for unequal sizes: t 0.51703, df 9.48, −1.935420 to 3.093754', () => {
    const difference = differenceOfMeans(
      [5.1, 2.0, 4.1, 6.2, 7.1, 8.3],
      [1.5, 6.4, 3.3, 5.8, 4.8, 7.2, 5.6, 4.5],
    )
    expect(difference.degreesOfFreedom).toBeCloseTo(9.48, 2)
    expect(tInterval(difference).low).toBeCloseTo(-3.093754, 6)
    expect(tInterval(difference).high).toBeCloseTo(1.93542, 6)
  })

  it('turns its sign when the arms change places, and its degrees lie between the smaller n − 1 and n₁ + n₂ − 2', () => {
    fc.assert(
      fc.property(values, values, (base, head) => {
        const difference = differenceOfMeans(base, head)
        expect(differenceOfMeans(head, base).estimate).toBeCloseTo(-difference.estimate, 9)
        expect(difference.degreesOfFreedom).toBeGreaterThanOrEqual(
          Math.min(base.length, head.length) - 1 - 1e-6,
        )
        expect(difference.degreesOfFreedom).toBeLessThanOrEqual(base.length + head.length - 2 + 1e-6)
      }),
    )
  })
})

describe('sumOfErrors', () => {
  it('takes a known error as one with infinite degrees', () => {
    const { standardError, degreesOfFreedom } = sumOfErrors([
      { standardError: 3, degreesOfFreedom: 5 },
      { standardError: 4, degreesOfFreedom: Infinity },
    ])
    expect(standardError).toBe(5)
    expect(degreesOfFreedom).toBeCloseTo(25 ** 2 / (9 ** 2 / 5), 9)
  })
})

describe('pValueBelow', () => {
  it('is half the two-sided p-value that R prints for the sleep data (0.07939)', () => {
    expect(pValueBelow(differenceOfMeans(DRUG_2, DRUG_1), 0)).toBeCloseTo(0.07939 / 2, 5)
  })

  it('is one half at the estimate, and falls as the bound rises above it', () => {
    const difference = differenceOfMeans(DRUG_1, DRUG_2)
    expect(pValueBelow(difference, difference.estimate)).toBe(0.5)
    expect(pValueBelow(difference, difference.estimate + 1)).toBeLessThan(0.5)
    expect(pValueBelow(difference, difference.estimate - 1)).toBeGreaterThan(0.5)
  })

  it('is certain where nothing scatters, and never finds a loss at the bound itself', () => {
    const exact = differenceOfMeans([1, 1], [0.5, 0.5])
    expect(pValueBelow(exact, -0.4)).toBe(0)
    expect(pValueBelow(exact, -0.5)).toBe(1)
  })
})

describe('log changes', () => {
  it('turn a loss of 21.3 % into ln 0.787 and back', () => {
    expect(logChangeOf(-0.213)).toBeCloseTo(Math.log(0.787), 15)
    expect(fractionOf(Math.log(0.787))).toBeCloseTo(-0.213, 15)
  })

  it('keep order, and stay numbers that JSON can hold', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.double({ noNaN: true }), fc.double({ noNaN: true }), fc.double({ noNaN: true })),
        (three) => {
          const [low, estimate, high] = [...three].sort((a, b) => a - b) as [number, number, number]
          const fraction = fractionInterval({ estimate, low, high })
          expect(fraction.low).toBeGreaterThan(-1)
          expect(fraction.low).toBeLessThanOrEqual(fraction.estimate)
          expect(fraction.estimate).toBeLessThanOrEqual(fraction.high)
          expect(Number.isFinite(fraction.high)).toBe(true)
        },
      ),
    )
  })
})
