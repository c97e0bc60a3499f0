import type { MeasuredBenchmark, RecordPoint } from '../../src/result/record.ts'
import type { Rounds } from '../../src/scaling/speedup.ts'
import { summarisePoint } from '../../src/scaling/summarise-point.ts'

/** Rounds around `level` that differ from each other by a few tenths of a percent. */
export function steady(level: number, rounds = 6): number[] {
  return Array.from({ length: rounds }, (_, round) => level * (1 + 0.002 * ((round % 3) - 1)))
}

/** A measured benchmark from the rounds of each core count. */
export function recorded(roundsByCores: Readonly<Record<number, Rounds>>): MeasuredBenchmark {
  const points = Object.entries(roundsByCores).map(([cores, rounds]): RecordPoint => {
    const summary = summarisePoint({
      cores: Number(cores),
      rounds,
      singleCore: roundsByCores[1],
      unit: 'req/s',
    })
    if (summary === undefined) throw new Error('a point needs a round')
    return { cores: Number(cores), ...summary, rounds: [...rounds], errors: 0, pinned: true }
  })
  return { name: 'checkout', kind: 'http', connections: 16, points, skipped: [], warnings: [] }
}

/** The same benchmark with the load generator at its limit at one core count. */
export function boundAt(cores: number, benchmark: MeasuredBenchmark): MeasuredBenchmark {
  const generator = { utilisation: 0.9, bound: true, colocated: false }
  return {
    ...benchmark,
    points: benchmark.points.map((point) => (point.cores === cores ? { ...point, generator } : point)),
  }
}
