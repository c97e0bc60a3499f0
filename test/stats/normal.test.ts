import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalCdf, normalQuantile } from '../../src/stats/normal.ts'

describe('normalCdf', () => {
  // To 18 digits by arbitrary-precision arithmetic.
  it.each([
    [0, 0.5],
    [-1, 0.15865525393145705],
    [-1.96, 0.024997895148220435],
    [-3, 0.0013498980316300946],
    [-6, 9.86587645037698e-10],
    [-10, 7.619853024160525e-24],
    [-37, 5.725571222524577e-300],
  ])('gives P(Z ≤ %f) = %f, the small ones with all their digits', (x, p) => {
    expect(Math.abs(normalCdf(x) / p - 1)).toBeLessThan(1e-12)
  })

  it('has no step where series and continued fraction meet', () => {
    expect(normalCdf(-3 - 1e-12)).toBeCloseTo(normalCdf(-3), 13)
  })

  it('is symmetric', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (x) => {
        expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 14)
      }),
    )
  })
})

describe('normalQuantile', () => {
  it.each([
    [0.975, 1.9599639845400543],
    [0.0001, -3.7190164854556804],
    [1e-12, -7.034483825301132],
    [1e-200, -30.20559417957964],
  ])('gives z(%f) = %f', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 11)
  })

  it('undoes the cumulative probability', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => {
        expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 12)
      }),
    )
  })

  it('is infinite at 0 and 1, and refuses what is no probability', () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity])
    expect(() => normalQuantile(-0.1)).toThrow(RangeError)
  })
})
