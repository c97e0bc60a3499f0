import type { Comparison } from '../../src/result/comparison.ts'
import { aRegime, COUNTED, DUEL, GOODPUT, level, overload, P50, P99, rates } from './regimes.ts'
import {
  aBenchmark,
  aComparison,
  anUnchanged,
  aThroughput,
  comparedPoints,
  latencyPoints,
} from './results.ts'

const checkout = aBenchmark({ ...anUnchanged('checkout'), evidence: DUEL })
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
            ...(cores === 2 && COUNTED),
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
      level(
        256,
        'scales-worse',
        [
          [1, 1740, 1730, 'unchanged', 1.2],
          [2, 3470, 2610, 'regressed', 1.8],
        ],
        ({ cores }) => (cores === 2 ? COUNTED : {}),
      ),
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
