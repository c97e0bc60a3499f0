import type { Comparison, ComparisonBenchmark } from '../../src/result/comparison.ts'
import type { BaselineRecord, RecordPoint } from '../../src/result/record.ts'
import type { Measure, Overload, OverloadFinding } from '../../src/result/shared-schema.ts'
import {
  aBenchmark,
  aComparison,
  aLatency,
  aMeasured,
  anUnchanged,
  aRecord,
  aRecordPoint,
  aThroughput,
  comparedPoints,
  latencyPoints,
} from './results.ts'

const DUEL = { kind: 'duel', rounds: 16 } as const
const P50: Measure = { kind: 'latency', quantile: 50 }
const P99: Measure = { kind: 'latency', quantile: 99 }
const GOODPUT: Measure = { kind: 'goodput', deadline: 200 }

function aRegime(measure: Measure, changes: Parameters<typeof aBenchmark>[0]): ComparisonBenchmark {
  return aBenchmark({
    connections: undefined,
    measure,
    tolerance: 0.1,
    detect: 0.25,
    evidence: DUEL,
    ...changes,
  } as Parameters<typeof aBenchmark>[0])
}

const overload = (finding: OverloadFinding, share: number, recovery: number | null): Overload => ({
  finding,
  share,
  recovery,
})

const checkout = aBenchmark({ ...anUnchanged('checkout'), evidence: DUEL })
const rates = { 1: 840, 2: 1650, 3: 2390, 4: 3150 } as Record<number, number>

const steadyOverload = aRegime(GOODPUT, {
  name: 'checkout',
  verdict: 'unchanged',
  points: comparedPoints(
    [
      [1, 1100, 1110, 'unchanged', 3],
      [2, 2210, 2190, 'unchanged', 4.1],
    ],
    () => ({
      offered: 3400,
      overload: { base: overload('holds', 0.93, 0.3), head: overload('holds', 0.92, 0.4) },
    }),
  ),
})

