import { describe, expect, it } from 'vitest'
import { assembleDuel } from '../../src/duel/assemble-duel.ts'
import type { DuelOutcome } from '../../src/duel/contest.ts'
import type { DuelVisit } from '../../src/duel/duel-visit.ts'
import { decideDuel } from '../../src/scaling/duel-decision.ts'
import { aSeries, aVisit, someTotals } from './duel-visits.ts'

const DUEL = { outcomes: [], rounds: 12, elapsed: 60_000, pace: 5000, slice: 100, complete: true }

/** Twelve rounds at each core count, decided at one look. */
function duelled(
  changes: Readonly<Record<number, number>>,
  visit: (cores: number) => Partial<DuelVisit> = () => ({}),
) {
  const entries = Object.entries(changes).map(([cores, change]) => {
    const visits = Array.from({ length: 12 }, (_, round) =>
      aVisit(change + 0.003 * ((round % 3) - 1), visit(Number(cores))),
    )
    return [Number(cores), visits] as const
  })
  const series = aSeries('checkout')
  const points = entries.map(([cores, visits]) => ({
    series: 'checkout@16',
    cores,
    direction: 'more-is-better' as const,
    rounds: visits.map(({ figures }) => figures[0]!.gain),
    tolerance: 0.03,
    detect: 0.1,
  }))
  const decisions = decideDuel(points, 0.01)
  const outcome: DuelOutcome = {
    series,
    visits: new Map(entries),
    decisions: new Map(decisions.map((decision, index) => [points[index]!.cores, [decision]])),
  }
  return (around: { colocated?: () => boolean } = {}) =>
    assembleDuel(outcome, {
      colocated: () => false,
      usedCpus: 2,
      skipped: [],
      duel: DUEL,
      ...around,
    })[0]!
}

const bound = {
  arms: { base: someTotals(1000, { generatorCpu: 0.5 }), head: someTotals(900, { generatorCpu: 0.5 }) },
}

/** Half a percent of head's requests fail. */
const errors = { status: 5, body: 0, connection: 0, timeout: 0 }
const failing = (quads: number): Partial<DuelVisit> => ({
  arms: { base: someTotals(1000), head: someTotals(1000, { completed: 995, errors }) },
  void: quads,
  failing: { quads, examples: { head: 'head: GET /work answered 500' } },
})

