import type { BaselineRecord, RecordBenchmark } from './record.ts'

/** Whether a benchmark was measured to its end at one core count at the least. */
export function isMeasured({ verdict, points }: RecordBenchmark): boolean {
  return verdict !== 'failed' && points.length > 0
}

/** Whether a record holds anything that a later one could be compared with. */
export function isAnythingMeasured({ benchmarks }: BaselineRecord): boolean {
  return benchmarks.some(isMeasured)
}