/** One for each thing that a comment must say of regimes other than throughput, and of levels. */
export const regimeComparisons: Readonly<Record<string, Comparison>> = {
  latency: aComparison({
    verdict: 'regression',
    benchmarks: [
      checkout,
      aRegime(P50, {
        name: 'checkout',
        verdict: 'unchanged',
        points: latencyPoints([
          [1, 1.24, 1.26, 'unchanged', 4],
          [2, 1.31, 1.33, 'unchanged', 5],
          [3, 1.35, 1.4, 'unchanged', 6],
        ]),
      }),
      aRegime(P99, {
        name: 'checkout',
        verdict: 'scales-worse',
        points: latencyPoints(
          [
            [1, 8.1, 8.2, 'unchanged', 5],
            [2, 9.4, 12.3, 'regressed', 7],
            [3, 11.2, 14.1, 'regressed', 9],
          ],
          ({ cores }) => ({
            offered: rates[cores],
            cpuPerRequest: cores === 1 ? { base: 0.00055, head: 0.000551 } : { base: 0.00056, head: 0.00064 },
            utilisation: { base: 0.7, head: 0.55 },
            ...(cores === 2 && {
              voluntarySwitches: { base: 0.21, head: 3.13 },
              involuntarySwitches: { base: 0.012, head: 0.013 },
              memoryBytes: { base: 41.2e6, head: 60.4e6 },
              threads: { base: 9, head: 9 },
            }),
          }),
        ),
        warnings: [{ kind: 'rate-not-offered', cores: 3, offered: 2390, achieved: 2120 }],
      }),
      steadyOverload,
    ],
  }),
  overload: aComparison({
    verdict: 'regression',
    benchmarks: [
      checkout,
      aRegime(GOODPUT, {
        name: 'checkout',
        verdict: 'scales-worse',
        points: comparedPoints(
          [
            [1, 1100, 1110, 'unchanged', 3],
            [2, 2210, 2040, 'regressed', 12],
          ],
          ({ cores }) => ({
            offered: cores * 1800,
            overload:
              cores === 1
                ? { base: overload('holds', 0.93, 0.3), head: overload('holds', 0.92, 0.02) }
                : { base: overload('holds', 0.93, 0.4), head: overload('collapses', 0.86, null) },
            ...(cores === 2 && { regressed: 'finding' }),
          }),
        ),
      }),
      aRegime(GOODPUT, {
        name: 'search',
        verdict: 'slower',
        points: comparedPoints(
          [
            [1, 900, 610, 'regressed', 5],
            [2, 1750, 640, 'regressed', 4],
          ],
          ({ cores }) => ({
            regressed: 'change',
            offered: 2700,
            overload: {
              base: overload('holds', 0.9, 0.4),
              head: cores === 1 ? overload('degrades', 0.6, 1.9) : overload('collapses', 0.33, 2.4),
            },
          }),
        ),
      }),
    ],
  }),
  stream: aComparison({
    verdict: 'regression',
    benchmarks: [
      aBenchmark({
        name: 'feed',
        verdict: 'improved',
        evidence: DUEL,
        points: comparedPoints(
          [
            [1, 18000, 18100, 'unchanged', 1.2],
            [2, 31000, 35200, 'improved', 1.9],
          ],
          ({ base, head }) => ({
            base: aThroughput(base?.median ?? 0, 'events/s'),
            head: aThroughput(head?.median ?? 0, 'events/s'),
          }),
        ),
      }),
      aRegime(
        { kind: 'gap', quantile: 50 },
        {
          name: 'feed',
          connections: 16,
          verdict: 'improved',
          points: latencyPoints([
            [1, 0.88, 0.87, 'unchanged', 3],
            [2, 0.51, 0.44, 'improved', 4],
          ]),
        },
      ),
      aRegime(
        { kind: 'gap', quantile: 99.9 },
        {
          name: 'feed',
          connections: 16,
          verdict: 'slower-and-scales-worse',
          points: latencyPoints([
            [1, 31, 38, 'regressed', 6],
            [2, 22, 97, 'regressed', 38],
          ]),
        },
      ),
    ],
  }),
  levels: aComparison({
    verdict: 'regression',
    benchmarks: [
      level(1, 'unchanged', [
        [1, 900, 905, 'unchanged', 1.4],
        [2, 930, 925, 'unchanged', 1.6],
      ]),
      level(64, 'unchanged', [
        [1, 1790, 1783, 'unchanged', 1.1],
        [2, 3520, 3490, 'unchanged', 1.6],
      ]),
      aBenchmark({
        ...level(256, 'scales-worse', [
          [1, 1740, 1730, 'unchanged', 1.2],
          [2, 3470, 2610, 'regressed', 1.8],
        ]),
        points: comparedPoints(
          [
            [1, 1740, 1730, 'unchanged', 1.2],
            [2, 3470, 2610, 'regressed', 1.8],
          ],
          ({ cores }) =>
            cores === 1
              ? {}
              : {
                  voluntarySwitches: { base: 0.21, head: 3.13 },
                  involuntarySwitches: { base: 0.012, head: 0.013 },
                  memoryBytes: { base: 41.2e6, head: 60.4e6 },
                  threads: { base: 9, head: 9 },
                },
        ),
      }),
    ],
  }),
  'regimes-unchanged': aComparison({
    benchmarks: [
      checkout,
      aRegime(P99, {
        name: 'checkout',
        verdict: 'unchanged',
        points: latencyPoints([
          [1, 8.1, 8.2, 'unchanged', 5],
          [2, 9.4, 9.3, 'unchanged', 7],
        ]),
      }),
      steadyOverload,
    ],
  }),
  'regimes-inconclusive': aComparison({
    verdict: 'inconclusive',
    benchmarks: [
      checkout,
      aRegime(P50, {
        name: 'checkout',
        verdict: 'inconclusive',
        points: latencyPoints([[1, 8.1, 8.2, 'inconclusive', 15]], () => ({
          reason: { kind: 'too-noisy', smallestDetectable: 0.31, secondsNeeded: 815 },
        })),
        warnings: [{ kind: 'late-sends', cores: 2, share: 0.12 }],
      }),
      aRegime(P99, {
        name: 'checkout',
        verdict: 'inconclusive',
        points: latencyPoints([[2, 8.1, 8.2, 'inconclusive', 15]], () => ({
          reason: { kind: 'late-sends' },
        })),
        warnings: [{ kind: 'late-sends', cores: 2, share: 0.12 }],
      }),
      aRegime(GOODPUT, {
        name: 'checkout',
        verdict: 'inconclusive',
        points: [{ cores: 2, verdict: 'inconclusive', reason: { kind: 'no-capacity' } }],
      }),
    ],
  }),
  'regimes-failed': aComparison({
    verdict: 'failed',
    benchmarks: [undefined, P50, P99, GOODPUT].map((measure) =>
      aBenchmark({
        name: 'checkout',
        verdict: 'failed',
        phase: 'start',
        reason: 'exited with status 2',
        output: ['panic: no such table'],
        connections: measure === undefined ? 16 : undefined,
        measure,
        points: [],
      } as never),
    ),
  }),
}

