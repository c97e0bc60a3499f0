import { entriesOf, type Series } from '../duel/series.ts'
import type { Comparison } from '../result/comparison.ts'
import { seriesKey } from '../result/series-key.ts'

/**
 * Whether the stored baseline may clear a series at all. Latency and overload are offered at a rate that follows from
 * base's capacity, and two runs have two capacities: a benchmark with such load is duelled as a whole.
 */
export function isClearable({ benchmark }: Series): boolean {
  return benchmark.kind === 'command' || (benchmark.latency ?? benchmark.overload) === undefined
}

/** Whether every entry of a series is unchanged: what one visit measures is cleared together. */
export function isUnchanged(series: Series, { benchmarks }: Pick<Comparison, 'benchmarks'>): boolean {
  return entriesOf(series).every((entry) =>
    benchmarks.some((each) => seriesKey(each) === seriesKey(entry) && each.verdict === 'unchanged'),
  )
}
