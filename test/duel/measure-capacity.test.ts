import { describe, expect, it } from 'vitest'
import { assembleDuel } from '../../src/duel/assemble-duel.ts'
import type { DuelSeries } from '../../src/duel/contest.ts'
import type { duelVisit } from '../../src/duel/duel-visit.ts'
import { type DuelRequest, measureDuel } from '../../src/duel/measure-duel.ts'
import { silentProgress } from '../../src/duel/progress.ts'
import { entriesOf, type HttpSeries, loadKey } from '../../src/duel/series.ts'
import { MeasurementFailure } from '../../src/result/measurement-failure.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { aSeries, aVisit, someTotals } from './duel-visits.ts'
import { aLatencySeries, anOverloadSeries } from './regime-series.ts'

const NOWHERE = { plan: {}, generator: {}, inherited: {} } as unknown as Pick<
  DuelRequest,
  'plan' | 'generator' | 'inherited'
>

const sources = (series: HttpSeries): DuelSeries => {
  const source = { kind: 'service', service: series.service } as const
  return { series, sources: { base: source, head: source } }
}

const SERIES = [
  anOverloadSeries(),
  aLatencySeries(),
  aSeries('checkout'),
  { ...aSeries('checkout'), connections: 256 },
].map(sources)

/** Duels everything that `checkout` declares with made-up visits, and tells what was visited with which capacity. */
async function duelled(throughput: (round: number, connections: number, arm: 'base' | 'head') => number) {
  let clock = 0
  const visited: { key: string; capacity: unknown }[] = []
  const rounds = new Map<string, number>()
  const visit: typeof duelVisit = async (series, _sources, cores, { capacity }) => {
    clock += 1000
    const key = `${loadKey(series)} on ${cores}`
    const round = rounds.get(key) ?? 0
    rounds.set(key, round + 1)
    visited.push({ key, capacity })
    if (!('connections' in series)) {
      return aVisit(0, { figures: entriesOf(series).map(() => ({ gain: 0, base: 5, head: 5 })) })
    }
    const totals = (arm: 'base' | 'head') => someTotals(throughput(round, series.connections, arm))
    return aVisit(0.001 * (round % 3), { arms: { base: totals('base'), head: totals('head') } })
  }
  const said: string[] = []
  const result = await measureDuel({
    ...NOWHERE,
    series: SERIES,
    cores: [1, 2],
    random: seededRandom('capacity'),
    signal: new AbortController().signal,
    progress: { ...silentProgress, say: (line) => void said.push(line) },
    now: () => clock,
    budget: 200_000,
    visit,
    onRound: async () => {},
  })
  const around = { colocated: () => false, usedCpus: 2, skipped: [], duel: result }
  return { result, visited, said, entries: result.outcomes.flatMap((each) => assembleDuel(each, around)) }
}

const open = ({ key }: { key: string }) => /latency|overload/.test(key)

describe('a duel of open loops', () => {
  it('measures capacity first, in the first round, and offers the same share of it from then on', async () => {
    const { visited } = await duelled((round, connections, arm) => {
      const level = connections === 16 ? 900 : 1000
      return (arm === 'base' ? level : level / 2) + round
    })
    expect(visited.slice(0, 4).some(open)).toBe(false)
    expect(visited.slice(4, 8).every(open)).toBe(true)
    expect(visited.filter(open).length).toBeGreaterThan(8)
    for (const { capacity } of visited.filter(open)) expect(capacity).toEqual({ base: 1000, head: 500 })
  })

  it('names every point in its plan, one for each question', async () => {
    const { said } = await duelled(() => 1000)
    expect(said[1]).toMatch(/^base against head: 10 points/)
  })

  it('waits for the next round where the first one lost the capacity', async () => {
    const { visited, entries } = await duelled((round) => (round === 0 ? 0 : 1000))
    const first = visited.findIndex(open)
    expect(first).toBeGreaterThanOrEqual(8)
    expect(entries.find(({ measure }) => measure?.kind === 'latency')!.points[0]!.duel!.rounds[0]).toBeNull()
  })

  it('visits nothing that rests on a capacity which is never known, says so, and comes to an end', async () => {
    const { visited, entries } = await duelled(() => 0)
    expect(visited.some(open)).toBe(false)
    const latency = entries.find(({ measure }) => measure?.kind === 'latency')!
    expect(latency).toMatchObject({
      verdict: 'inconclusive',
      points: [{ reason: { kind: 'no-capacity' } }, { reason: { kind: 'no-capacity' } }],
    })
  })

  it('goes no more rounds for it once everything else has failed', async () => {
    const { result, entries } = await duelled(() => {
      throw new MeasurementFailure('load', 'head: gone', [])
    })
    expect(result.rounds).toBe(1)
    expect(entries.map(({ verdict }) => verdict)).toEqual([
      'inconclusive',
      'inconclusive',
      'inconclusive',
      'failed',
      'failed',
    ])
  })
})
