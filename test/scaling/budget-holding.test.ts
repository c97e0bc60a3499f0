import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { budgetHolding } from '../../src/scaling/budget-holding.ts'
import { planDuel, planPilot } from '../../src/scaling/plan-duel.ts'

/** A duel whose visits take `start` ms beside warming up and measuring, planned with `budget` ms. */
function planned(visits: number, start: number, budget: number) {
  const pilot = planPilot(visits, budget)
  const overhead = visits * (start + 2 * pilot.warmUp)
  const pace = overhead + visits * pilot.measure
  const plan = planDuel({ ...pilot, visits, pace, overhead, budget })
  const whole = (rounds: number) => pace + (rounds - 1) * plan.pace
  const layout = {
    visits,
    warmUp: plan.warmUp / 1000,
    measure: plan.measure / 1000,
    overhead: overhead / 1000,
    ofBudget: 1,
  }
  return { plan, whole, method: { pace: plan.pace / 1000, layout } }
}

describe('the budget that is named for a number of rounds', () => {
  it('is longer than as many rounds of the short budget, since a longer one has longer visits', () => {
    const { plan, method } = planned(2, 400, 30_000)
    expect(plan.rounds).toBe(8)
    expect(14 * method.pace).toBeLessThan(60)
    expect(planned(2, 400, 60_000).plan.rounds).toBeLessThan(14)
    const seconds = budgetHolding(14, method)!
    expect(seconds).toBe(180)
    expect(planned(2, 400, seconds * 1000).plan.rounds).toBeGreaterThanOrEqual(14)
    expect(budgetHolding(30, method)).toBe(300)
  })

  it('holds them when it is planned, of quick and slow starts, in whole minutes', () => {
    fc.assert(
      fc.property(
        fc.record({
          visits: fc.integer({ min: 1, max: 40 }),
          start: fc.integer({ min: 20, max: 60_000 }),
          budget: fc.integer({ min: 5000, max: 3_600_000 }),
          rounds: fc.integer({ min: 4, max: 80 }),
        }),
        ({ visits, start, budget, rounds }) => {
          const { plan, method } = planned(visits, start, budget)
          const seconds = budgetHolding(rounds, method)!
          expect(seconds % 60).toBe(0)
          // A millisecond is what seconds as fractions may lose.
          const then = planned(visits, start, seconds * 1000 + 1)
          expect(then.plan.rounds).toBeGreaterThanOrEqual(rounds)
          expect(then.whole(rounds)).toBeLessThanOrEqual(seconds * 1000 + 1)
          expect(then.plan.measure).toBeGreaterThanOrEqual(Math.min(plan.measure, Math.max(3200, start)) - 1)
        },
      ),
    )
  })

  it('is that of the whole comparison, of which the duel has a part', () => {
    const { method } = planned(2, 400, 600_000)
    const half = { ...method, layout: { ...method.layout, ofBudget: 0.5 } }
    expect(budgetHolding(60, half)!).toBeGreaterThan(1.8 * budgetHolding(60, method)!)
  })

  it('is not named beyond the most rounds, nor where nobody knows how they were laid out', () => {
    const { method } = planned(2, 400, 600_000)
    expect(budgetHolding(80, method)).toBeGreaterThan(0)
    expect(budgetHolding(81, method)).toBeUndefined()
    expect(budgetHolding(20, { pace: method.pace })).toBeUndefined()
  })
})
