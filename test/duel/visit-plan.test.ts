import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anotherRound, expectedRounds, planRounds, slicesPerVisit } from '../../src/duel/visit-plan.ts'

describe('planRounds', () => {
  it('without a budget plans six rounds of full length', () => {
    expect(planRounds(9, undefined)).toEqual({ rounds: 6, fewest: 3, warmUp: 1000, measure: 1500 })
  })

  it('shortens the visits so that six rounds fit into a small budget', () => {
    const plan = planRounds(6, 60_000)
    expect(6 * 6 * (500 + plan.warmUp + plan.measure)).toBeLessThanOrEqual(60_001)
  })

  it('never makes a visit shorter than it may be', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 0, max: 3_600_000 }),
        (visits, budget) => {
          const { warmUp, measure, fewest } = planRounds(visits, budget)
          expect(warmUp).toBeGreaterThanOrEqual(200)
          expect(measure).toBeGreaterThanOrEqual(400)
          expect(fewest).toBe(3)
        },
      ),
    )
  })
})

describe('anotherRound', () => {
  const plan = planRounds(4, 60_000)

  it('always does three rounds, however small the budget', () => {
    expect(anotherRound(plan, 2, 500_000, 1)).toBe(true)
    expect(anotherRound(plan, 3, 500_000, 1)).toBe(false)
  })

  it('goes on while one more round of the same length fits into the budget', () => {
    expect(anotherRound(plan, 5, 49_000, 60_000)).toBe(true)
    expect(anotherRound(plan, 5, 51_000, 60_000)).toBe(false)
  })

  it('without a budget ends with the plan', () => {
    const fixed = planRounds(4, undefined)
    expect(anotherRound(fixed, 5, 1e9, undefined)).toBe(true)
    expect(anotherRound(fixed, 6, 0, undefined)).toBe(false)
  })
})

describe('expectedRounds', () => {
  it('is what the budget allows at the pace so far, never below what is done', () => {
    const plan = planRounds(4, 60_000)
    expect(expectedRounds(plan, 2, 20_000, 60_000)).toBe(6)
    expect(expectedRounds(plan, 2, 80_000, 60_000)).toBe(3)
    expect(expectedRounds(plan, 0, 0, 60_000)).toBe(6)
  })
})

describe('slicesPerVisit', () => {
  it('fills the visit, with three slices at least', () => {
    expect(slicesPerVisit(1500, 100)).toBe(15)
    expect(slicesPerVisit(1500, 2000)).toBe(3)
  })
})
