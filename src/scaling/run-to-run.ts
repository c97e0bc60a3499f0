import type { BaselineRecord } from '../result/record.ts'
import { variance } from '../stats/quantiles.ts'

/**
 * The standard deviation, in logarithms, with which whole runs of one series differ on machines of one key: the largest
 * over its core counts. Changes between the commits count into it, which can only make a claim more careful. Undefined
 * where fewer than `needed` records hold the series.
 */
export function runToRunDeviation(
  records: readonly BaselineRecord[],
  series: { readonly name: string; readonly connections?: number },
  needed: number,
): number | undefined {
  const byCores = new Map<number, number[]>()
  for (const { benchmarks } of records) {
    const own = benchmarks.find(
      ({ name, connections }) => name === series.name && connections === series.connections,
    )
    if (own === undefined || own.verdict === 'failed') continue
    for (const { cores, throughput } of own.points) {
      if (throughput.median > 0)
        byCores.set(cores, [...(byCores.get(cores) ?? []), Math.log(throughput.median)])
    }
  }
  const samples = [...byCores.values()]
  if (samples.length === 0 || samples.some((sample) => sample.length < needed)) return undefined
  return Math.sqrt(Math.max(...samples.map(variance)))
}
