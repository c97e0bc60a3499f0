import type { CommandBenchmark, Config, HttpBenchmark, Service } from '../config/config.ts'

/** A benchmark at one level of concurrency: one row of points in a record. */
export type Series = HttpSeries | CommandSeries

export interface HttpSeries {
  readonly kind: 'http'
  readonly name: string
  readonly benchmark: HttpBenchmark
  readonly service: Service
  readonly connections: number
}

export interface CommandSeries {
  readonly kind: 'command'
  readonly name: string
  readonly benchmark: CommandBenchmark
}

/** Every series that the benchmarks declare, in the order of the file. */
export function declaredSeries(config: Config): Series[] {
  return config.benchmarks.flatMap((benchmark): Series[] => {
    if (benchmark.kind === 'command') return [{ kind: 'command', name: benchmark.name, benchmark }]
    const service = config.services.find(({ name }) => name === benchmark.service)
    if (service === undefined) throw new Error(`benchmark ${benchmark.name} names no declared service`)
    return benchmark.connections.map((connections) => ({
      kind: 'http',
      name: benchmark.name,
      benchmark,
      service,
      connections,
    }))
  })
}

/** What people call it: the level only where the benchmark has several. */
export function seriesLabel(series: Series): string {
  const levels = series.kind === 'http' && series.benchmark.connections.length > 1
  return levels ? `${series.name} (${series.connections} connections)` : series.name
}
