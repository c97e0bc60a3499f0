import type { BaselineRecord } from '../result/record.ts'
import { type SeriesIdentity, seriesKey } from '../result/series-key.ts'
import { largest } from '../stats/extremes.ts'
import { fractionOf } from '../stats/log-change.ts'
import { normalQuantile } from '../stats/normal.ts'
import { variance } from '../stats/quantiles.ts'
import { studentTQuantile } from '../stats/student-t.ts'

/** One end of the 95 % intervals that the deviation goes into. */
const END = 0.975

/**
 * The standard deviation, in logarithms, with which whole runs of one series differ on machines of one key: the largest
 * over its core counts, widened by t(0.975, k − 1) / z(0.975), because it is estimated from k records and then taken
 * as known (Student 1908). Changes between the commits count into it, which can only make a claim more careful.
 * Undefined where fewer than `needed` records hold the series.
 */
export function runToRunDeviation(
  records: readonly BaselineRecord[],
  series: SeriesIdentity,
  needed: number,
): number | undefined {
  const byCores = new Map<number, number[]>()
  for (const { benchmarks } of records) {
    const own = benchmarks.find((each) => seriesKey(each) === seriesKey(series))
    if (own === undefined || own.verdict === 'failed') continue
    for (const { cores, throughput, latency } of own.points) {
      const { median } = latency ?? throughput
      if (median > 0) byCores.set(cores, [...(byCores.get(cores) ?? []), Math.log(median)])
    }
  }
  const samples = [...byCores.values()]
  if (samples.length === 0 || samples.some((sample) => sample.length < needed)) return undefined
  return largest(samples.map(widened))
}

function widened(sample: readonly number[]): number {
  const widening = studentTQuantile(END, sample.length - 1) / normalQuantile(END)
  return Math.sqrt(variance(sample)) * widening
}

/** Whether two runs that differ so can exclude a loss of `detect` at all: 1.96 · √2 · deviation, were there no other noise. */
export function couldClear(deviation: number, detect: number): boolean {
  return -fractionOf(-normalQuantile(END) * Math.SQRT2 * deviation) < detect
}
