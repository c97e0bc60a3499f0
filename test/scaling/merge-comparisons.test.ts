import { describe, expect, it } from 'vitest'
import { type Comparison, type ComparisonBenchmark, comparisonSchema } from '../../src/result/comparison.ts'
import type { Look } from '../../src/result/shared-schema.ts'
import { ALPHA, DOUBT } from '../../src/scaling/duel-decision.ts'
import { mergeComparisons } from '../../src/scaling/merge-comparisons.ts'
import { rejudge } from '../../src/scaling/rejudge.ts'
import { type Random, seededRandom } from '../../src/stats/random.ts'
import { madeUpComparison } from '../duel/made-up-comparison.ts'
import { aBenchmark, aComparison, aHost } from '../support/results.ts'
import { NOISY, simulatedPoints, TOLERANCES } from './simulated-duel.ts'

const LOOKS = [
  { round: 6, part: 0.25 },
  { round: 9, part: 0.25 },
  { round: 12, part: 0.5 },
]

const looksOf = (share: number): Look[] =>
  LOOKS.map(({ round, part }) => ({ round, level: ALPHA * part * share, doubt: DOUBT * part }))

/** A duelled benchmark of true losses by core count. */
function simulated(
  name: string,
  losses: Readonly<Record<number, number>>,
  random: Random,
): ComparisonBenchmark {
  const points = simulatedPoints(losses, 12, random, { noise: NOISY })
  return aBenchmark({
    name,
    verdict: 'unchanged',
    evidence: { kind: 'duel', rounds: 12 },
    ...TOLERANCES,
    points: points.map(({ cores, rounds }) => ({
      cores,
      verdict: 'unchanged',
      duel: { rounds: [...rounds], quads: 96, void: 0 },
    })),
  })
}

function part(index: number, of: number, benchmarks: ComparisonBenchmark[], share: number): Comparison {
  const { method } = aComparison({})
  return aComparison({
    shard: { index, of },
    method: { ...method, looks: looksOf(share), pace: 5, share },
    benchmarks,
  })
}

/** The parts of a report of so many shards, a benchmark each. */
function partsOf(of: number, losses: Readonly<Record<number, number>>, random: Random, share = 1 / of) {
  return Array.from({ length: of }, (_, index) =>
    part(index + 1, of, [simulated(`b${index}`, losses, random)], share),
  )
}

function merged(parts: readonly Comparison[]): Comparison {
  const outcome = mergeComparisons(parts)
  if (outcome.kind !== 'merged') throw new Error(outcome.reason)
  return outcome.comparison
}

const quiet = (names: readonly string[], index: number, of: number) =>
  part(
    index,
    of,
    names.map((name) => simulated(name, { 1: 0 }, seededRandom(name))),
    1 / of,
  )

const { shard: _, ...aWhole } = quiet(['a'], 1, 1)

const withLooks = (each: Comparison, looks: Look[]): Comparison => ({
  ...each,
  method: { ...each.method, looks },
})

const LOST = { 1: 0, 2: 0.5 }

