import type {
  Change,
  Comparison,
  ComparisonBenchmark,
  ComparisonPoint,
  PointVerdict,
} from '../../src/result/comparison.ts'
import type { BaselineRecord, RecordBenchmark, RecordPoint } from '../../src/result/record.ts'
import type { Host, Latency, Throughput } from '../../src/result/shared-schema.ts'

export const BASE = '9d31c07'.padEnd(40, '0')
export const HEAD = '4f2a9c1'.padEnd(40, '0')

/** A machine of four cores with two threads each, one CPU kept for the generator. */
export function aHost(changes: Partial<Host> = {}): Host {
  return {
    key: '0123456789abcdef',
    cpu: 'AMD EPYC 7763 64-Core Processor',
    cpus: 8,
    physicalCores: 4,
    threadsPerCore: 2,
    arch: 'x64',
    os: 'Ubuntu 24.04',
    kernel: '6.11',
    runtimes: { go: 'go1.26.8' },
    programCpus: [0, 2, 4, 1, 3, 5, 6],
    generatorCpus: [7],
    ...changes,
  }
}

/** A throughput whose interval is 1 % to both sides. */
export function aThroughput(median: number, unit: Throughput['unit'] = 'req/s'): Throughput {
  return { median, low: median * 0.99, high: median * 1.01, unit }
}

/** A change in percent with its half width, or with a low and a high. */
export function aChange(estimate: number, ...width: [half: number] | [low: number, high: number]): Change {
  const [low, high] = width.length === 1 ? [estimate - width[0], estimate + width[0]] : width
  return { estimate: estimate / 100, low: low / 100, high: high / 100 }
}

/** Points of both arms from throughput by core count; changes and speedups follow from them. */
export function comparedPoints(
  rows: readonly (readonly [
    cores: number,
    base: number,
    head: number,
    verdict: PointVerdict,
    half: number,
  ])[],
  each: (point: ComparisonPoint) => Partial<ComparisonPoint> = () => ({}),
): ComparisonPoint[] {
  const [, base1, head1] = rows.find(([cores]) => cores === 1) ?? [1, Number.NaN, Number.NaN]
  return rows.map(([cores, base, head, verdict, half]) => {
    const scaling = (head / head1 / (base / base1) - 1) * 100
    const point: ComparisonPoint = {
      cores,
      verdict,
      base: aThroughput(base),
      head: aThroughput(head),
      change: aChange((head / base - 1) * 100, half),
      ...(cores === 1 || Number.isNaN(scaling) ? {} : { scalingChange: aChange(scaling, half * 1.2) }),
      ...(Number.isNaN(scaling) ? {} : { speedup: { base: base / base1, head: head / head1 } }),
    }
    return { ...point, ...each(point) }
  })
}

export function aBenchmark(
  changes: { name: string; verdict: ComparisonBenchmark['verdict'] } & Partial<ComparisonBenchmark>,
): ComparisonBenchmark {
  return {
    kind: 'http',
    connections: 16,
    tolerance: 0.03,
    detect: 0.1,
    evidence: {
      kind: 'stored',
      commit: BASE,
      at: '2026-03-01T09:12:00Z',
      behind: 0,
      sameHost: true,
      cpu: 'AMD EPYC 7763 64-Core Processor',
      cpus: 8,
    },
    points: [],
    warnings: [],
    ...changes,
  } as ComparisonBenchmark
}

export function anUnchanged(name: string, shift = 0): ComparisonBenchmark {
  return aBenchmark({
    name,
    verdict: 'unchanged',
    points: comparedPoints([
      [1, 1200, 1200 * (1.002 + shift), 'unchanged', 0.9],
      [2, 2360, 2360 * (0.994 + shift), 'unchanged', 1.3],
      [3, 3410, 3410 * (0.999 + shift), 'unchanged', 1.9],
    ]),
  })
}

export function aComparison(changes: Partial<Comparison>): Comparison {
  return {
    schema: 1,
    kind: 'comparison',
    at: '2026-03-02T10:00:00Z',
    seed: '118',
    host: aHost(),
    method: { rounds: 16, sliceMilliseconds: 100, seconds: 400, complete: true },
    base: BASE,
    head: HEAD,
    dirty: false,
    baseline: 'found',
    verdict: 'unchanged',
    benchmarks: [],
    ...changes,
  }
}

/** A point of a record; speedup and efficiency are of `single`, the throughput at 1 core. */
export function aRecordPoint(
  cores: number,
  median: number,
  single: number,
  changes: Partial<RecordPoint> = {},
): RecordPoint {
  return {
    cores,
    throughput: aThroughput(median),
    rounds: [median],
    speedup: median / single,
    efficiency: median / single / cores,
    utilisation: 0.97,
    cpuPerRequest: 0.00055,
    generator: { utilisation: 0.21, bound: false, colocated: false },
    errors: 0,
    pinned: true,
    ...changes,
  }
}

export function aMeasured(name: string, changes: Partial<RecordBenchmark> = {}): RecordBenchmark {
  return {
    name,
    kind: 'http',
    connections: 16,
    points: [aRecordPoint(1, 1790, 1790), aRecordPoint(2, 3520, 1790), aRecordPoint(3, 5010, 1790)],
    skipped: [],
    warnings: [],
    ...changes,
  } as RecordBenchmark
}

export function aRecord(changes: Partial<BaselineRecord> = {}): BaselineRecord {
  return {
    schema: 1,
    kind: 'record',
    commit: HEAD,
    dirty: false,
    at: '2026-03-02T10:00:00Z',
    seed: '118',
    host: aHost(),
    method: { rounds: 6, sliceMilliseconds: 100, seconds: 84, complete: true },
    benchmarks: [aMeasured('checkout')],
    ...changes,
  }
}

/** A latency whose interval is 5 % to both sides. */
export function aLatency(median: number): Latency {
  return { median, low: median * 0.95, high: median * 1.05, unit: 'ms' }
}

/** Points of a series of latency or gaps: median milliseconds of both arms, verdict and half width by core count. */
export function latencyPoints(
  rows: readonly (readonly [
    cores: number,
    base: number,
    head: number,
    verdict: PointVerdict,
    half: number,
  ])[],
  each: (point: ComparisonPoint) => Partial<ComparisonPoint> = () => ({}),
): ComparisonPoint[] {
  return comparedPoints(rows, (point) => ({
    base: point.base && aLatency(point.base.median),
    head: point.head && aLatency(point.head.median),
    speedup: undefined,
  })).map((point) => ({ ...point, ...each(point) }))
}
