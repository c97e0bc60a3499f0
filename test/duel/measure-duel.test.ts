import { describe, expect, it } from 'vitest'
import { assembleDuel } from '../../src/duel/assemble-duel.ts'
import type { DuelVisit } from '../../src/duel/duel-visit.ts'
import { type DuelRequest, type DuelResult, measureDuel } from '../../src/duel/measure-duel.ts'
import { silentProgress } from '../../src/duel/progress.ts'
import { MeasurementFailure } from '../../src/result/measurement-failure.ts'
import { MOST_ROUNDS } from '../../src/scaling/duel-rounds.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { aDuelSeries, aVisit } from './duel-visits.ts'

const NOWHERE = { plan: {}, generator: {}, inherited: {} } as unknown as Pick<
  DuelRequest,
  'plan' | 'generator' | 'inherited'
>

/** Duels with made-up visits of two seconds each, on a clock of their own. */
async function duelOf(
  changeOf: (name: string, cores: number, round: number) => number,
  options: {
    names?: string[]
    cores?: number[]
    budget?: number
    abortAfter?: number
    visit?: Partial<DuelVisit>
  } = {},
) {
  let clock = 0
  let visits = 0
  const rounds = new Map<string, number>()
  const controller = new AbortController()
  const saved: DuelResult[] = []
  const said: string[] = []
  let saidBefore: string[] = []
  const random = seededRandom('duel')
  const result = await measureDuel({
    ...NOWHERE,
    series: (options.names ?? ['checkout']).map(aDuelSeries),
    cores: options.cores ?? [1, 2],
    random,
    signal: controller.signal,
    progress: { ...silentProgress, say: (line) => void said.push(line) },
    now: () => clock,
    budget: options.budget ?? 300_000,
    async visit(series, _sources, cores) {
      if (visits === 0) saidBefore = [...said]
      visits += 1
      if (visits === options.abortAfter) controller.abort(new Error('stopped'))
      controller.signal.throwIfAborted()
      clock += 2000
      const place = `${series.name} ${cores}`
      const round = rounds.get(place) ?? 0
      rounds.set(place, round + 1)
      return aVisit(changeOf(series.name, cores, round) + 0.01 * (random() - 0.5), options.visit)
    },
    onRound: async (soFar) => void saved.push({ ...soFar }),
  })
  const around = { colocated: () => false, usedCpus: 4, skipped: [], duel: result }
  const benchmarks = result.outcomes.flatMap((outcome) => assembleDuel(outcome, around))
  return { result, benchmarks, visits, saved, said, saidBefore, clock, rounds }
}

