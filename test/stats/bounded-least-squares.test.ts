import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundedLeastSquares, type Problem, standardErrors } from '../../src/stats/bounded-least-squares.ts'
import { inverse, solveLinear } from '../../src/stats/linear-system.ts'

/** y = a + b x with lower bounds for a and b. */
const line = (x: readonly number[], y: readonly number[], lower: readonly [number, number]): Problem => ({
  observed: y,
  lower,
  model: ([a, b]) => x.map((value) => a! + b! * value),
  jacobian: () => x.map((value) => [1, value]),
})
const X = [1, 2, 3, 4, 5]
const UNBOUNDED = [-Infinity, -Infinity] as const

describe('boundedLeastSquares', () => {
  it('finds the regression line, and its textbook standard errors', () => {
    const problem = line(X, [2, 4, 5, 4, 5], UNBOUNDED)
    const fit = boundedLeastSquares(problem, [0, 0])
    expect(fit.parameters[0]).toBeCloseTo(2.2, 9)
    expect(fit.parameters[1]).toBeCloseTo(0.6, 9)
    expect(fit.squares).toBeCloseTo(2.4, 9)
    const [intercept, slope] = standardErrors(problem, fit)
    expect(slope).toBeCloseTo(Math.sqrt(0.8 / 10), 9)
    expect(intercept).toBeCloseTo(Math.sqrt(0.8 * (1 / 5 + 9 / 10)), 9)
  })

  it('stops on a bound and fits the rest as if that parameter were known', () => {
    const fit = boundedLeastSquares(line(X, [10, 8, 6, 4, 2], [0, 0]), [1, 1])
    expect(fit.parameters[1]).toBe(0)
    expect(fit.parameters[0]).toBeCloseTo(6, 9)
  })

  it('leaves a bound that it started on', () => {
    const fit = boundedLeastSquares(line(X, [3, 5, 7, 9, 11], [0, 0]), [0, 0])
    expect(fit.parameters[0]).toBeCloseTo(1, 8)
    expect(fit.parameters[1]).toBeCloseTo(2, 8)
  })

  it('follows a curved valley: Rosenbrock’s function from its usual start', () => {
    const fit = boundedLeastSquares(
      {
        observed: [0, 0],
        lower: UNBOUNDED,
        model: ([a, b]) => [10 * (b! - a! ** 2), 1 - a!],
        jacobian: ([a]) => [
          [-20 * a!, 10],
          [-1, 0],
        ],
      },
      [-1.2, 1],
    )
    expect(fit.parameters[0]).toBeCloseTo(1, 8)
    expect(fit.parameters[1]).toBeCloseTo(1, 8)
  })

  it('has no finite standard error for what the data cannot tell apart', () => {
    const problem = line([2, 2, 2], [1, 2, 3], UNBOUNDED)
    const errors = standardErrors(problem, boundedLeastSquares(problem, [0, 0]))
    expect(errors).toEqual([Infinity, Infinity])
  })
})

describe('solveLinear', () => {
  it('solves what it multiplied, whatever the order of the rows', () => {
    const entry = fc.double({ min: -10, max: 10, noNaN: true })
    fc.assert(
      fc.property(
        fc.tuple(entry, entry, entry),
        fc.tuple(entry, entry, entry, entry, entry, entry),
        (x, m) => {
          // A dominant diagonal keeps the system solvable; swapped rows make it need a pivot.
          const matrix = [
            [m[0], 50, m[1]],
            [50, m[2], m[3]],
            [m[4], m[5], 50],
          ]
          const right = matrix.map((row) => row[0]! * x[0] + row[1]! * x[1] + row[2]! * x[2])
          const solution = solveLinear(matrix, right)!
          for (const i of [0, 1, 2]) expect(solution[i]).toBeCloseTo(x[i]!, 9)
        },
      ),
    )
  })

  it('answers undefined for a singular system, and so does the inverse', () => {
    const singular = [
      [1, 2],
      [2, 4],
    ]
    expect(solveLinear(singular, [1, 2])).toBeUndefined()
    expect(inverse(singular)).toBeUndefined()
    const inverted = inverse([
      [2, 1],
      [1, 1],
    ])!
    for (const [i, value] of [1, -1, -1, 2].entries()) expect(inverted.flat()[i]).toBeCloseTo(value, 12)
  })
})
