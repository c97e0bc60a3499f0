import type { Config } from '../config/config.ts'
import type { BaselineRecord } from '../result/record.ts'
import { declaredSeries } from './series.ts'

/** One job of a matrix. */
export interface PlannedShard {
  /** `1/4`, the shard to measure. */
  readonly shard: string
  /** Names of its benchmarks, separated by commas. */
  readonly benchmarks: string
  /** That measuring them took before; absent where that is not known of all. */
  readonly minutes?: number
}

/** Seconds that measuring a benchmark took, by its name. */
export type Durations = ReadonlyMap<string, number>

/**
 * Divides the benchmarks into `count` shards that take about as long, each benchmark whole: the longest first, each to
 * the shard that has least to do (longest processing time first: Graham 1969). No more shards than benchmarks. The same
 * for the same configuration, count and durations.
 */
export function planShards(config: Config, count: number, durations: Durations = new Map()): PlannedShard[] {
  const shards = divideBenchmarks(config, count, durations)
  return shards.map((names, index) => {
    const known = names.flatMap((name) => durations.get(name) ?? [])
    const minutes = Math.ceil(known.reduce((sum, seconds) => sum + seconds, 0) / 6) / 10
    return {
      shard: `${index + 1}/${shards.length}`,
      benchmarks: names.join(','),
      ...(known.length < names.length ? {} : { minutes }),
    }
  })
}

/** The names of each shard's benchmarks, in the order of the file. */
export function divideBenchmarks(
  config: Config,
  count: number,
  durations: Durations = new Map(),
): string[][] {
  const seconds = expectedSeconds(config, durations)
  const names = config.benchmarks.map(({ name }) => name)
  const expected = (name: string) => seconds.get(name) ?? 0
  const shards = Array.from({ length: Math.min(count, names.length) }, () => ({
    seconds: 0,
    names: new Set<string>(),
  }))
  for (const name of names.toSorted((a, b) => expected(b) - expected(a))) {
    const [idlest] = shards.toSorted((a, b) => a.seconds - b.seconds || a.names.size - b.names.size)
    if (idlest === undefined) break
    idlest.names.add(name)
    idlest.seconds += expected(name)
  }
  return shards.map((shard) => names.filter((name) => shard.names.has(name)))
}

/**
 * What each benchmark is expected to take. One that no record knows has as long for each of its series as those that are
 * known; where none is, a series counts as one: each is visited at the same core counts, as often and as long.
 */
function expectedSeconds(config: Config, durations: Durations): Durations {
  const series = Map.groupBy(declaredSeries(config), ({ name }) => name)
  const countOf = (name: string) => series.get(name)?.length ?? 0
  const known = config.benchmarks.filter(({ name }) => durations.has(name))
  const seconds = known.reduce((sum, { name }) => sum + (durations.get(name) ?? 0), 0)
  const perSeries = seconds > 0 ? seconds / known.reduce((sum, { name }) => sum + countOf(name), 0) : 1
  return new Map(
    config.benchmarks.map(({ name }) => [name, durations.get(name) ?? perSeries * countOf(name)]),
  )
}

/** What measuring took, from the records of one commit, which may hold a part each; the first that knows a benchmark counts. */
export function durationsOf(records: readonly Pick<BaselineRecord, 'benchmarks'>[]): Durations {
  const durations = new Map<string, number>()
  for (const { benchmarks } of records) {
    for (const [name, entries] of Map.groupBy(benchmarks, (benchmark) => benchmark.name)) {
      // What failed early says nothing of how long it would have taken.
      if (durations.has(name) || entries.some(({ verdict }) => verdict === 'failed')) continue
      const seconds = entries.flatMap((entry) => entry.seconds ?? [])
      if (seconds.length === entries.length)
        durations.set(
          name,
          seconds.reduce((sum, each) => sum + each, 0),
        )
    }
  }
  return durations
}