function level(
  connections: number,
  verdict: 'unchanged' | 'scales-worse',
  rows: Parameters<typeof comparedPoints>[0],
): ComparisonBenchmark {
  return aBenchmark({ name: 'checkout', connections, verdict, evidence: DUEL, points: comparedPoints(rows) })
}

function latencyPoint(cores: number, latency: number, changes: Partial<RecordPoint> = {}): RecordPoint {
  return aRecordPoint(cores, rates[cores] ?? 0, 1, {
    latency: aLatency(latency),
    offered: rates[cores],
    utilisation: 0.68,
    speedup: undefined,
    efficiency: undefined,
    ...changes,
  })
}

/** As `run` measures them. */
export const regimeRecords: Readonly<Record<string, BaselineRecord>> = {
  regimes: aRecord({
    benchmarks: [
      aMeasured('checkout', {
        points: [
          aRecordPoint(1, 1200, 1200, { rounds: [1190, 1210, 1200, 1205, 1195, 1200] }),
          aRecordPoint(2, 2360, 1200, { rounds: [2340, 2380, 2361, 2350, 2371, 2359] }),
          aRecordPoint(3, 3410, 1200, { rounds: [3380, 3440, 3401, 3405, 3425, 3409] }),
        ],
      }),
      ...[P50, P99].map((measure) =>
        aMeasured('checkout', {
          measure,
          connections: undefined,
          points: [1, 2, 3].map((cores) =>
            latencyPoint(cores, (measure === P50 ? 1.24 : 81) * (1 + cores / 10)),
          ),
          warnings: [
            { kind: 'late-sends', cores: 3, share: 0.021 },
            { kind: 'rate-not-offered', cores: 2, offered: 1650, achieved: 1490 },
            { kind: 'rate-not-offered', cores: 3, offered: 2390, achieved: 1902 },
            { kind: 'few-descriptors', limit: 1024, needed: 1180 },
          ],
        }),
      ),
      aMeasured('checkout', {
        measure: GOODPUT,
        connections: undefined,
        points: [
          aRecordPoint(1, 1110, 1, { offered: 1800, overload: overload('holds', 0.925, 0.42) }),
          aRecordPoint(2, 1700, 1, { offered: 3540, overload: overload('degrades', 0.72, 2.6) }),
          aRecordPoint(3, 410, 1, { offered: 5115, overload: overload('collapses', 0.12, null) }),
        ],
        warnings: [{ kind: 'ports-in-time-wait', cores: 3, ports: 21400 }],
      }),
      ...[undefined, P99, GOODPUT].map((measure) =>
        aMeasured('orders', {
          measure,
          connections: measure === undefined ? 16 : undefined,
          verdict: 'failed',
          phase: 'ready',
          reason: 'no answer below 500 from /healthz in 30 s',
          output: ['listening on 127.0.0.1:9999'],
          points: [],
        } as never),
      ),
    ],
  }),
  levels: aRecord({
    benchmarks: [
      ...(
        [
          [1, 900, 930],
          [64, 1790, 3520],
          [256, 1740, 2610],
        ] as const
      ).map(([connections, one, two]) =>
        aMeasured('checkout', {
          connections,
          points: [aRecordPoint(1, one, one), aRecordPoint(2, two, one)],
        }),
      ),
      ...[4, 64].flatMap((connections) => [
        aMeasured('feed', {
          connections,
          points: [1, 2].map((cores) =>
            aRecordPoint(cores, 18000 * cores, 18000, {
              throughput: aThroughput(18000 * cores + connections, 'events/s'),
            }),
          ),
        }),
        aMeasured('feed', {
          connections,
          measure: { kind: 'gap', quantile: 99 },
          points: [1, 2].map((cores) =>
            aRecordPoint(cores, 1, 1, {
              throughput: aThroughput(18000 * cores, 'events/s'),
              latency: aLatency((connections / 18) * cores),
              speedup: undefined,
              efficiency: undefined,
            }),
          ),
        }),
      ]),
    ],
  }),
}
