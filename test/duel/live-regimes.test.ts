import { describe, expect, it } from 'vitest'
import { assembleDuel } from '../../src/duel/assemble-duel.ts'
import type { DuelSeries } from '../../src/duel/contest.ts'
import { duelVisit } from '../../src/duel/duel-visit.ts'
import { measureDuel } from '../../src/duel/measure-duel.ts'
import { measureRounds } from '../../src/duel/measure-rounds.ts'
import { silentProgress } from '../../src/duel/progress.ts'
import { declaredSeries, type HttpSeries, loadKey } from '../../src/duel/series.ts'
import type { VisitContext } from '../../src/duel/visit-context.ts'
import { planCpus } from '../../src/host/plan-cpus.ts'
import { readTopology } from '../../src/host/read-topology.ts'
import { startGenerator } from '../../src/load/start-generator.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { queueingProject } from '../support/queueing-service.ts'

type Env = Readonly<Record<string, string>>

/** The series of `load`, each with a base and a head that differ by their environment alone, and what visits need. */
async function bench(load: string, arms: { base: Env; head: Env }) {
  await using undo = new AsyncDisposableStack()
  const project = undo.use(await queueingProject(load))
  const plan = planCpus(await readTopology())
  const generator = undo.use(
    await startGenerator({
      env: { PATH: process.env.PATH ?? '' },
      cpus: plan.pinnable ? plan.generatorCpus : undefined,
    }),
  )
  const ofBase = declaredSeries(await project.config(arms.base)) as HttpSeries[]
  const ofHead = declaredSeries(await project.config(arms.head)) as HttpSeries[]
  const duels = ofHead.map((series, index): DuelSeries => {
    const base = (ofBase[index] as HttpSeries).service
    return {
      series,
      sources: {
        base: { kind: 'service', service: base },
        head: { kind: 'service', service: series.service },
      },
    }
  })
  const context: VisitContext = {
    plan,
    generator,
    inherited: process.env,
    signal: new AbortController().signal,
  }
  const kept = undo.move()
  return { duels, series: ofHead, context, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

const SHORT = { warmUp: 300, measure: 1000 }
const now = () => performance.now()

/** One visit of the duel that `key` names. */
async function visitOf(field: Awaited<ReturnType<typeof bench>>, key: string, capacity?: number) {
  const duel = field.duels.find(({ series }) => loadKey(series) === key)
  if (duel === undefined) throw new Error(`no series ${key}`)
  const known = capacity === undefined ? undefined : { base: capacity, head: capacity }
  const options = { plan: SHORT, random: seededRandom(key), now, capacity: known }
  return await duelVisit(duel.series, duel.sources, 1, options, field.context)
}

describe('a duel of a service that got slower to answer but does as much', () => {
  it('finds the latency regressed, and throughput not', { timeout: 180_000 }, async () => {
    // Slices of a closed loop end when the last answer is there: a few of them are longer by the delay.
    const load = 'connections: 40, tolerance: 30%, detect: 60%, latency: { rate: 40%, quantiles: [50, 90] }'
    await using field = await bench(load, { base: { SLOTS: '8' }, head: { SLOTS: '8', DELAY: '25' } })
    const result = await measureDuel({
      ...field.context,
      series: field.duels,
      cores: [1],
      random: seededRandom('latency'),
      progress: silentProgress,
      now,
      budget: 36_000,
      onRound: async () => {},
    })
    const around = { colocated: () => false, usedCpus: 2, skipped: [], duel: result }
    const [closed, ...quantiles] = result.outcomes.flatMap((outcome) => assembleDuel(outcome, around))
    expect(['unchanged', 'inconclusive', 'improved']).toContain(closed!.verdict)
    for (const { points, measure } of quantiles) {
      const [point] = points
      // Where the machine is so busy that the generator is late there is no verdict, but never another one.
      if (point!.reason !== undefined) expect(point!.verdict, measure!.kind).toBe('inconclusive')
      else expect(point, measure!.kind).toMatchObject({ regressed: 'change' })
      if (point!.change !== undefined) expect(point!.change.estimate).toBeGreaterThan(0.5)
      expect(point!.base).toMatchObject({ unit: 'ms' })
      expect(point!.offered).toBeGreaterThan(50)
      expect(point!.offered).toBeLessThan(800)
    }
  })
})

describe('a visit of an overload', () => {
  it('tells a service that sheds load from one that queues without end', { timeout: 120_000 }, async () => {
    const load = 'overload: { rate: 200%, deadline: 150ms }'
    await using field = await bench(load, { base: { QUEUE: '20' }, head: {} })
    const visit = await visitOf(field, 'work:overload', 380)
    expect(visit).toMatchObject({ quads: 1, offered: 760 })
    expect(visit.overload!.base.share).toBeGreaterThan(3 * visit.overload!.head.share)
    expect(visit.overload!.head.finding).toBe('collapses')
    // Refusals are no errors: shedding is what is asked for.
    expect(visit.arms.base.errors).toEqual({ status: 0, body: 0, connection: 0, timeout: 0 })
    if (visit.void === 0) expect(visit.figures[0]!.gain).toBeLessThan(-1)
  })
})

describe('a visit of streams', () => {
  it('compares events per second and the gaps between them', { timeout: 60_000 }, async () => {
    const load = 'request: { path: /events }, connections: 4, stream: { count: lines, quantiles: [50] }'
    await using field = await bench(load, { base: { EVERY: '10' }, head: { EVERY: '40' } })
    const { figures, arms } = await visitOf(field, 'work@4')
    const [events, gap] = figures
    expect(events!.gain).toBeLessThan(-0.7)
    expect(gap!.gain).toBeLessThan(-0.7)
    expect(gap!.head!).toBeGreaterThan(25)
    expect(arms.base.completed).toBeGreaterThan(arms.head.completed)
  })
})

describe('rounds of head alone', () => {
  it('offer a share of what the first round measured', { timeout: 120_000 }, async () => {
    const load = 'connections: 32, latency: { rate: 50% }, overload: { rate: 150%, deadline: 150ms }'
    await using field = await bench(load, { base: {}, head: {} })
    const { series } = await measureRounds({
      ...field.context,
      series: field.series,
      cores: [1],
      failures: new Map(),
      random: seededRandom('alone'),
      progress: silentProgress,
      now,
      budget: 1,
      onRound: async () => {},
    })
    const first = (key: string) => series.find((each) => loadKey(each.series) === key)!.samples.get(1)![0]!
    const capacity = first('work@32').throughput
    const latency = first('work:latency')
    expect(latency.offered).toBeCloseTo(0.5 * capacity, 6)
    expect(latency.figures).toHaveLength(2)
    expect(latency.figures[0]!).toBeGreaterThan(9)
    expect(latency.sends!.due).toBeGreaterThan(100)
    const overload = first('work:overload')
    expect(overload.offered).toBeCloseTo(1.5 * capacity, 6)
    expect(overload.overload!.share).toBeCloseTo(overload.throughput / capacity, 6)
  })
})