describe('measureDuel', () => {
  it('stops at the first look that decides everything', async () => {
    const { result, benchmarks, clock } = await duelOf((_, cores) => (cores === 2 ? -0.3 : 0))
    expect(benchmarks[0]).toMatchObject({ verdict: 'scales-worse' })
    expect(result.rounds).toBeLessThan(40)
    expect(clock).toBeLessThan(150_000)
  })

  it('gives the time of a benchmark that decided early to one that has not', async () => {
    // At the very edge of `detect`, so that no look excludes it; the other is plain.
    const { rounds, clock } = await duelOf(
      (name, _, round) => (name === 'plain' ? 0 : round % 2 ? -0.3 : 0.15),
      {
        names: ['plain', 'hard'],
        budget: 200_000,
      },
    )
    expect(rounds.get('hard 1')).toBeGreaterThan(1.5 * (rounds.get('plain 1') as number))
    expect(clock).toBeLessThanOrEqual(200_000)
    expect(clock).toBeGreaterThan(180_000)
  })

  it('gives the time of one that failed to the others, too', async () => {
    const { rounds, benchmarks } = await duelOf(
      (name, _, round) => {
        if (name === 'dead') throw new MeasurementFailure('load', 'head: exited', [])
        return round % 2 ? -0.3 : 0.15
      },
      { names: ['dead', 'hard'], budget: 100_000 },
    )
    expect(benchmarks[0]).toMatchObject({
      verdict: 'failed',
      reason: expect.stringMatching(/^at \d cores?: head/),
    })
    expect(rounds.get('hard 1')).toBeGreaterThanOrEqual(20)
  })

  it('visits every core count in each round, and a failed series no more', async () => {
    const { benchmarks, visits } = await duelOf((_, cores, round) => {
      if (round === 3 && cores === 2) throw new MeasurementFailure('load', 'base: gone', [])
      return -0.5
    })
    expect(visits).toBeLessThanOrEqual(8)
    expect(benchmarks[0]!.points.map(({ duel }) => duel!.rounds.length)).toEqual([4, 4])
    expect(benchmarks[0]!.points.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive'])
  })

  it('never takes what an earlier look saw of a failed benchmark for a verdict', async () => {
    // Both points regress at the first look, the scaling of one in the balance; then the service dies.
    const { result, benchmarks } = await duelOf(
      (_, cores, round) => {
        if (round === 25) throw new MeasurementFailure('load', 'head: gone', [])
        return cores === 1 ? -0.5 : round % 2 ? -0.4 : 0.2
      },
      { budget: 200_000 },
    )
    expect(result.outcomes[0]!.decisions.get(1)?.[0]?.regressed).toBe('change')
    expect(benchmarks[0]!.verdict).toBe('failed')
    expect(benchmarks[0]!.points.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive'])
  })

  it('keeps within a budget of three rounds or more', async () => {
    const { result, clock } = await duelOf((_, __, round) => (round % 2 ? -0.5 : 0.4), { budget: 17_000 })
    expect(result.rounds).toBe(4)
    expect(clock).toBe(16_000)
  })

  it('holds three rounds however short the budget, and says after the first what they take', async () => {
    const { benchmarks, result, said } = await duelOf(() => -0.5, { budget: 9000 })
    expect(result.rounds).toBe(3)
    expect(said.at(-1)).toBe(
      'base against head: 2 points, 3 rounds of about 12 s in all, though the budget is 9 s: fewer cannot decide',
    )
    expect(benchmarks[0]!.points[0]!.duel!.rounds).toHaveLength(3)
    expect(benchmarks[0]!.points[0]!.reason?.kind).not.toBe('too-few-rounds')
  })

  it('never goes beyond the most rounds, and promises nothing beyond them', async () => {
    const { result, benchmarks } = await duelOf((_, __, round) => (round % 2 ? -1.5 : 1.5), {
      budget: 10_000_000,
      cores: [1],
    })
    expect(result.rounds).toBe(MOST_ROUNDS)
    expect(benchmarks[0]!.points[0]!.reason).toMatchObject({ kind: 'too-noisy' })
    expect(benchmarks[0]!.points[0]!.reason).not.toHaveProperty('secondsNeeded')
  })

  it('saves after every round, as not complete', async () => {
    const { saved, result } = await duelOf(() => 0, { budget: 60_000 })
    expect(saved.length).toBe(result.rounds)
    expect(saved.every(({ complete }) => !complete)).toBe(true)
    expect(result.complete).toBe(true)
  })

  it('gives what it has where it is interrupted, not complete and without a verdict', async () => {
    const { result, benchmarks } = await duelOf(() => -0.5, { abortAfter: 8 })
    expect(result).toMatchObject({ complete: false, rounds: 3 })
    for (const point of benchmarks[0]!.points) {
      expect(point).toMatchObject({ verdict: 'inconclusive', reason: { kind: 'interrupted' } })
      expect(point.duel!.rounds.length).toBe(4)
    }
  })

  it('passes on what is no failure of a measurement', async () => {
    const bug = duelOf(() => {
      throw new TypeError('a bug')
    })
    await expect(bug).rejects.toThrow('a bug')
  })

  it('says a first estimate before the first round, and its plan after it', async () => {
    const { said, saidBefore } = await duelOf(() => 0, { budget: 60_000 })
    expect(saidBefore).toEqual([said[0]])
    expect(said[0]).toMatch(/^first estimate: 2 points, about \d+ rounds of \d+ s within 1 min; /)
    expect(said[1]).toMatch(/^base against head: 2 points, about \d+ rounds within 1 min$/)
  })

  it('says before the first round where the budget is too short for three', async () => {
    const { saidBefore } = await duelOf(() => 0, { budget: 9000 })
    expect(saidBefore[1]).toMatch(/^The budget of 9 s is too short: three rounds, .* will take about 10 s\.$/)
    expect((await duelOf(() => 0, { budget: 10_000 })).saidBefore).toHaveLength(1)
  })

  it('gives the same result for the same seed and rounds', async () => {
    const once = await duelOf((_, cores) => (cores === 2 ? -0.06 : 0))
    const again = await duelOf((_, cores) => (cores === 2 ? -0.06 : 0))
    expect(again.benchmarks).toEqual(once.benchmarks)
  })

  it('has nothing to say where no core count could be measured', async () => {
    const { benchmarks } = await duelOf(() => 0, { cores: [] })
    expect(benchmarks[0]).toMatchObject({ verdict: 'inconclusive', points: [] })
  })
})
