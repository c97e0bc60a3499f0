import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { incompleteBeta, logGamma } from '../../src/stats/incomplete-beta.ts'
import { normalCdf } from '../../src/stats/normal.ts'
import { studentTCdf, studentTQuantile } from '../../src/stats/student-t.ts'

const probability = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true })
const degrees = fc.double({ min: 0.5, max: 5000, noNaN: true })

describe('studentTCdf', () => {
  // To 18 digits by arbitrary-precision arithmetic.
  it.each([
    [-1, 1, 0.25],
    [-2, 2.5, 0.078695747878983],
    [-2.776, 4, 0.025011389159988205],
    [-0.51703, 9.48, 0.3084907619399129],
    [-8, 30, 3.1329112378503795e-9],
    [-40, 5, 9.205981085886477e-8],
    [-3, 1000, 0.0013833545221190963],
    [-1.5, 0.7, 0.22018254850962013],
    [-2, 2_000_000, 0.022750199436903377],
  ])('gives P(T ≤ %f) with %f degrees = %f', (t, nu, p) => {
    expect(Math.abs(studentTCdf(t, nu) / p - 1)).toBeLessThan(1e-9)
  })

  it('is ½ + arctan(t)/π with one degree and ½ + t / (2√(2 + t²)) with two', () => {
    fc.assert(
      fc.property(fc.double({ min: -50, max: 50, noNaN: true }), (t) => {
        expect(studentTCdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 12)
        expect(studentTCdf(t, 2)).toBeCloseTo(0.5 + t / (2 * Math.sqrt(2 + t * t)), 12)
      }),
    )
  })

  it('becomes the normal distribution, without a step at a million degrees', () => {
    expect(studentTCdf(-2, Infinity)).toBe(normalCdf(-2))
    expect(studentTCdf(-2, 1e6)).toBeCloseTo(studentTCdf(-2, 1e6 + 1), 11)
  })

  it('survives a t that cannot be squared', () => {
    expect(studentTCdf(-1e200, 4)).toBe(0)
    expect(studentTCdf(Infinity, 4)).toBe(1)
  })
})

describe('studentTQuantile', () => {
  // The table of critical values that every textbook prints.
  it.each([
    [0.975, 1, 12.706],
    [0.975, 2, 4.303],
    [0.975, 4, 2.776],
    [0.975, 10, 2.228],
    [0.975, 30, 2.042],
    [0.95, 5, 2.015],
    [0.99, 7, 2.998],
    [0.995, 15, 2.947],
    [0.9995, 3, 12.924],
    [0.975, Infinity, 1.96],
  ])('gives t(%f) with %f degrees = %f', (p, nu, t) => {
    expect(studentTQuantile(p, nu)).toBeCloseTo(t, 3)
  })

  it('undoes the cumulative probability, for whole and broken degrees', () => {
    fc.assert(
      fc.property(probability, degrees, (p, nu) => {
        expect(studentTCdf(studentTQuantile(p, nu), nu)).toBeCloseTo(p, 10)
      }),
    )
  })

  it('finds the tiny probabilities of a decision over many hypotheses', () => {
    expect(studentTQuantile(0.5, 3)).toBe(0)
    expect(studentTCdf(studentTQuantile(1e-14, 3), 3) / 1e-14).toBeCloseTo(1, 9)
  })

  it('refuses what is no probability and no degrees of freedom', () => {
    expect(() => studentTQuantile(1.5, 3)).toThrow(RangeError)
    expect(() => studentTQuantile(0.5, 0)).toThrow(RangeError)
    expect(() => studentTCdf(0, Number.NaN)).toThrow(RangeError)
  })
})

describe('incompleteBeta', () => {
  it('satisfies I_x(a, 1) = x^a and I_x(a, b) + I_{1−x}(b, a) = 1', () => {
    const parameter = fc.double({ min: 0.1, max: 200, noNaN: true })
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), parameter, parameter, (x, a, b) => {
        expect(incompleteBeta(x, a, 1)).toBeCloseTo(x ** a, 10)
        expect(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a, x)).toBeCloseTo(1, 10)
      }),
    )
  })
})

describe('logGamma', () => {
  it('is ln (n − 1)! at whole numbers and ln √π at one half', () => {
    let factorial = 1
    for (let n = 1; n <= 20; n++) {
      expect(logGamma(n)).toBeCloseTo(Math.log(factorial), 11)
      factorial *= n
    }
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13)
    expect(logGamma(0.25)).toBeCloseTo(Math.log(3.625609908221908), 12)
  })
})
