import type { Comparison, ComparisonBenchmark, ComparisonPoint } from '../../src/result/comparison.ts'
import type { Shard } from '../../src/result/shared-schema.ts'
import { aBenchmark, aComparison, aThroughput } from './results.ts'

/** Enough for a look to decide, of a benchmark whose rounds differ by half a percent. */
const ROUNDS = 20

/**
 * A benchmark as a duel measures it on a quiet machine: the same at 1 core, and at 2 cores changed by `change` (−0.2
 * is 20 % lost). Made up, but judged as if it had been measured.
 */
export function aDuelled(name: string, change = 0): ComparisonBenchmark {
  const points: ComparisonPoint[] = [1, 2].map((cores) => {
    const log = cores === 1 ? 0 : Math.log(1 + change)
    const rounds = Array.from({ length: ROUNDS }, (_, round) => log + (round % 2 === 0 ? 0.005 : -0.005))
    return {
      cores,
      verdict: 'unchanged',
      base: aThroughput(1800 * cores),
      head: aThroughput(1800 * cores * Math.exp(log)),
      duel: { rounds, totals: rounds, quads: ROUNDS * 8, void: 0 },
    }
  })
  return aBenchmark({ name, verdict: 'unchanged', evidence: { kind: 'duel', rounds: ROUNDS }, points })
}

/** A comparison of such benchmarks; of a shard, with its equal share of α. It claims that all is unchanged. */
export function aDuel(
  commits: Pick<Comparison, 'base' | 'head'>,
  benchmarks: readonly ComparisonBenchmark[],
  shard?: Shard,
): Comparison {
  const share = 1 / (shard?.of ?? 1)
  return aComparison({
    ...commits,
    method: {
      ...{ rounds: ROUNDS, sliceMilliseconds: 100, seconds: 120, complete: true, pace: 6 },
      looks: [{ round: ROUNDS, level: 0.01 * share, doubt: 0.05 }],
      ...(shard === undefined ? {} : { share }),
    },
    ...(shard === undefined ? {} : { shard }),
    benchmarks: [...benchmarks],
  })
}
