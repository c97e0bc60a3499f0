import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apportion } from '../../src/load/apportion.ts'

function seatsOf(seats: number, weights: readonly number[]): number[] {
  const given = apportion(seats, weights)
  return weights.map((_, index) => given.filter((share) => share === index).length)
}

describe('seats given out by weight', () => {
  it.each([
    [6, [3, 1, 2], [3, 1, 2]],
    [7, [3, 1, 2], [4, 1, 2]],
    [3, [1, 1, 1], [1, 1, 1]],
    [10, [8, 2], [8, 2]],
    [1, [1, 5], [0, 1]],
    [0, [1], [0]],
    // Sainte-Laguë with seven seats, as electoral handbooks work it out.
    [7, [53_000, 24_000, 23_000], [3, 2, 2]],
  ])('%i to %j are %j', (seats, weights, expected) => {
    expect(seatsOf(seats, weights)).toEqual(expected)
  })

  it('are all given, and as one more is given none is taken back', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 200 }), (of, seats) => {
        expect(apportion(seats, of)).toHaveLength(seats)
        expect(apportion(seats + 1, of).slice(0, seats)).toEqual(apportion(seats, of))
      }),
    )
  })

  it('are exact where the weights allow it', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 4 }), (of, times) => {
        const seats = times * of.reduce((sum, weight) => sum + weight, 0)
        expect(seatsOf(seats, of)).toEqual(of.map((weight) => weight * times))
      }),
    )
  })
})
