import type { Measure } from './shared-schema.ts'

/** What tells one series of a result from the others: three optional fields beside the name of its benchmark. */
export interface SeriesIdentity {
  readonly name: string
  readonly connections?: number | undefined
  readonly measure?: Measure | undefined
}

/** Identifies a series within a result: `checkout@16`, `checkout:latency-99`, `checkout:goodput`. */
export function seriesKey({ name, connections, measure }: SeriesIdentity): string {
  const level = connections === undefined ? '' : `@${connections}`
  return `${name}${level}${measure === undefined ? '' : `:${measureKey(measure)}`}`
}

/** Whether less of what a series measures is better. */
export function lessIsBetter({ measure }: SeriesIdentity): boolean {
  return measure?.kind === 'latency' || measure?.kind === 'gap'
}

/** What a benchmark has thresholds of its own for: of its throughput, or of what else it measures. */
export function regimeOf({ measure }: Pick<SeriesIdentity, 'measure'>): 'throughput' | Measure['kind'] {
  return measure?.kind ?? 'throughput'
}

function measureKey(measure: Measure): string {
  return measure.kind === 'goodput' ? 'goodput' : `${measure.kind}-${measure.quantile}`
}
