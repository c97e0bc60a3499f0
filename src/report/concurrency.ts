import type { ComparisonBenchmark } from '../result/comparison.ts'
import type { RecordBenchmark } from '../result/record.ts'
import type { Measured } from '../result/shared-schema.ts'
import { type ConcurrencyPeak, concurrencyPeak } from '../scaling/concurrency-peak.ts'
import { count } from './counts.ts'
import type { Block, Table } from './document.ts'
import { amount, grouped, measured } from './numbers.ts'
import { andMore, joined, NONE, name, type Sentence, say } from './sentence.ts'
import { hasLevels, type Series } from './series-label.ts'
import { shownFigure } from './shown-figure.ts'

/** Throughput of one benchmark at one level, by core count; what the load generator limited is marked. */
export interface LevelCurve {
  readonly connections: number
  readonly points: readonly {
    readonly cores: number
    readonly throughput: Measured
    readonly bound: boolean
  }[]
}

/** Benchmarks by name that have several levels, the levels ascending. */
export function levelsOfRecord(all: readonly RecordBenchmark[]): ReadonlyMap<string, readonly LevelCurve[]> {
  return levelsOf(all, ({ points }) =>
    points.map(({ cores, throughput, generator }) => ({
      cores,
      throughput,
      bound: generator?.bound === true,
    })),
  )
}

/** As measured in one arm. */
export function levelsOfComparison(
  all: readonly ComparisonBenchmark[],
  arm: 'base' | 'head',
): ReadonlyMap<string, readonly LevelCurve[]> {
  return levelsOf(all, ({ points }) =>
    points.flatMap((point) => {
      const measured = point[arm]
      const shown = shownFigure(point, arm)
      if (measured === undefined || shown === undefined) return []
      const bound = point.reason?.kind === 'generator-bound'
      // The same figure as in the table of the level; whether it lies below another's is for their intervals to say.
      return [{ cores: point.cores, throughput: { ...measured, median: shown.median }, bound }]
    }),
  )
}

function levelsOf<Entry extends Series>(
  all: readonly Entry[],
  pointsOf: (entry: Entry) => LevelCurve['points'],
): ReadonlyMap<string, readonly LevelCurve[]> {
  const curves = all
    .filter((entry) => entry.measure === undefined && hasLevels(entry, all))
    .flatMap((entry) => {
      const { name, connections } = entry
      const points = pointsOf(entry)
      return connections === undefined || points.length === 0 ? [] : [{ name, connections, points }]
    })
    .toSorted((a, b) => a.connections - b.connections)
  return new Map([...Map.groupBy(curves, (curve) => curve.name)].filter(([, levels]) => levels.length > 1))
}

/** “`checkout` over concurrency: more than 64 connections lose throughput at 2 cores: 1,790 → 1,320 /s at 256”. */
export function concurrencySentence(benchmark: string, levels: readonly LevelCurve[]): Sentence {
  const losses = coresOf(levels).flatMap((cores) => peakAt(levels, cores) ?? [])
  const groups = Map.groupBy(losses, ({ from }) => from.connections)
  const clauses = [...groups].map(([connections, group]) => {
    const lose = connections === 1 ? say`loses` : say`lose`
    return say`more than ${count(connections, 'connection')} ${lose} throughput at ${lossesAt(group)}`
  })
  const what =
    clauses.length === 0 ? say`no level loses throughput to more concurrency` : joined(clauses, say`; `)
  return say`${name(benchmark)} over concurrency: ${what}`
}

/** “2 cores: 1,790 → 1,320 /s at 256”, “2 cores (1,790 → 1,320 /s at 256) and 4 cores (…)”. */
function lossesAt(losses: readonly PeakAt[]): Sentence {
  const worded = losses.map(({ cores, from, least, unit }) => ({
    at: count(cores, 'core'),
    path: say`${amount(from.throughput.median)} → ${measured(least.throughput.median, unit)} at ${grouped(least.connections)}`,
  }))
  const [first, ...others] = worded
  if (first !== undefined && others.length === 0) return say`${first.at}: ${first.path}`
  return andMore(
    worded.map(({ at, path }) => say`${at} (${path})`),
    4,
  )
}

/** A row for each level, a column for each core count. */
export function concurrencyTable(levels: readonly LevelCurve[]): Table {
  const all = coresOf(levels)
  const cores = all.length <= MOST_COLUMNS ? all : [...all.slice(0, MOST_COLUMNS - 1), ...all.slice(-1)]
  return {
    wide: false,
    head: [say`throughput`, ...cores.map((n) => count(n, 'core'))],
    rows: levels.map(({ connections, points }) => [
      count(connections, 'connection'),
      ...cores.map((n) => {
        const point = points.find((each) => each.cores === n)
        if (point === undefined) return NONE
        const figure = measured(point.throughput.median, point.throughput.unit)
        return point.bound ? say`${figure} (bound)` : say`${figure}`
      }),
    ]),
  }
}
const MOST_COLUMNS = 16

/** Head's levels, each benchmark in a fold, and where they lose what base's did not. */
export function concurrencyFolds(all: readonly ComparisonBenchmark[]): readonly Block[] {
  const base = levelsOfComparison(all, 'base')
  return [...levelsOfComparison(all, 'head')].map(([benchmark, levels]) => ({
    kind: 'fold',
    title: concurrencySentence(benchmark, levels),
    blocks: [
      { kind: 'table', table: concurrencyTable(levels) },
      ...newLosses(levels, base.get(benchmark) ?? []).map((text) => ({ kind: 'paragraph', text }) as const),
    ],
  }))
}

function newLosses(head: readonly LevelCurve[], base: readonly LevelCurve[]): readonly Sentence[] {
  const cores = coresOf(head).filter((n) => {
    const measuredOnBase = base.filter(({ points }) => points.some((point) => point.cores === n)).length > 1
    return measuredOnBase && peakAt(head, n) !== undefined && peakAt(base, n) === undefined
  })
  return cores.map((n) => say`On base no level lost throughput at ${count(n, 'core')}.`)
}

interface PeakAt extends ConcurrencyPeak {
  readonly cores: number
  readonly unit: Measured['unit']
}

function peakAt(levels: readonly LevelCurve[], cores: number): PeakAt | undefined {
  const found = levels.flatMap(({ connections, points }) => {
    const point = points.find((each) => each.cores === cores && !each.bound)
    return point === undefined ? [] : [{ connections, throughput: point.throughput }]
  })
  const peak = concurrencyPeak(found)
  const unit = found[0]?.throughput.unit
  return peak === undefined || unit === undefined ? undefined : { ...peak, cores, unit }
}

function coresOf(levels: readonly LevelCurve[]): readonly number[] {
  return [...new Set(levels.flatMap(({ points }) => points.map(({ cores }) => cores)))].sort((a, b) => a - b)
}