describe('the parts of a report', () => {
  it('are one comparison, each benchmark judged by the looks of its part', () => {
    const random = seededRandom('one')
    const parts = partsOf(4, LOST, random)
    const { benchmarks, verdict, parts: made, shard, method } = merged(parts.toReversed())
    expect(benchmarks).toEqual(parts.flatMap((each) => rejudge(each).benchmarks))
    expect(benchmarks.map(({ name }) => name)).toEqual(['b0', 'b1', 'b2', 'b3'])
    expect(verdict).toBe('regression')
    expect(made).toEqual({ of: 4, missing: [], hosts: [aHost(), aHost(), aHost(), aHost()] })
    expect(shard).toBeUndefined()
    expect(method).toEqual({ rounds: 16, sliceMilliseconds: 100, seconds: 400, complete: true })
  })

  it('are what their schema accepts', () => {
    const whole = merged(partsOf(2, LOST, seededRandom('schema')))
    expect(comparisonSchema.parse(JSON.parse(JSON.stringify(whole)))).toEqual(
      JSON.parse(JSON.stringify(whole)),
    )
  })

  it('made by the duel itself give the verdicts that each part had', async () => {
    const seeds = ['left', 'right']
    const drawn = await Promise.all(seeds.map((seed) => madeUpComparison({ seed, interruptedAfter: 1 })))
    const entries = drawn.map(({ comparison: { benchmarks } }) => benchmarks.length)
    const all = entries.reduce((sum, each) => sum + each)
    const ends = await Promise.all(
      seeds.map((seed, index) => madeUpComparison({ seed, share: entries[index]! / all, budget: 120_000 })),
    )
    const parts = ends.map(({ comparison }, index) => ({
      ...comparison,
      shard: { index: index + 1, of: 2 },
      benchmarks: comparison.benchmarks.map((each) => ({ ...each, name: `${each.name}-${index}` })),
    }))
    const verdicts = (all: readonly ComparisonBenchmark[]) =>
      all.map(({ name, measure, connections, verdict }) => [name, measure, connections, verdict])
    const expected = verdicts(parts.flatMap(({ benchmarks }) => benchmarks))
    expect(verdicts(merged(parts).benchmarks)).toHaveLength(expected.length)
    expect(verdicts(merged(parts).benchmarks)).toEqual(expect.arrayContaining(expected))
  })

  it('that are missing are named, and leave nothing unchanged', () => {
    const random = seededRandom('missing')
    const all = [quiet(['a'], 1, 3), quiet(['b'], 2, 3), quiet(['c'], 3, 3)]
    expect(merged(all).verdict).toBe('unchanged')
    const some = merged([all[0]!, all[2]!])
    expect(some.verdict).toBe('inconclusive')
    expect(some.parts).toMatchObject({ of: 3, missing: [2] })
    expect(some.benchmarks.map(({ verdict }) => verdict)).toEqual(['unchanged', 'unchanged'])
    const gained = [part(1, 3, [simulated('gained', { 1: -0.5 }, random)], 1 / 3)]
    expect(merged([...gained, all[1]!, all[2]!]).verdict).toBe('improvement')
    expect(merged(gained).verdict).toBe('inconclusive')
  })

  it('that are missing do not take a regression back', () => {
    const lost = part(2, 3, [simulated('b', { 1: 0.5 }, seededRandom('lost'))], 1 / 3)
    expect(merged([quiet(['a'], 1, 3), lost]).verdict).toBe('regression')
  })

  it('that hold no benchmark count as missing, for a plan gives each one something to measure', () => {
    const nothing = merged([quiet(['a'], 1, 2), { ...quiet(['b'], 2, 2), benchmarks: [] }])
    expect(nothing).toMatchObject({ verdict: 'inconclusive', parts: { of: 2, missing: [2] } })
    expect(mergeComparisons([{ ...quiet(['b'], 1, 1), benchmarks: [] }])).toEqual({
      kind: 'refused',
      reason: 'there is no part that measured anything',
    })
  })

  it('that an interrupt ended are named, and leave nothing unchanged', () => {
    const whole = quiet(['b', 'c'], 2, 2)
    const cut = { ...quiet(['a'], 1, 2), method: { ...quiet(['a'], 1, 2).method, complete: false } }
    expect(merged([cut, whole])).toMatchObject({
      verdict: 'inconclusive',
      method: { complete: false },
      parts: { of: 2, missing: [], interrupted: [1] },
    })
    expect(merged([quiet(['a'], 1, 2), quiet(['b'], 2, 2)]).parts).not.toHaveProperty('interrupted')
  })

  it('that drew a seed each have none to repeat them with', () => {
    const seeded = (name: string, index: number, seed: string) => ({ ...quiet([name], index, 2), seed })
    expect(merged([seeded('a', 1, '0123abcd'), seeded('b', 2, 'ffff0000')]).seed).toBe('')
    expect(merged([seeded('a', 1, '118'), seeded('b', 2, '118')]).seed).toBe('118')
  })

  it('of which two have one index count once, the one that was measured last', () => {
    const early = { ...quiet(['early'], 1, 2), at: '2026-03-02T10:00:00Z' }
    const late = { ...quiet(['late'], 1, 2), at: '2026-03-02T10:00:00.5Z' }
    for (const two of [
      [early, late],
      [late, early],
    ])
      expect(merged([...two, quiet(['z'], 2, 2)]).benchmarks.map(({ name }) => name)).toEqual(['late', 'z'])
  })

  it('keep a level of a benchmark apart from another in another part', () => {
    const [one, two] = [quiet(['a'], 1, 2), quiet(['a'], 2, 2)]
    const other = { ...two, benchmarks: two.benchmarks.map((each) => ({ ...each, connections: 256 })) }
    expect(merged([one, other]).benchmarks).toHaveLength(2)
  })

  it.each([
    ['nothing', [], 'there is no part at all'],
    [
      'other commits',
      [quiet(['a'], 1, 2), { ...quiet(['b'], 2, 2), base: 'a'.repeat(40) }],
      'shards 1/2 and 2/2 did not measure the same commits',
    ],
    ['other heads', [quiet(['a'], 1, 2), { ...quiet(['b'], 2, 2), head: 'a'.repeat(40) }], 'same commits'],
    [
      'what no duel can have looked at',
      [quiet(['a'], 1, 2), withLooks(quiet(['b'], 2, 2), [])],
      'shard 2/2 claims looks that no duel holds',
    ],
    [
      'a whole whose look could reject nothing',
      [withLooks(aWhole, [{ round: 12, level: 1e-30, doubt: 0.05 }])],
      'the result claims looks that no duel holds',
    ],
    ['another count', [quiet(['a'], 1, 2), quiet(['b'], 2, 3)], 'do not agree on how many'],
    ['a whole beside a part', [quiet(['a'], 1, 2), aComparison({})], 'not all of them are parts'],
    ['two wholes', [aComparison({}), aComparison({})], 'not all of them are parts'],
    ['an index beyond the count', [quiet(['a'], 3, 2)], 'index beyond'],
    ['a series in two parts', [quiet(['a'], 1, 2), quiet(['a'], 2, 2)], 'the same series'],
  ])('are refused as %s', (_, parts, words) => {
    expect(mergeComparisons(parts)).toEqual({ kind: 'refused', reason: expect.stringContaining(words) })
  })

  it('that is the whole is judged, and no part of anything', () => {
    expect(merged([aWhole])).toEqual(rejudge(aWhole))
    expect(merged([aWhole]).parts).toBeUndefined()
  })
})

