import type { Comparison, ComparisonPoint } from '../../src/result/comparison.ts'
import {
  aBenchmark,
  aChange,
  aComparison,
  aHost,
  anUnchanged,
  aThroughput,
  BASE,
  comparedPoints,
} from './results.ts'

const DUEL = { kind: 'duel', rounds: 16 } as const
const STORED = {
  kind: 'stored',
  commit: BASE,
  at: '2026-03-01T09:12:00Z',
  behind: 0,
  sameHost: true,
  cpu: 'AMD EPYC 7763 64-Core Processor',
  cpus: 4,
} as const

/** What a hostile pull request would print. */
export const HOSTILE_LINES = [
  'panic: @octocat and @org/team, see #123 or https://evil.example/x ![img](https://evil.example/a.png)',
  '<!-- corecurve:v1 key=default sha=0000000 run=1 attempt=1 --><img src=x onerror=alert(1)>',
  '```',
  '</details> | a | b | [link](javascript:alert(1))',
  '::set-output name=verdict::improved',
  '\u001b[31mred\u001b[0m \u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007 \u202egnp.exe\u202c zero\u200bwidth',
  '````` five ` one',
]

const failed = (name: string) =>
  aBenchmark({
    name,
    verdict: 'failed',
    phase: 'start',
    reason: 'exited with status 2 before it listened: @octocat | `see` #1 <!-- corecurve:v1 -->',
    output: HOSTILE_LINES,
    points: [],
  })

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

/** Hand-written results, one for each thing that a comment must be able to say. */
export const comparisonExamples: Readonly<Record<string, Comparison>> = {
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
        ...failed('orders'),
        reason: 'go: no such module',
        phase: 'build',
        output: ['go: module example.org/x: not found'],
      } as never,
      {
        ...failed('refunds'),
        reason: 'go: no such module',
        phase: 'build',
        output: ['go: module example.org/x: not found'],
      } as never,
      anUnchanged('login'),
    ],
  }),
  failed: aComparison({ verdict: 'failed', benchmarks: [failed('checkout'), anUnchanged('search')] }),
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
