import { count } from './counts.ts'
import { name, type Sentence, say } from './sentence.ts'

/** What tells one series from the others. */
export interface Series {
  readonly name: string
  readonly kind: 'http' | 'command'
  readonly connections?: number | undefined
}

/** “`checkout`”, or “`checkout` with 256 connections” where several levels of it were measured. */
export function seriesLabel(series: Series, all: readonly Series[]): Sentence {
  return hasLevels(series, all) && series.connections !== undefined
    ? say`${name(series.name)} with ${count(series.connections, 'connection')}`
    : say`${name(series.name)}`
}

/** Over a table whose title names the benchmark already: “16 connections”. */
export function connectionsCaption({ kind, connections }: Series): Sentence {
  if (kind === 'command') return say`hyperfine`
  return connections === undefined ? [] : count(connections, 'connection')
}

/** Corner of a table: “`checkout` · 16 connections”, “`import` · hyperfine”. */
export function seriesCaption(series: Series): Sentence {
  if (series.kind === 'command') return say`${name(series.name)} · hyperfine`
  return series.connections === undefined
    ? say`${name(series.name)}`
    : say`${name(series.name)} · ${count(series.connections, 'connection')}`
}

/** Whether several connection levels of the same benchmark are in the report. */
export function hasLevels(series: Series, all: readonly Series[]): boolean {
  const names = levelled.get(all) ?? repeatedNames(all)
  levelled.set(all, names)
  return names.has(series.name)
}

/** Asked for every series of a report, which may hold ten thousand. */
const levelled = new WeakMap<readonly Series[], ReadonlySet<string>>()

function repeatedNames(all: readonly Series[]): ReadonlySet<string> {
  const groups = Map.groupBy(all, (series) => series.name)
  return new Set([...groups].flatMap(([repeated, group]) => (group.length > 1 ? [repeated] : [])))
}