describe('a merged report of eight shards, in simulation', () => {
  const alarmsIn = (reports: number, share: number, seed: string) => {
    const random = seededRandom(seed)
    const edge = TOLERANCES.tolerance
    return Array.from({ length: reports }, () =>
      merged(partsOf(8, { 1: edge, 2: edge }, random, share)),
    ).filter(({ verdict }) => verdict === 'regression').length
  }
  const reports = 600
  const limit = ALPHA + 3 * Math.sqrt((ALPHA * (1 - ALPHA)) / reports)

  it('alarms in no more than 1 % where every point is at the edge of the tolerance', () => {
    expect(alarmsIn(reports, 1 / 8, 'edge of eight') / reports).toBeLessThanOrEqual(limit)
  })

  it('would alarm more often if each part had the whole of α', () => {
    const random = seededRandom('edge of eight')
    const edge = TOLERANCES.tolerance
    const alone = Array.from({ length: reports }, () =>
      partsOf(8, { 1: edge, 2: edge }, random, 1).map(rejudge),
    ).filter((parts) => parts.some(({ verdict }) => verdict === 'regression')).length
    expect(alone / reports).toBeGreaterThan(limit)
  })

  it('still finds a loss of 15 % at two cores nine times out of ten', () => {
    const random = seededRandom('power of eight')
    const points = Array.from({ length: 25 }, () => merged(partsOf(8, { 1: 0, 2: 0.15 }, random)))
      .flatMap(({ benchmarks }) => benchmarks)
      .map(({ points }) => points[1]!.verdict)
    expect(points.filter((verdict) => verdict === 'regressed').length / points.length).toBeGreaterThan(0.9)
  })
})
