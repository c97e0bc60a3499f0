import { describe, expect, it } from 'vitest'
import { assembleDuel } from '../../src/duel/assemble-duel.ts'
import { assembleBenchmarks } from '../../src/duel/assemble-record.ts'
import { Contest, type DuelOutcome, look } from '../../src/duel/contest.ts'
import type { DuelVisit, Figure } from '../../src/duel/duel-visit.ts'
import type { Series } from '../../src/duel/series.ts'
import type { VisitSample } from '../../src/duel/visit-sample.ts'
import { judgedBenchmarkSchema } from '../../src/result/comparison.ts'
import { measuredBenchmarkSchema } from '../../src/result/record.ts'
import type { Overload } from '../../src/result/shared-schema.ts'
import { ALPHA, DOUBT } from '../../src/scaling/duel-decision.ts'
import { aVisit, someTotals } from './duel-visits.ts'
import { aLatencySeries, anOverloadSeries, aStreamSeries } from './regime-series.ts'

const DUEL = { outcomes: [], rounds: 12, elapsed: 60_000, pace: 5000, slice: 500, complete: true }
const AROUND = { colocated: () => false, usedCpus: 2, skipped: [], duel: DUEL }

/** A figure that scatters a little from round to round. */
const latency = (base: number, head: number, round: number): Figure => {
  const wobble = 1 + 0.003 * ((round % 3) - 1)
  return { base, head: head * wobble, gain: Math.log(base / (head * wobble)) }
}
const work = (base: number, head: number, round: number): Figure => {
  const { base: b, head: h, gain } = latency(base, head, round)
  return { base: b, head: h, gain: -(gain as number) }
}

/** The entries of twelve rounds at each core count, after one look. */
function entriesAfter(series: Series, visits: (cores: number, round: number) => Partial<DuelVisit>) {
  const source = { kind: 'command', directory: '/', env: {} } as const
  const contest = new Contest({ series, sources: { base: source, head: source } }, [1, 2])
  for (const [cores, all] of contest.visits)
    for (let round = 0; round < 12; round++) all.push(aVisit(0, visits(cores, round)))
  look([contest], [{ round: 12, level: ALPHA, doubt: DOUBT }])
  return assembleDuel(contest, AROUND)
}