describe('assembleDuel, where few requests fail', () => {
  it('but in so many quads that a point has no verdict, is failed under load with both rates', () => {
    const benchmark = duelled({ 1: 0.2, 2: 0.2 }, (cores) => (cores === 2 ? failing(3) : {}))()
    expect(benchmark).toMatchObject({
      verdict: 'failed',
      phase: 'load',
      reason:
        "at 2 cores: 0.5 % of head's requests failed, 0 % of base's, in 36 of 96 quads; head: GET /work answered 500",
    })
    expect(benchmark.points.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive'])
  })

  it('warns of both rates where there is an answer all the same', () => {
    const { verdict, warnings } = duelled({ 1: 0 }, () => failing(1))()
    expect(verdict).toBe('unchanged')
    expect(warnings).toContainEqual({
      kind: 'errors',
      cores: 1,
      rate: 0.0025,
      arms: { base: 0, head: 0.005 },
      kinds: { status: 60, body: 0, connection: 0, timeout: 0 },
    })
  })

  it('blames no requests for quads that are void for other reasons', () => {
    const { verdict } = duelled({ 1: 0 }, () => ({ ...failing(1), void: 4 }))()
    expect(verdict).toBe('inconclusive')
  })
})

describe('assembleDuel', () => {
  it('shows both arms, their changes, rounds and quads', () => {
    const { points, verdict, evidence } = duelled({ 2: -0.3, 1: 0 })()
    expect(verdict).toBe('scales-worse')
    expect(evidence).toEqual({ kind: 'duel', rounds: 12 })
    expect(points.map(({ cores, verdict }) => [cores, verdict])).toEqual([
      [1, 'unchanged'],
      [2, 'regressed'],
    ])
    expect(points[1]).toMatchObject({
      regressed: 'both',
      base: { median: 1000, unit: 'req/s' },
      duel: { quads: 96, void: 0 },
      cpuPerRequest: { base: expect.closeTo(0.00095, 8) },
    })
    expect(points[1]!.change!.estimate).toBeCloseTo(Math.expm1(-0.3), 3)
  })

  it('keeps skipped core counts in the list, and out of the verdict', () => {
    const outcome = { series: aSeries('checkout'), visits: new Map(), decisions: new Map() }
    const skipped = [{ cores: 4, reason: 'too-few-cpus' as const, available: 2 }]
    expect(assembleDuel(outcome, { colocated: () => false, usedCpus: 2, skipped, duel: DUEL })).toMatchObject(
      [
        {
          verdict: 'inconclusive',
          points: [{ cores: 4, verdict: 'skipped', reason: { kind: 'too-few-cpus', available: 2 } }],
        },
      ],
    )
  })

  it('gives a point no verdict where the generator was the limit', () => {
    const { points, warnings } = duelled({ 1: -0.3 }, () => bound)({ colocated: () => true })
    expect(points[0]).toMatchObject({ verdict: 'inconclusive', reason: { kind: 'generator-bound' } })
    expect(points[0]!.regressed).toBeUndefined()
    expect(warnings).toContainEqual({ kind: 'generator-bound', cores: 1, utilisation: 0.5 })
  })

  it('says nothing of scaling where one core, which it rests on, was bound: a loss hidden there is no scaling loss', () => {
    const around = { colocated: () => true }
    const { points, verdict } = duelled({ 1: -0.1, 8: -0.3 }, (cores) => (cores === 1 ? bound : {}))(around)
    expect(points[1]).toMatchObject({ cores: 8, verdict: 'regressed', regressed: 'change' })
    expect(points[1]!.scalingChange).toBeUndefined()
    expect(verdict).toBe('slower')
  })

  it('gives a point no verdict where more than a quarter of its quads are void', () => {
    expect(duelled({ 1: -0.3 }, () => ({ void: 3 }))().points[0]).toMatchObject({
      verdict: 'inconclusive',
      reason: { kind: 'void-quads', void: 36, quads: 96 },
    })
    expect(duelled({ 1: -0.3 }, () => ({ void: 2 }))().points[0]!.verdict).toBe('regressed')
  })

  it('has an answer where not one quad was left', () => {
    const visits = Array.from({ length: 5 }, () =>
      aVisit(0, { figures: [{ gain: null, base: null, head: null }], void: 8 }),
    )
    const outcome = { series: aSeries('checkout'), visits: new Map([[1, visits]]), decisions: new Map() }
    const { verdict, points } = assembleDuel(outcome, {
      colocated: () => false,
      usedCpus: 2,
      skipped: [],
      duel: DUEL,
    })[0]!
    expect(verdict).toBe('inconclusive')
    expect(points[0]).toMatchObject({ reason: { kind: 'void-quads', void: 40, quads: 40 } })
    expect(points[0]!.duel!.rounds).toEqual([null, null, null, null, null])
  })

  it('warns of other programs, of waiting, of failed requests, of missing pins, and of a missing single core', () => {
    const kinds = (visit: Partial<DuelVisit>, cores = 2) =>
      duelled({ [cores]: 0 }, () => visit)().warnings.map(({ kind }) => kind)
    const both = (changes: Parameters<typeof someTotals>[1]) => ({
      arms: { base: someTotals(1000, changes), head: someTotals(1000, changes) },
    })
    expect(kinds({}, 1)).toEqual([])
    expect(kinds(both({ othersCpu: 0.5, programCpu: 1.9 }))).toEqual(['disturbed', 'no-single-core'])
    expect(kinds(both({ programCpu: 0.3 }), 1)).toEqual(['waited'])
    expect(kinds(both({ programCpu: undefined }), 1)).toEqual([])
    expect(kinds({ pinned: false }, 1)).toEqual(['unpinned'])
    const errors = duelled({ 1: 0 }, () =>
      both({ errors: { status: 2, body: 0, connection: 0, timeout: 0 } }),
    )()
    expect(errors.warnings).toEqual([
      {
        kind: 'errors',
        cores: 1,
        rate: expect.closeTo(0.002, 4),
        arms: { base: 2 / 1002, head: 2 / 1002 },
        kinds: { status: 48, body: 0, connection: 0, timeout: 0 },
      },
    ])
  })
})
