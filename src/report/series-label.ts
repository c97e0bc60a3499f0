import { type SeriesIdentity, seriesKey } from '../result/series-key.ts'
import type { Measure } from '../result/shared-schema.ts'
import { count } from './counts.ts'
import { milliseconds, percentile } from './numbers.ts'
import { name, type Sentence, say } from './sentence.ts'

/** What tells one series from the others. */
export interface Series extends SeriesIdentity {
  readonly kind: 'http' | 'command'
}

/**
 * “`checkout`”, “`checkout` p99 latency”, “`checkout` under overload”; “… with 256 connections” where several levels
 * of the same measure were measured.
 */
export function seriesLabel(series: Series, all: readonly Series[]): Sentence {
  const { measure, connections } = series
  const what = measure === undefined ? [] : say` ${measureLabel(measure)}`
  const level =
    hasLevels(series, all) && connections !== undefined ? say` with ${count(connections, 'connection')}` : []
  return say`${name(series.name)}${what}${level}`
}

function measureLabel(measure: Measure): Sentence {
  switch (measure.kind) {
    case 'latency':
      return say`${percentile(measure.quantile)} latency`
    case 'gap':
      return say`${percentile(measure.quantile)} gap`
    case 'goodput':
      return say`under overload`
  }
}

/** Over a table whose title names the benchmark already: “16 connections”, “hyperfine”. */
export function connectionsCaption({ kind, connections }: Series): Sentence {
  if (kind === 'command') return say`hyperfine`
  return connections === undefined ? [] : count(connections, 'connection')
}

/** Corner of a table: “`checkout` · 16 connections”, “`checkout` · p99 latency”, “`import` · hyperfine”. */
export function seriesCaption(series: Series): Sentence {
  const { measure } = series
  const what = measure === undefined ? [] : say` · ${measureCaption(measure)}`
  const how = connectionsCaption(series)
  return say`${name(series.name)}${what}${how.length === 0 ? [] : say` · ${how}`}`
}

function measureCaption(measure: Measure): Sentence {
  return measure.kind === 'goodput'
    ? say`goodput within ${milliseconds(measure.deadline)}`
    : measureLabel(measure)
}

/** Whether the report holds several connection levels of the same measure of a benchmark. */
export function hasLevels(series: Series, all: readonly Series[]): boolean {
  const keys = levelled.get(all) ?? repeatedKeys(all)
  levelled.set(all, keys)
  return keys.has(keyWithoutLevel(series))
}

/**
 * The labels of series that share a fate: a benchmark's bare name where all of its series do, so that it is told once.
 */
export function togetherLabels(group: readonly Series[], all: readonly Series[]): readonly Sentence[] {
  const wholes = counts.get(all) ?? countNames(all)
  counts.set(all, wholes)
  const here = countNames(group)
  const told = new Set<string>()
  return group.flatMap((series) => {
    if (here.get(series.name) !== wholes.get(series.name)) return [seriesLabel(series, all)]
    if (told.has(series.name)) return []
    told.add(series.name)
    return [say`${name(series.name)}`]
  })
}

const counts = new WeakMap<readonly Series[], ReadonlyMap<string, number>>()

function countNames(all: readonly Series[]): ReadonlyMap<string, number> {
  return new Map([...Map.groupBy(all, (series) => series.name)].map(([key, group]) => [key, group.length]))
}

/** Asked for every series of a report, which may hold ten thousand. */
const levelled = new WeakMap<readonly Series[], ReadonlySet<string>>()

function repeatedKeys(all: readonly Series[]): ReadonlySet<string> {
  const groups = Map.groupBy(all, keyWithoutLevel)
  return new Set([...groups].flatMap(([repeated, group]) => (group.length > 1 ? [repeated] : [])))
}

function keyWithoutLevel({ name, measure }: Series): string {
  return seriesKey({ name, measure })
}
