import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leastDuelTime, lookAfter, quadsPerVisit } from '../../src/duel/duel-plan.ts'
import { ALPHA, DOUBT } from '../../src/scaling/duel-decision.ts'
import { MOST_ROUNDS } from '../../src/scaling/duel-rounds.ts'
import { type DuelPlan, planDuel, planPilot } from '../../src/scaling/plan-duel.ts'

const MINUTE = 60_000

/** A duel of `visits` points: each start takes `start` ms, the pilot measures as long as it was planned to. */
function planned(visits: number, start: number, budget: number) {
  const pilot = planPilot(visits, budget)
  const overhead = visits * (start + 2 * pilot.warmUp)
  const pace = overhead + visits * pilot.measure
  return { pilot, plan: planDuel({ ...pilot, visits, pace, overhead, budget }), overhead, pace }
}

const looksOf = (plan: DuelPlan, share = 1) => [
  ...plan.interimLooks.map((round) => lookAfter(round, plan, 'interim', share)),
  lookAfter(plan.rounds, plan, 'last', share),
]
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

const anyDuel = fc.record({
  visits: fc.integer({ min: 1, max: 40 }),
  start: fc.integer({ min: 20, max: 60_000 }),
  budget: fc.integer({ min: 500, max: 60 * MINUTE }),
})

describe('planDuel', () => {
  it('lays out many short rounds for a service that starts fast', () => {
    const { plan } = planned(2, 300, 5 * MINUTE)
    expect(plan.rounds).toBeGreaterThanOrEqual(20)
    expect(quadsPerVisit(plan.measure, 100)).toBe(8)
  })

  it('gives a service that is slow to start fewer rounds of more quads, of which half at least measures', () => {
    const fast = planned(2, 300, 10 * MINUTE)
    const slow = planned(2, 9000, 10 * MINUTE)
    expect(slow.plan.rounds).toBeLessThan(fast.plan.rounds)
    expect(slow.plan.rounds).toBeGreaterThanOrEqual(12)
    expect(quadsPerVisit(slow.plan.measure, 100)).toBeGreaterThan(quadsPerVisit(fast.plan.measure, 100))
    expect(2 * slow.plan.measure).toBeGreaterThanOrEqual(slow.plan.pace / 2)
  })

  it('never lengthens rounds so that eight do not fit where eight would', () => {
    fc.assert(
      fc.property(anyDuel, ({ visits, start, budget }) => {
        const { plan, pace } = planned(visits, start, budget)
        if (8 * pace <= budget) expect(plan.rounds).toBeGreaterThanOrEqual(8)
      }),
    )
  })

  it('plans three rounds, the fewest that can decide, where the budget is too small for them', () => {
    const { plan } = planned(6, 5000, 4000)
    expect(plan).toMatchObject({ rounds: 3, interimLooks: [] })
  })

  it('gives these three rounds the usual eight quads where starting takes as long, and quick starts no more', () => {
    expect(quadsPerVisit(planned(2, 10_000, MINUTE).plan.measure, 100)).toBe(8)
    expect(planned(6, 5000, 4000).plan).toMatchObject({ rounds: 3, measure: 3200 })
    const quick = planned(6, 400, 4000)
    expect(quick.plan).toMatchObject({ rounds: 3, measure: quick.pilot.measure })
    expect(3 * quick.plan.pace).toBeCloseTo(leastDuelTime({ visits: 6, overloads: 0 }), 6)
  })

  it('puts the time that fewer than eight whole rounds leave over into more quads', () => {
    // Of 50 s a round, so that three fit into 150 s, and 40 s are left over.
    const { plan, pace } = planned(2, 20_800, 190_000)
    expect(plan.rounds).toBe(3)
    expect(quadsPerVisit(plan.measure, 100)).toBeGreaterThan(20)
    expect(pace + 2 * plan.pace).toBeLessThan(190_000)
    expect(pace + 2 * plan.pace).toBeGreaterThan(175_000)
  })

  it('leaves under a tenth of the budget unused, or has the longest visits, where fewer than eight rounds fit', () => {
    fc.assert(
      fc.property(anyDuel, ({ visits, start, budget }) => {
        const { plan, pilot, pace } = planned(visits, start, budget)
        fc.pre(plan.rounds < 8 && 3 * pace <= budget)
        const whole = pace + (plan.rounds - 1) * plan.pace
        expect(plan.rounds).toBe(Math.floor(budget / pace + 1e-9))
        expect(plan.measure).toBeGreaterThanOrEqual(pilot.measure)
        expect(plan.measure).toBeLessThanOrEqual(12_000)
        if (plan.measure < 12_000) expect(whole).toBeGreaterThanOrEqual(0.9 * budget)
        expect(whole).toBeLessThanOrEqual(budget + 1)
      }),
    )
  })

  it('keeps within the budget what it plans beyond three rounds, and within the most rounds', () => {
    fc.assert(
      fc.property(anyDuel, ({ visits, start, budget }) => {
        const { plan, pace } = planned(visits, start, budget)
        expect(plan.rounds).toBeLessThanOrEqual(MOST_ROUNDS)
        expect(plan.rounds).toBeGreaterThanOrEqual(3)
        if (plan.rounds > 3) expect(pace + (plan.rounds - 1) * plan.pace).toBeLessThanOrEqual(budget + 1)
      }),
    )
  })

  it('looks three times at the most, never before the sixth round, and the levels add up to α for every plan', () => {
    fc.assert(
      fc.property(anyDuel, ({ visits, start, budget }) => {
        const { plan } = planned(visits, start, budget)
        expect(plan.interimLooks.length).toBeLessThanOrEqual(2)
        expect(plan.interimLooks.every((round) => round >= 6 && round < plan.rounds)).toBe(true)
        const looks = looksOf(plan)
        expect(sum(looks.map(({ level }) => level))).toBeCloseTo(ALPHA, 15)
        expect(sum(looks.map(({ doubt }) => doubt))).toBeCloseTo(DOUBT, 15)
      }),
    )
  })

  it('gives a shard its share of α, and the whole of the doubt at each of its points', () => {
    const { plan } = planned(2, 300, 5 * MINUTE)
    const looks = looksOf(plan, 0.25)
    expect(looks).toHaveLength(3)
    expect(sum(looks.map(({ level }) => level))).toBeCloseTo(ALPHA / 4, 15)
    expect(looks.map(({ round, doubt }) => [round, doubt])).toEqual(
      looksOf(plan).map(({ round, doubt }) => [round, doubt]),
    )
  })

  it('plans from a pilot that took no time at all', () => {
    const plan = planDuel({ warmUp: 200, measure: 800, visits: 0, pace: 0, overhead: 0, budget: 1000 })
    expect(Number.isFinite(plan.rounds)).toBe(true)
  })
})
