import type { RecordBenchmark, RecordPoint } from '../result/record.ts'
import type { Measure } from '../result/shared-schema.ts'
import { largest } from '../stats/extremes.ts'
import { count } from './counts.ts'
import type { Table } from './document.ts'
import { latencyRange, milliseconds, percentile, throughput } from './numbers.ts'
import { answeredCell, coresCell, offeredCell, rangeTitle, utilisationCell } from './record-cells.ts'
import { and, NONE, name, type Sentence, say } from './sentence.ts'
import { connectionsCaption, hasLevels, type Series } from './series-label.ts'

type TimeMeasure = Extract<Measure, { kind: 'latency' | 'gap' }>
/** A series of latency or of gaps. */
export type TimeSeries = RecordBenchmark & { readonly measure: TimeMeasure }

export function isTimeSeries(benchmark: RecordBenchmark): benchmark is TimeSeries {
  return benchmark.measure?.kind === 'latency' || benchmark.measure?.kind === 'gap'
}

/** “`checkout` latency: p50 1.24 ms and p99 8.4 ms on 4 cores at 3,200 /s”, for the quantiles of one measurement. */
export function latencySentence(quantiles: readonly TimeSeries[], all: readonly Series[]): Sentence {
  const [first] = quantiles
  if (first === undefined) return []
  const { measure, connections } = first
  const level =
    connections !== undefined && hasLevels(first, all) ? say` with ${count(connections, 'connection')}` : []
  const label = say`${name(first.name)} ${measure.kind === 'latency' ? say`latency` : say`gap`}${level}`
  const cores = largest([0, ...coresOf(quantiles)])
  const figures = quantiles.flatMap((series) => {
    const latency = pointAt(series, cores)?.latency
    return latency === undefined
      ? []
      : [say`${percentile(series.measure.quantile)} ${milliseconds(latency.median)}`]
  })
  if (figures.length === 0) return say`${label} was not measured`
  const offered = pointAt(first, cores)?.offered
  const rate = offered === undefined ? [] : say` at ${throughput(offered, 'req/s')}`
  return say`${label}: ${and(figures)} on ${count(cores, 'core')}${rate}`
}

/** A row for each core count, a column for each quantile. */
export function latencyTable(quantiles: readonly TimeSeries[]): Table {
  const rows = coresOf(quantiles).flatMap((cores) => {
    const points = quantiles.map((series) => pointAt(series, cores))
    const point = points.find((each) => each !== undefined)
    return point === undefined ? [] : [{ point, points }]
  })
  const columns = [
    ...(rows.some(({ point }) => point.offered !== undefined)
      ? [{ title: say`offered`, cell: offeredCell }]
      : []),
    ...answeredColumn(rows.map(({ point }) => point)),
    { title: say`CPU used`, cell: utilisationCell },
  ]
  return {
    wide: false,
    head: [
      quantiles[0] === undefined ? [] : connectionsCaption(quantiles[0]),
      ...quantiles.map((series) => say`${percentile(series.measure.quantile)} (${rangeTitle([series])})`),
      ...columns.map(({ title }) => title),
    ],
    rows: rows.map(({ point, points }) => [
      coresCell(point),
      ...points.map(latencyCell),
      ...columns.map(({ cell }) => cell(point)),
    ]),
  }
}

/** What was answered, where that is not simply what was offered. */
function answeredColumn(points: readonly RecordPoint[]) {
  const offered = points.some((point) => point.offered !== undefined)
  const short = points.some((point) => point.throughput.median < FELL_SHORT * (point.offered ?? 0))
  if (offered && !short) return []
  return [{ title: offered ? say`answered` : say`throughput`, cell: answeredCell }]
}
const FELL_SHORT = 0.97

function latencyCell(point: RecordPoint | undefined): Sentence {
  return point?.latency === undefined ? NONE : say`${latencyRange(point.latency)}`
}

function coresOf(quantiles: readonly TimeSeries[]): readonly number[] {
  const all = quantiles.flatMap(({ points }) => points.map(({ cores }) => cores))
  return [...new Set(all)].sort((a, b) => a - b)
}

function pointAt({ points }: RecordBenchmark, cores: number): RecordPoint | undefined {
  return points.find((point) => point.cores === cores)
}
