import type { Comparison } from '../../src/result/comparison.ts'
import { failedBenchmark } from './failed-benchmark.ts'
import { aBenchmark, aComparison, aHost, anUnchanged, BASE, comparedPoints } from './results.ts'

const STORED = {
  kind: 'stored',
  commit: BASE,
  at: '2026-03-01T09:12:00Z',
  behind: 0,
  sameHost: true,
  cpu: 'AMD EPYC 7763 64-Core Processor',
  cpus: 4,
} as const

/** Results in which something could not be compared: one for each reason. */
export const uncomparedExamples: Readonly<Record<string, Comparison>> = {
  failed: aComparison({
    verdict: 'failed',
    benchmarks: [failedBenchmark('checkout'), anUnchanged('search')],
  }),
  'baseline-missing': aComparison({
    baseline: 'missing',
    verdict: 'inconclusive',
    benchmarks: [fresh('checkout'), fresh('search')],
  }),
  'baseline-corrupt': aComparison({
    baseline: 'corrupt',
    verdict: 'inconclusive',
    benchmarks: [fresh('checkout')],
  }),
  'baseline-newer': aComparison({
    baseline: 'newer',
    verdict: 'inconclusive',
    benchmarks: [fresh('checkout')],
  }),
  'new-benchmark': aComparison({
    verdict: 'unchanged',
    benchmarks: [anUnchanged('search'), fresh('checkout')],
  }),
  'other-host': aComparison({
    verdict: 'inconclusive',
    host: aHost({
      cpu: 'Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz',
      cpus: 2,
      physicalCores: 1,
      programCpus: [0, 1],
      generatorCpus: [1],
    }),
    benchmarks: [
      aBenchmark({
        name: 'checkout',
        verdict: 'inconclusive',
        evidence: { ...STORED, sameHost: false, behind: 3 },
        points: comparedPoints(
          [
            [1, 1790, 1400, 'skipped', 1.1],
            [2, 3520, 2060, 'inconclusive', 3],
          ],
          ({ cores }) =>
            cores === 1
              ? { change: undefined, reason: { kind: 'other-host' } }
              : { change: undefined, reason: { kind: 'suspicion' } },
        ),
      }),
    ],
  }),
  'generator-bound': aComparison({
    verdict: 'inconclusive',
    method: { rounds: 3, sliceMilliseconds: 100, seconds: 41, complete: false },
    benchmarks: [
      aBenchmark({
        name: 'ping',
        verdict: 'inconclusive',
        points: comparedPoints(
          [
            [1, 21000, 20800, 'unchanged', 2],
            [2, 24100, 24300, 'inconclusive', 2],
          ],
          ({ cores }) => (cores === 1 ? {} : { reason: { kind: 'generator-bound' } }),
        ),
        warnings: [{ kind: 'generator-bound', cores: 2, utilisation: 0.98 }, { kind: 'unpinned' }],
      }),
    ],
  }),
}

function fresh(name: string) {
  return aBenchmark({
    name,
    verdict: 'no-baseline',
    evidence: { kind: 'none' },
    points: comparedPoints([
      [1, 1790, 1790, 'inconclusive', 1],
      [2, 3520, 3520, 'inconclusive', 1],
      [3, 5010, 5010, 'inconclusive', 1],
    ]).map(({ cores, head, speedup, verdict }) => ({
      cores,
      verdict,
      reason: { kind: 'not-in-base' },
      head,
      speedup: { head: speedup?.head },
    })),
  })
}
