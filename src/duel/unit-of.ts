import type { Measured, Throughput } from '../result/shared-schema.ts'
import type { Series, SeriesEntry } from './series.ts'

/** What work of a series is counted in. */
export function throughputUnit(series: Series): Throughput['unit'] {
  if (series.kind === 'command') return 'runs/s'
  return series.regime === 'stream' ? 'events/s' : 'req/s'
}

/** The unit of an entry's figure. */
export function unitOf(series: Series, { measure }: SeriesEntry): Measured['unit'] {
  return measure?.kind === 'latency' || measure?.kind === 'gap' ? 'ms' : throughputUnit(series)
}
