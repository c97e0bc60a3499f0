import type { BaselineRecord } from '../../src/result/record.ts'
import { aHost, aMeasured, aRecord, aRecordPoint, aThroughput } from './results.ts'

const global = (cores: number, median: number) =>
  aRecordPoint(cores, median, 1720, { utilisation: 0.99 / cores })

/** Hand-written records, as `run` measures them. */
export const recordExamples: Readonly<Record<string, BaselineRecord>> = {
  scaling: aRecord({
    benchmarks: [
      aMeasured('checkout', {
        points: [aRecordPoint(1, 1790, 1790), aRecordPoint(2, 3520, 1790), aRecordPoint(4, 6700, 1790)],
        skipped: [{ cores: 8, reason: 'too-few-cpus', available: 7 }],
      }),
      aMeasured('locked', {
        points: [global(1, 1720), global(2, 1790), global(4, 1745)],
        warnings: [
          { kind: 'waited', cores: 2, utilisation: 0.54 },
          { kind: 'waited', cores: 4, utilisation: 0.27 },
          { kind: 'errors', cores: 4, rate: 0.012, kinds: { status: 31, timeout: 2 } },
        ],
      }),
    ],
  }),
  'many-cores': aRecord({
    host: aHost({
      cpus: 64,
      physicalCores: 64,
      threadsPerCore: 1,
      programCpus: Array.from({ length: 63 }, (_, id) => id),
      generatorCpus: [63],
    }),
    benchmarks: [
      aMeasured('checkout', {
        connections: 256,
        points: [1, 2, 4, 8, 16, 32, 63].map((cores) => {
          const usl = (n: number) => (1790 * n) / (1 + 0.02 * (n - 1) + 0.0002 * n * (n - 1))
          return aRecordPoint(cores, usl(cores), usl(1), { utilisation: 0.9 })
        }),
      }),
    ],
  }),
  troubled: aRecord({
    dirty: true,
    host: aHost({ cpus: 2, threadsPerCore: 1, programCpus: [0, 1], generatorCpus: [1] }),
    method: { rounds: 3, sliceMilliseconds: 1500, seconds: 8.2, complete: false },
    benchmarks: [
      aMeasured('ping', {
        points: [
          aRecordPoint(1, 20900, 20900),
          aRecordPoint(2, 24100, 20900, {
            generator: { utilisation: 0.98, bound: true, colocated: true },
            utilisation: undefined,
          }),
        ],
        warnings: [
          { kind: 'generator-bound', cores: 2, utilisation: 0.98 },
          { kind: 'unpinned' },
          { kind: 'few-rounds', rounds: 3, needed: 6 },
        ],
      }),
      aMeasured('import', {
        kind: 'command',
        connections: undefined,
        points: [
          {
            ...aRecordPoint(2, 0.452, 0.452),
            throughput: aThroughput(0.452, 'runs/s'),
            speedup: undefined,
            efficiency: undefined,
            generator: undefined,
          },
        ],
        warnings: [{ kind: 'no-single-core' }, { kind: 'outliers', cores: 2 }],
      }),
      aMeasured('orders', {
        verdict: 'failed',
        phase: 'ready',
        reason: 'no answer below 500 from /healthz in 30 s',
        output: ['listening on 127.0.0.1:9999', '::error::not a command', '\u001b[31mboom\u001b[0m'],
        points: [],
      } as never),
    ],
  }),
}