describe('a duel of latency', () => {
  const entries = entriesAfter(aLatencySeries(), (cores, round) => ({
    figures: [latency(4, 4, round), latency(10, cores === 2 ? 15 : 10, round)],
    offered: 700,
    arms: {
      base: someTotals(700, { sends: { due: 700, unsent: 0, late: 3 } }),
      head: someTotals(700, { programCpu: 0.2, sends: { due: 700, unsent: 0, late: 3 } }),
    },
  }))

  it('is an entry for each quantile, judged by itself, that a report may hold', () => {
    expect(entries.map(({ measure, verdict }) => [measure, verdict])).toEqual([
      [{ kind: 'latency', quantile: 50 }, 'unchanged'],
      [{ kind: 'latency', quantile: 99 }, 'scales-worse'],
    ])
    for (const entry of entries) {
      expect(judgedBenchmarkSchema.safeParse(JSON.parse(JSON.stringify(entry))).error).toBeUndefined()
      expect(entry).toMatchObject({ tolerance: 0.1, detect: 0.25 })
      expect(entry.connections).toBeUndefined()
    }
  })

  it('shows milliseconds, a growth as a positive change, the rate offered, and no speedup', () => {
    const point = entries[1]!.points[1]!
    expect(point).toMatchObject({ verdict: 'regressed', regressed: 'both', offered: 700 })
    expect(point.base).toMatchObject({ median: 10, unit: 'ms' })
    expect(point.change!.estimate).toBeCloseTo(0.5, 2)
    expect(point.speedup).toBeUndefined()
    expect(point.duel!.rounds[1]).toBeCloseTo(Math.log(10 / 15), 6)
  })

  it('does not call a program idle that had no more to do than was offered', () => {
    expect(entries[0]!.warnings).toEqual([])
  })

  it('has no verdict where the generator sent more than a twentieth of the requests late, and warns', () => {
    const sends = { due: 700, unsent: 70, late: 70 }
    const late = entriesAfter(aLatencySeries(), (_, round) => ({
      figures: [latency(4, 8, round), latency(10, 20, round)],
      offered: 700,
      arms: { base: someTotals(700, { sends }), head: someTotals(700, { sends }) },
    }))
    expect(late[0]!.verdict).toBe('inconclusive')
    expect(late[0]!.points[0]).toMatchObject({ verdict: 'inconclusive', reason: { kind: 'late-sends' } })
    expect(late[0]!.warnings).toEqual([
      { kind: 'rate-not-offered', cores: 1, offered: 700, achieved: expect.closeTo(630, 6) },
      { kind: 'late-sends', cores: 1, share: expect.closeTo(0.1, 6) },
      { kind: 'rate-not-offered', cores: 2, offered: 700, achieved: expect.closeTo(630, 6) },
      { kind: 'late-sends', cores: 2, share: expect.closeTo(0.1, 6) },
    ])
  })

  it('has no verdict where base cannot do what was offered, and warns', () => {
    const above = entriesAfter(aLatencySeries(), (_, round) => ({
      figures: [latency(400, 800, round), latency(1000, 2000, round)],
      offered: 700,
      aboveCapacity: true,
      arms: { base: someTotals(500, { answered: 600 }), head: someTotals(500, { answered: 500 }) },
    }))
    for (const entry of above) {
      expect(judgedBenchmarkSchema.safeParse(JSON.parse(JSON.stringify(entry))).error).toBeUndefined()
      expect(entry.points[0]).toMatchObject({
        verdict: 'inconclusive',
        reason: { kind: 'rate-above-capacity' },
      })
    }
    expect(above[0]!.warnings[0]).toEqual({
      kind: 'rate-above-capacity',
      cores: 1,
      offered: 700,
      answered: 500,
    })
  })

  it('keeps the verdict where head alone falls behind, and warns', () => {
    const [slow] = entriesAfter(aLatencySeries(), (_, round) => ({
      figures: [latency(4, 400, round), latency(10, 900, round)],
      offered: 700,
      aboveCapacity: false,
      arms: { base: someTotals(500, { answered: 700 }), head: someTotals(500, { answered: 500 }) },
    }))
    expect(slow!.points[0]).toMatchObject({ verdict: 'regressed' })
    expect(slow!.warnings.map(({ kind }) => kind)).toContain('rate-above-capacity')
  })

  it('is inconclusive where capacity was never known', () => {
    const outcome: DuelOutcome = {
      series: aLatencySeries(),
      visits: new Map([[1, [null, null, null]]]),
      decisions: new Map([[1, []]]),
      withoutCapacity: new Set([1]),
    }
    for (const { verdict, points } of assembleDuel(outcome, AROUND)) {
      expect(verdict).toBe('inconclusive')
      expect(points).toMatchObject([{ cores: 1, reason: { kind: 'no-capacity' } }])
    }
  })
})

