import type { BaselineRecord, RecordPoint } from '../../src/result/record.ts'
import type { Measure } from '../../src/result/shared-schema.ts'
import { overload, rates } from './regimes.ts'
import { aLatency, aMeasured, aRecord, aRecordPoint, aThroughput } from './results.ts'

const P50: Measure = { kind: 'latency', quantile: 50 }
const P99: Measure = { kind: 'latency', quantile: 99 }
const GOODPUT: Measure = { kind: 'goodput', deadline: 200 }

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
