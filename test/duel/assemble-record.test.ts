import { describe, expect, it } from 'vitest'
import { assembleBenchmarks } from '../../src/duel/assemble-record.ts'
import type { Series } from '../../src/duel/series.ts'
import type { VisitSample } from '../../src/duel/visit-sample.ts'

const series: Series = {
  kind: 'http',
  regime: 'closed',
  name: 'work',
  connections: 16,
  benchmark: {
    kind: 'http',
    name: 'work',
    service: 'api',
    requests: [{ method: 'GET', path: '/', headers: {}, weight: 1 }],
    connections: [16],
    expect: { status: [200], headers: {} },
    timeout: 10_000,
    tolerance: 0.03,
    detect: 0.1,
  },
  service: { name: 'api', directory: '/', start: 'true', startTimeout: 1000, env: {} },
}

function sample(throughput: number, changes: Partial<VisitSample> = {}): VisitSample {
  return {
    figures: [throughput],
    throughput,
    completed: throughput,
    errors: { status: 0, body: 0, connection: 0, timeout: 0 },
    elapsed: 1,
    programCpu: 0.95,
    generatorCpu: 0.03,
    othersCpu: 0,
    pinned: true,
    slice: 100,
    ...changes,
  }
}

function benchmarkOf(
  byCores: Record<number, (VisitSample | null)[]>,
  colocated = false,
  programCpus: number[] = [0],
) {
  const samples = new Map(Object.entries(byCores).map(([cores, visits]) => [Number(cores), visits]))
  return assembleBenchmarks({ series, samples }, { colocated, programCpus, pinnable: true }, [], 2)[0]!
}

const six = (visit: VisitSample) => Array.from({ length: 6 }, () => visit)

describe('assembleBenchmarks', () => {
  it('takes throughput from the median of rounds, speedup and efficiency from the medians', () => {
    const rounds = [900, 1000, 1100, 950, 1050, 5000].map((throughput) => sample(throughput))
    const { points } = benchmarkOf({ 1: rounds, 2: six(sample(1845, { programCpu: 1.9 })) })
    expect(points[0]?.throughput).toEqual({ median: 1025, low: 900, high: 5000, unit: 'req/s' })
    expect(points[1]).toMatchObject({ cores: 2, speedup: 1.8, efficiency: 0.9 })
    expect(points[1]?.utilisation).toBeCloseTo(0.95)
    expect(points[1]?.cpuPerRequest).toBeCloseTo(1.9 / 1845)
  })

  it('leaves out a point of which every round was lost, and keeps the place of a lost round', () => {
    const { points } = benchmarkOf({ 1: [sample(1000), null, sample(1000)], 2: [null, null, null] })
    expect(points.map(({ cores }) => cores)).toEqual([1])
    expect(points[0]?.rounds).toEqual([1000, null, 1000])
  })

  it('marks the generator as the limit above 85 % of a CPU, or above a tenth of the program’s where it shares them', () => {
    const busy = (generatorCpu: number) => six(sample(1000, { generatorCpu }))
    const bound = (generatorCpu: number, colocated: boolean) =>
      benchmarkOf({ 1: busy(generatorCpu) }, colocated).points[0]?.generator?.bound
    expect([bound(0.84, false), bound(0.86, false)]).toEqual([false, true])
    expect([bound(0.09, true), bound(0.11, true)]).toEqual([false, true])
  })

  it('does not call a generator colocated that had a CPU which the program was not given', () => {
    const { points } = benchmarkOf({ 1: six(sample(1000, { generatorCpu: 0.3 })) }, true, [0, 1])
    expect(points[0]?.generator).toMatchObject({ bound: false, colocated: false })
  })

  it('says that a program waited which left CPUs idle, though others were about', () => {
    const { warnings } = benchmarkOf({ 2: six(sample(40, { programCpu: 0.1, othersCpu: 0.6 })) })
    expect(warnings.map(({ kind }) => kind)).toEqual(['disturbed', 'waited', 'no-single-core'])
  })

  it('does not say that it waited where others had the CPUs that it did not use', () => {
    const { warnings } = benchmarkOf({ 1: six(sample(500, { programCpu: 0.5, othersCpu: 1 })) })
    expect(warnings.map(({ kind }) => kind)).toEqual(['disturbed'])
  })

  it('warns of few rounds, of errors with their kinds, and of running unpinned, each once', () => {
    const { warnings } = benchmarkOf({
      1: [
        sample(1000, { pinned: false, errors: { status: 5, body: 0, connection: 0, timeout: 1 } }),
        sample(994),
      ],
    })
    expect(warnings).toEqual([
      {
        kind: 'errors',
        cores: 1,
        rate: 6 / 2000,
        kinds: { status: 5, body: 0, connection: 0, timeout: 1 },
      },
      { kind: 'unpinned' },
      { kind: 'few-rounds', rounds: 2, needed: 6 },
    ])
  })
})