describe('a duel of overload', () => {
  const taken = (share: number, recovery: number | null, finding: Overload['finding']) => ({
    finding,
    share,
    recovery,
  })

  it('regresses by the finding alone where head answers as much and does not recover', () => {
    const [entry] = entriesAfter(anOverloadSeries(), (_, round) => ({
      figures: [work(950, 950, round)],
      offered: 1500,
      overload: { base: taken(0.95, 0.2, 'holds'), head: taken(0.95, null, 'collapses') },
    }))
    expect(judgedBenchmarkSchema.safeParse(JSON.parse(JSON.stringify(entry))).error).toBeUndefined()
    expect(entry).toMatchObject({ verdict: 'slower', measure: { kind: 'goodput', deadline: 200 } })
    expect(entry!.points[0]).toMatchObject({
      verdict: 'regressed',
      regressed: 'finding',
      base: { unit: 'req/s' },
      overload: {
        base: { finding: 'holds', share: 0.95, recovery: 0.2 },
        head: { finding: 'collapses', share: 0.95, recovery: null },
      },
      offered: 1500,
    })
  })

  it('regresses by goodput where head answers less', () => {
    const [entry] = entriesAfter(anOverloadSeries(), (_, round) => ({
      figures: [work(950, 200, round)],
      overload: { base: taken(0.95, 0.2, 'holds'), head: taken(0.2, 1, 'collapses') },
    }))
    expect(entry!.points[0]).toMatchObject({ regressed: 'change' })
    expect(entry!.points[0]!.change!.estimate).toBeCloseTo(200 / 950 - 1, 2)
  })

  it('tells what the generator sent late, as a run does, and decides all the same', () => {
    const sends = { due: 1500, unsent: 600, late: 300 }
    const [entry] = entriesAfter(anOverloadSeries(), (cores, round) => ({
      figures: [work(950, 200, round)],
      offered: 1500,
      overload: { base: taken(0.95, 0.2, 'holds'), head: taken(0.2, 1, 'collapses') },
      arms: {
        base: someTotals(700, { sends: cores === 2 ? sends : { ...sends, late: 0 } }),
        head: someTotals(700, { sends: { ...sends, late: 0 } }),
      },
    }))
    expect(entry!.warnings).toEqual([{ kind: 'late-sends', cores: 2, share: 0.1 }])
    expect(entry!.points.map(({ verdict }) => verdict)).toEqual(['regressed', 'regressed'])
    expect(entry!.points[1]!.duel!.late).toBeUndefined()
  })

  it('says nothing of CPU per request, for it also goes into what comes too late', () => {
    const [entry] = entriesAfter(anOverloadSeries(), (_, round) => ({
      figures: [work(950, 950, round)],
      overload: { base: taken(0.95, 0.2, 'holds'), head: taken(0.95, 0.2, 'holds') },
    }))
    expect(entry!.verdict).toBe('unchanged')
    expect(entry!.points[0]!.cpuPerRequest).toEqual({ base: undefined, head: undefined })
  })
})

describe('a duel whose generator ran short of files', () => {
  it('has no verdict, and says of what it was short', () => {
    const limits = { descriptors: { limit: 80, needed: 1088 }, short: true } as const
    const [entry] = entriesAfter(anOverloadSeries(), (_, round) => ({
      figures: [work(950, 200, round)],
      offered: 1500,
      arms: { base: someTotals(700), head: someTotals(700, { limits }) },
    }))
    expect(judgedBenchmarkSchema.safeParse(JSON.parse(JSON.stringify(entry))).error).toBeUndefined()
    for (const point of entry!.points)
      expect(point).toMatchObject({ verdict: 'inconclusive', reason: { kind: 'generator-bound' } })
    expect(entry!.warnings).toEqual([{ kind: 'few-descriptors', limit: 80, needed: 1088 }])
  })
})

describe('a duel of streams', () => {
  it('is an entry of events per second with its speedup, and one of gaps without', () => {
    const entries = entriesAfter(aStreamSeries(), (cores, round) => ({
      figures: [work(1000 * cores, 1000 * cores, round), latency(2, 4, round)],
    }))
    expect(entries).toMatchObject([
      { connections: 16, verdict: 'unchanged' },
      { connections: 16, measure: { kind: 'gap', quantile: 99 }, verdict: 'slower' },
    ])
    expect(entries[0]!.points[1]).toMatchObject({
      base: { unit: 'events/s' },
      speedup: { base: expect.closeTo(2, 12) },
    })
    expect(entries[1]!.points[1]).toMatchObject({ base: { unit: 'ms' } })
    expect(entries[1]!.points[1]!.speedup).toBeUndefined()
  })
})

/** A visit of head alone. */
function aSample(changes: Partial<VisitSample>): VisitSample {
  return {
    figures: [],
    throughput: 700,
    completed: 700,
    errors: { status: 0, connection: 0, timeout: 0, body: 0 },
    elapsed: 1,
    programCpu: 0.3,
    generatorCpu: 0.03,
    othersCpu: 0,
    pinned: true,
    slice: 500,
    ...changes,
  }
}

/** The entries of a record of six rounds at one core. */
const recordOf = (series: Series, sample: VisitSample) =>
  assembleBenchmarks(
    { series, samples: new Map([[1, Array.from({ length: 6 }, () => sample)]]) },
    { colocated: false, programCpus: [0], pinnable: true },
    [],
    2,
  )

