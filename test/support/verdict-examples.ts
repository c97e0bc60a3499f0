import type { Comparison, ComparisonPoint } from '../../src/result/comparison.ts'
import { failedBenchmark } from './failed-benchmark.ts'
import {
  aBenchmark,
  aChange,
  aComparison,
  aHost,
  anUnchanged,
  aThroughput,
  comparedPoints,
} from './results.ts'

const DUEL = { kind: 'duel', rounds: 16 } as const

function suspected(at: readonly number[]) {
  return (point: ComparisonPoint): Partial<ComparisonPoint> =>
    at.includes(point.cores) ? { verdict: 'inconclusive', reason: { kind: 'suspicion' } } : {}
}

const noisy = aBenchmark({
  name: 'events',
  verdict: 'inconclusive',
  points: comparedPoints(
    [
      [1, 800, 791, 'unchanged', 2.0],
      [2, 1520, 1461, 'inconclusive', 5.1],
      [3, 2100, 2012, 'inconclusive', 13],
    ],
    ({ cores }) =>
      cores === 1
        ? {}
        : {
            reason: { kind: 'too-noisy', smallestDetectable: cores === 2 ? 0.11 : 0.162, secondsNeeded: 815 },
          },
  ),
})

const importCommand = aBenchmark({
  name: 'import',
  kind: 'command',
  connections: undefined,
  verdict: 'unchanged',
  points: [
    {
      cores: 1,
      verdict: 'unchanged',
      base: aThroughput(0.452, 'runs/s'),
      head: aThroughput(0.453, 'runs/s'),
      change: aChange(0.3, 0.6),
      speedup: { base: 1, head: 1 },
    },
    {
      cores: 2,
      verdict: 'unchanged',
      base: aThroughput(0.89, 'runs/s'),
      head: aThroughput(0.888, 'runs/s'),
      change: aChange(-0.2, 0.8),
      scalingChange: aChange(-0.5, 1),
      speedup: { base: 1.97, head: 1.96 },
    },
  ],
})

/** Results in which benchmarks were compared: one for each thing that a comment must be able to say of that. */
export const verdictExamples: Readonly<Record<string, Comparison>> = {
  'scales-worse': aComparison({
    verdict: 'regression',
    benchmarks: [
      anUnchanged('search'),
      aBenchmark({
        name: 'checkout',
        verdict: 'scales-worse',
        evidence: DUEL,
        points: comparedPoints(
          [
            [1, 1790, 1783, 'unchanged', 1.1],
            [2, 3520, 3190, 'regressed', 1.6],
            [4, 6700, 5290, 'regressed', 2.4],
          ],
          ({ cores }) => ({
            duel: { rounds: [], quads: 128, void: cores === 4 ? 9 : 0 },
            utilisation: cores === 4 ? { base: 0.97, head: 0.63 } : { base: 0.98, head: 0.97 },
          }),
        ),
      }),
      anUnchanged('login', -0.01),
      importCommand,
      noisy,
    ],
  }),
  'may-scale-worse': aComparison({
    verdict: 'inconclusive',
    host: aHost({ cpus: 4, physicalCores: 2, programCpus: [0, 2, 1], generatorCpus: [3] }),
    method: { rounds: 6, sliceMilliseconds: 100, seconds: 96, complete: true },
    benchmarks: [
      aBenchmark({
        name: 'checkout',
        verdict: 'inconclusive',
        points: [
          ...comparedPoints(
            [
              [1, 1790, 1783, 'unchanged', 2.1],
              [2, 3520, 2640, 'inconclusive', 3.4],
            ],
            (point) => ({
              ...suspected([2])(point),
              change: point.cores === 2 ? aChange(-25, -29, -20) : aChange(-0.4, 2.1),
              cpuPerRequest:
                point.cores === 2 ? { base: 0.00055, head: 0.00072 } : { base: 0.00055, head: 0.000552 },
            }),
          ),
          { cores: 4, verdict: 'skipped', reason: { kind: 'too-few-cpus', available: 3 } },
          { cores: 8, verdict: 'skipped', reason: { kind: 'too-few-cpus', available: 3 } },
        ],
      }),
      anUnchanged('search'),
    ],
  }),
  unchanged: aComparison({
    benchmarks: [anUnchanged('checkout'), anUnchanged('search', 0.004), importCommand],
  }),
  'one-unchanged': aComparison({ benchmarks: [anUnchanged('checkout')] }),
  improved: aComparison({
    verdict: 'improvement',
    benchmarks: [
      aBenchmark({
        name: 'checkout',
        verdict: 'improved',
        evidence: DUEL,
        points: comparedPoints([
          [1, 1790, 1801, 'unchanged', 1.1],
          [2, 3190, 3520, 'improved', 1.6],
          [4, 5290, 6700, 'improved', 2.4],
        ]),
      }),
    ],
  }),
  slower: aComparison({
    verdict: 'regression',
    benchmarks: [
      aBenchmark({
        name: 'checkout',
        verdict: 'slower',
        evidence: DUEL,
        points: comparedPoints(
          [
            [1, 1790, 1690, 'regressed', 0.9],
            [2, 3520, 3320, 'regressed', 1.2],
            [4, 6700, 6290, 'regressed', 1.4],
          ],
          () => ({ cpuPerRequest: { base: 0.00055, head: 0.000586 } }),
        ),
      }),
    ],
  }),
  several: aComparison({
    verdict: 'regression',
    benchmarks: [
      aBenchmark({
        name: 'checkout',
        connections: 16,
        verdict: 'scales-worse',
        evidence: DUEL,
        points: comparedPoints([
          [1, 1790, 1783, 'unchanged', 1.1],
          [2, 3520, 3190, 'regressed', 1.6],
          [3, 5010, 4120, 'regressed', 2.2],
        ]),
      }),
      aBenchmark({
        name: 'checkout',
        connections: 256,
        verdict: 'slower-and-scales-worse',
        evidence: DUEL,
        points: comparedPoints([
          [1, 1740, 1630, 'regressed', 1.2],
          [2, 3440, 2890, 'regressed', 1.8],
          [3, 4890, 3610, 'regressed', 2.4],
        ]),
      }),
      aBenchmark({
        name: 'search',
        verdict: 'improved',
        evidence: DUEL,
        points: comparedPoints([
          [1, 900, 990, 'improved', 1],
          [2, 1800, 1990, 'improved', 1.4],
        ]),
      }),
      {
        ...failedBenchmark('orders'),
        reason: 'go: no such module',
        phase: 'build',
        output: ['go: module example.org/x: not found'],
      } as never,
      {
        ...failedBenchmark('refunds'),
        reason: 'go: no such module',
        phase: 'build',
        output: ['go: module example.org/x: not found'],
      } as never,
      anUnchanged('login'),
    ],
  }),
}
