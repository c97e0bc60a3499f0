import { describe, expect, it } from 'vitest'
import { assembleDuel } from '../../src/duel/assemble-duel.ts'
import type { DuelVisit, Figure } from '../../src/duel/duel-visit.ts'
import { decideDuel } from '../../src/scaling/duel-decision.ts'
import { aSeries, aVisit } from './duel-visits.ts'
import { madeUpComparison } from './made-up-comparison.ts'

const DUEL = { outcomes: [], rounds: 14, looks: [], elapsed: 60_000, pace: 5000, slice: 100, complete: true }

/** A round on a machine that is of another speed in each, whose bursts cost base and head something of their own. */
function roundOf(round: number, typical: number, total: number): Figure {
  const level = 1000 * (1 + 0.1 * Math.sin(7 * round))
  const gain = typical + 0.004 * Math.sin(3 * round)
  const all = total + 0.02 * Math.cos(5 * round)
  return {
    gain,
    base: 0.93 * level,
    head: 0.93 * level * Math.exp(all),
    typical: { base: level, head: level * Math.exp(gain) },
  }
}

/** Fourteen rounds at 1 and 2 cores, of which the look saw `seen`. */
function duelled(at: Readonly<Record<1 | 2, (round: number) => Figure>>, seen = 14) {
  const visits = new Map(
    ([1, 2] as const).map((cores) => [
      cores,
      Array.from({ length: 14 }, (_, round): DuelVisit => aVisit(0, { figures: [at[cores](round)] })),
    ]),
  )
  const points = [...visits].map(([cores, all]) => ({
    series: 'checkout@16',
    cores,
    direction: 'more-is-better' as const,
    rounds: all.slice(0, seen).map(({ figures }) => figures[0]!.gain),
    totals: all.slice(0, seen).map(({ figures }) => Math.log(figures[0]!.head! / figures[0]!.base!)),
    tolerance: 0.03,
    detect: 0.1,
  }))
  const decisions = decideDuel(points, 0.01)
  const outcome = {
    series: aSeries('checkout'),
    visits,
    decisions: new Map(decisions.map((decision, index) => [points[index]!.cores, [decision]])),
  }
  const around = { colocated: () => false, usedCpus: 2, skipped: [], duel: DUEL }
  return assembleDuel(outcome, around)[0]!.points
}

const ratio = ({ base, head }: { base: number; head: number }) => head / base - 1

describe('the rates that a duel compares', () => {
  it('divide to the change, which the medians of all work do not', () => {
    const [, two] = duelled({ 1: (round) => roundOf(round, 0, 0), 2: (round) => roundOf(round, -0.2, -0.24) })
    expect(two).toMatchObject({ verdict: 'regressed' })
    expect(ratio(two!.compared!)).toBeCloseTo(two!.change!.estimate, 12)
    const { base, head } = two!
    expect(head!.median / base!.median - 1).toBeLessThan(two!.change!.low)
  })

  it('are over all the work where that is the change that is shown', () => {
    const [, two] = duelled({ 1: (round) => roundOf(round, 0, 0), 2: (round) => roundOf(round, 0, -0.2) })
    expect(two!.change!.estimate).toBeCloseTo(Math.expm1(-0.2), 2)
    expect(ratio(two!.compared!)).toBeCloseTo(two!.change!.estimate, 12)
    expect(two!.compared!.base).toBeLessThan(1000 * 0.95)
  })

  it('have the speedups as their ratios, and these the scaling change', () => {
    const [one, two] = duelled({
      1: (round) => roundOf(round, 0, 0),
      2: (round) => roundOf(round, -0.2, -0.2),
    })
    expect(two!.speedup!.head).toBeCloseTo(two!.compared!.head / one!.compared!.head, 12)
    expect(two!.speedup!.head! / two!.speedup!.base! - 1).toBeCloseTo(two!.scalingChange!.estimate, 12)
  })

  it('are of the rounds that the last look saw', () => {
    const late = (round: number) => roundOf(round, round < 10 ? -0.2 : 0.5, round < 10 ? -0.2 : 0.5)
    const [, two] = duelled({ 1: (round) => roundOf(round, 0, 0), 2: late }, 10)
    expect(ratio(two!.compared!)).toBeCloseTo(two!.change!.estimate, 12)
    expect(two!.change!.estimate).toBeCloseTo(Math.expm1(-0.2), 2)
  })

  it('divide to the change at every point of a comparison, whatever is measured', async () => {
    const made = await Promise.all(['one', 'two', 'three'].map((seed) => madeUpComparison({ seed })))
    const points = made.flatMap(({ comparison }) => comparison.benchmarks.flatMap((each) => each.points))
    const changed = points.filter(({ change }) => change !== undefined)
    expect(changed.length).toBeGreaterThan(20)
    for (const { compared, change } of changed) expect(ratio(compared!)).toBeCloseTo(change!.estimate, 9)
  })

  it('are not there where there is no change to compare', () => {
    const [one] = duelled({ 1: (round) => roundOf(round, 0, 0), 2: (round) => roundOf(round, 0, 0) }, 2)
    expect(one!.change).toBeUndefined()
    expect(one!.compared).toBeUndefined()
    expect(one!.duel!.rates).toBeUndefined()
  })
})
