import type { HttpBenchmark, LatencyLoad, OverloadLoad, StreamLoad } from '../../src/config/config.ts'
import type { LatencySeries, OverloadSeries, StreamSeries } from '../../src/duel/series.ts'
import { aSeries } from './duel-visits.ts'

export const LATENCY: LatencyLoad = {
  rate: { kind: 'share', ofCapacity: 0.7 },
  arrivals: 'poisson',
  quantiles: [50, 99],
  tolerance: 0.1,
  detect: 0.25,
}
export const OVERLOAD: OverloadLoad = {
  rate: { kind: 'share', ofCapacity: 1.5 },
  arrivals: 'poisson',
  deadline: 200,
  tolerance: 0.1,
  detect: 0.25,
}
export const STREAM: StreamLoad = { count: 'lines', quantiles: [99], tolerance: 0.1, detect: 0.25 }

function of(changes: Partial<HttpBenchmark>) {
  const { kind, name, benchmark, service } = aSeries('checkout', changes)
  return { kind, name, benchmark, service }
}

export function aLatencySeries(changes: Partial<LatencyLoad> = {}): LatencySeries {
  const load = { ...LATENCY, ...changes }
  return { ...of({ latency: load }), regime: 'latency', load }
}

export function anOverloadSeries(changes: Partial<OverloadLoad> = {}): OverloadSeries {
  const load = { ...OVERLOAD, ...changes }
  return { ...of({ overload: load }), regime: 'overload', load }
}

export function aStreamSeries(): StreamSeries {
  return { ...of({ stream: STREAM }), regime: 'stream', load: STREAM, connections: 16 }
}
