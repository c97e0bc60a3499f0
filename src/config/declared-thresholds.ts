import type { Declaration } from './schema.ts'

/** What one benchmark declares for one regime; fractions. Levels and percentiles share it. */
export interface DeclaredThresholds {
  readonly name: string
  readonly regime: 'throughput' | 'latency' | 'goodput' | 'gap'
  readonly tolerance: number
  readonly detect: number
}

/** Of every benchmark in the order of the file: of its throughput, and of what else it measures. */
export function declaredThresholds({ benchmarks }: Declaration): DeclaredThresholds[] {
  return Object.entries(benchmarks).flatMap(([name, benchmark]) => {
    const { latency, overload: goodput, stream: gap } = benchmark
    const all = [
      ['throughput', benchmark],
      ['latency', latency],
      ['goodput', goodput],
      ['gap', gap],
    ] as const
    return all.flatMap(([regime, declared]) => {
      if (declared === undefined) return []
      const { tolerance, detect } = declared
      return [{ name, regime, tolerance, detect }]
    })
  })
}