describe('a record', () => {
  it('of latency has the quantile and its rounds in ms, the rate that was offered and that was answered', () => {
    const sample = aSample({ figures: [4, 10], offered: 700, sends: { due: 700, unsent: 0, late: 0 } })
    const entries = recordOf(aLatencySeries(), sample)
    expect(entries.map(({ measure }) => measure)).toEqual([
      { kind: 'latency', quantile: 50 },
      { kind: 'latency', quantile: 99 },
    ])
    expect(measuredBenchmarkSchema.safeParse(JSON.parse(JSON.stringify(entries[1]))).error).toBeUndefined()
    expect(entries[1]!.points[0]).toMatchObject({
      throughput: { median: 700, unit: 'req/s' },
      latency: { median: 10, unit: 'ms' },
      rounds: [10, 10, 10, 10, 10, 10],
      offered: 700,
    })
    expect(entries[1]!.points[0]!.speedup).toBeUndefined()
    expect(entries[1]!.warnings).toEqual([])
  })

  it('of latency warns where less was answered than offered, or the rate is above capacity', () => {
    const warnings = (changes: Partial<VisitSample>) =>
      recordOf(aLatencySeries(), aSample({ figures: [4, 10], offered: 700, ...changes }))[0]!.warnings
    expect(warnings({ answered: 690 })).toEqual([])
    const told = { kind: 'rate-above-capacity', cores: 1, offered: 700 }
    expect(warnings({ answered: 500 })).toEqual([{ ...told, answered: 500 }])
    expect(warnings({ answered: 690, aboveCapacity: true })).toEqual([{ ...told, answered: 690 }])
  })

  it('of overload has the finding, and no CPU per request', () => {
    const overload = { finding: 'degrades', share: 0.6, recovery: 0.5 } as const
    const [entry] = recordOf(anOverloadSeries(), aSample({ figures: [600], offered: 1500, overload }))
    expect(entry!.points[0]).toMatchObject({ throughput: { median: 600 }, overload, offered: 1500 })
    expect(entry!.points[0]!.cpuPerRequest).toBeUndefined()
  })

  it('of overload tells what the generator sent late, and not what the service kept from being sent', () => {
    const overload = { finding: 'holds', share: 0.9, recovery: 0.5 } as const
    const sends = { due: 1500, unsent: 600, late: 300 }
    const [entry] = recordOf(anOverloadSeries(), aSample({ figures: [600], offered: 1500, overload, sends }))
    expect(entry!.warnings).toEqual([{ kind: 'late-sends', cores: 1, share: expect.any(Number) }])
  })

  it('warns of what the machine had too little of, files once and ports by core count', () => {
    const limits = { descriptors: { limit: 1024, needed: 1100 }, portsInTimeWait: 20_000 }
    const [entry] = recordOf(anOverloadSeries(), aSample({ figures: [600], offered: 1500, limits }))
    expect(entry!.warnings).toEqual([
      { kind: 'few-descriptors', limit: 1024, needed: 1100 },
      { kind: 'ports-in-time-wait', cores: 1, ports: 20_000 },
    ])
  })

  it('of overload has no finding where the generator could not open its connections, and says of what it was short', () => {
    const overload = { finding: 'degrades', share: 0.6, recovery: 0.5 } as const
    const limits = { descriptors: { limit: 80, needed: 1088 }, short: true } as const
    const [entry] = recordOf(anOverloadSeries(), aSample({ figures: [600], offered: 1500, overload, limits }))
    expect(entry!.points[0]).not.toHaveProperty('overload')
    expect(entry!.points[0]).not.toHaveProperty('cpuPerRequest')
    expect(entry!.points[0]!.generator).toMatchObject({ bound: true })
    expect(entry!.warnings).toEqual([{ kind: 'few-descriptors', limit: 80, needed: 1088 }])
  })

  it('keeps an entry for each question of a series that failed', () => {
    const failure = { phase: 'load' as const, reason: 'gone', output: [] }
    const entries = assembleBenchmarks(
      { series: aLatencySeries(), samples: new Map(), failure },
      { colocated: false, programCpus: [0], pinnable: true },
      [],
      2,
    )
    expect(entries).toMatchObject([{ verdict: 'failed' }, { verdict: 'failed' }])
  })
})
