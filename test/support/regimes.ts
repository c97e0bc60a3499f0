import type { ComparisonBenchmark } from '../../src/result/comparison.ts'
import type { Measure, Overload, OverloadFinding } from '../../src/result/shared-schema.ts'
import { aBenchmark, comparedPoints } from './results.ts'

export const DUEL = { kind: 'duel', rounds: 16 } as const
/** What a series measures. */
export const P50: Measure = { kind: 'latency', quantile: 50 }
export const P99: Measure = { kind: 'latency', quantile: 99 }
export const GOODPUT: Measure = { kind: 'goodput', deadline: 200 }

/** What the operating system counts of a program that began to wait. */
export const COUNTED = {
  voluntarySwitches: { base: 0.21, head: 3.13 },
  involuntarySwitches: { base: 0.012, head: 0.013 },
  memoryBytes: { base: 41.2e6, head: 60.4e6 },
  threads: { base: 9, head: 9 },
}

/** A series that measures something else than throughput under a closed loop. */
export function aRegime(measure: Measure, changes: Parameters<typeof aBenchmark>[0]): ComparisonBenchmark {
  return aBenchmark({
    connections: undefined,
    measure,
    tolerance: 0.1,
    detect: 0.25,
    evidence: DUEL,
    ...changes,
  } as Parameters<typeof aBenchmark>[0])
}

/** What an episode of overload showed. */
export const overload = (finding: OverloadFinding, share: number, recovery: number | null): Overload => ({
  finding,
  share,
  recovery,
})

/** Requests per second that are offered, by core count. */
export const rates = { 1: 840, 2: 1650, 3: 2390, 4: 3150 } as Record<number, number>

/** The entry of one level of connections. */
export function level(
  connections: number,
  verdict: 'unchanged' | 'scales-worse',
  ...points: Parameters<typeof comparedPoints>
): ComparisonBenchmark {
  return aBenchmark({
    name: 'checkout',
    connections,
    verdict,
    evidence: DUEL,
    points: comparedPoints(...points),
  })
}
