import type {
  CommandBenchmark,
  Config,
  HttpBenchmark,
  LatencyLoad,
  OverloadLoad,
  Rate,
  Service,
  StreamLoad,
} from '../config/config.ts'
import type { SeriesIdentity } from '../result/series-key.ts'
import type { Measure } from '../result/shared-schema.ts'
import type { Tolerances } from '../scaling/stored-verdict.ts'

/**
 * What is measured together: one kind of load of one benchmark, put on by one visit. It gives one entry of a result, or
 * several where the load answers several questions (`entriesOf`).
 */
export type Series = HttpSeries | CommandSeries

export type HttpSeries = ClosedSeries | StreamSeries | LatencySeries | OverloadSeries

interface OfService {
  readonly kind: 'http'
  readonly name: string
  readonly benchmark: HttpBenchmark
  readonly service: Service
}

/** Closed loop at one level of concurrency: throughput. */
export interface ClosedSeries extends OfService {
  readonly regime: 'closed'
  readonly connections: number
}

/** So many streams at once: events per second, and the gaps between them. */
export interface StreamSeries extends OfService {
  readonly regime: 'stream'
  readonly connections: number
  readonly load: StreamLoad
}

/** Open loop: the quantiles of latency. */
export interface LatencySeries extends OfService {
  readonly regime: 'latency'
  readonly load: LatencyLoad
}

/** More than the service can do: goodput. */
export interface OverloadSeries extends OfService {
  readonly regime: 'overload'
  readonly load: OverloadLoad
}

export interface CommandSeries {
  readonly kind: 'command'
  readonly name: string
  readonly benchmark: CommandBenchmark
}

/** One entry of a result: what it is, and when a change of it matters. */
export interface SeriesEntry extends SeriesIdentity, Tolerances {
  readonly kind: 'http' | 'command'
  readonly measure?: Measure
  readonly connections?: number
}

/** Every series that the benchmarks declare, in the order of the file; what measures capacity first. */
export function declaredSeries(config: Config): Series[] {
  return config.benchmarks.flatMap((benchmark): Series[] => {
    if (benchmark.kind === 'command') return [{ kind: 'command', name: benchmark.name, benchmark }]
    const service = config.services.find(({ name }) => name === benchmark.service)
    if (service === undefined) throw new Error(`benchmark ${benchmark.name} names no declared service`)
    return seriesOfService(benchmark, service)
  })
}

function seriesOfService(benchmark: HttpBenchmark, service: Service): HttpSeries[] {
  const { name, connections: levels, stream, latency, overload } = benchmark
  const common = { kind: 'http', name, benchmark, service } as const
  return [
    ...levels.map(
      (connections): HttpSeries =>
        stream === undefined
          ? { ...common, regime: 'closed', connections }
          : { ...common, regime: 'stream', connections, load: stream },
    ),
    ...(latency === undefined ? [] : [{ ...common, regime: 'latency', load: latency } as const]),
    ...(overload === undefined ? [] : [{ ...common, regime: 'overload', load: overload } as const]),
  ]
}

/** The entries of a series in a result, in the order in which a visit gives their figures. */
export function entriesOf(series: Series): readonly SeriesEntry[] {
  const { name, kind } = series
  const { tolerance, detect } = series.benchmark
  if (series.kind === 'command') return [{ name, kind, tolerance, detect }]
  const { regime } = series
  switch (regime) {
    case 'closed':
      return [{ name, kind, connections: series.connections, tolerance, detect }]
    case 'stream': {
      const { connections, load } = series
      return [
        { name, kind, connections, tolerance, detect },
        ...load.quantiles.map((quantile): SeriesEntry => {
          const measure: Measure = { kind: 'gap', quantile }
          return { name, kind, connections, measure, tolerance: load.tolerance, detect: load.detect }
        }),
      ]
    }
    case 'latency':
      return series.load.quantiles.map((quantile): SeriesEntry => {
        const measure: Measure = { kind: 'latency', quantile }
        return { name, kind, measure, tolerance: series.load.tolerance, detect: series.load.detect }
      })
    case 'overload': {
      const { deadline, tolerance, detect } = series.load
      return [{ name, kind, measure: { kind: 'goodput', deadline }, tolerance, detect }]
    }
  }
}

/** The percentiles that a visit of the series takes from its histograms. */
export function quantilesOf(series: Series): readonly number[] {
  if (series.kind === 'command') return []
  return series.regime === 'stream' || series.regime === 'latency' ? series.load.quantiles : []
}

/** Identifies what is measured together: `checkout@16`, `checkout:latency`, `checkout:overload`. */
export function loadKey(series: Series): string {
  if (series.kind === 'command') return series.name
  return series.regime === 'closed' || series.regime === 'stream'
    ? `${series.name}@${series.connections}`
    : `${series.name}:${series.regime}`
}

/** What people call it: the level only where the benchmark has several. “checkout: latency at 70 %”. */
export function seriesLabel(series: Series): string {
  if (series.kind === 'command') return series.name
  switch (series.regime) {
    case 'closed':
      return `${series.name}${levelLabel(series, 'connection')}`
    case 'stream':
      return `${series.name}${levelLabel(series, 'stream')}`
    case 'latency':
    case 'overload':
      return `${series.name}: ${series.regime} at ${describeRate(series.load.rate)}`
  }
}

function levelLabel({ benchmark, connections }: ClosedSeries | StreamSeries, what: string): string {
  if (benchmark.connections.length === 1) return ''
  return ` (${connections} ${what}${connections === 1 ? '' : 's'})`
}

function describeRate(rate: Rate): string {
  return rate.kind === 'absolute'
    ? `${rate.perSecond}/s`
    : `${Number((100 * rate.ofCapacity).toPrecision(4))} %`
}
