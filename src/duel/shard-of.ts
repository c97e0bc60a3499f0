import type { Config } from '../config/config.ts'
import { selectBenchmarks } from '../config/select-benchmarks.ts'
import type { Shard } from '../result/shared-schema.ts'
import { UserError } from '../user-error.ts'
import { divideBenchmarks } from './plan-shards.ts'
import { declaredSeries, entriesOf } from './series.ts'

/** The part of a configuration that a shard measures. */
export interface ShardedConfig {
  /** With the benchmarks of the shard, and no others. */
  readonly config: Config
  /** `share`: its part of what the whole report may do wrong, the entries of its series by those of all. */
  readonly shard: Shard & { readonly share: number }
}

/**
 * The part of the whole configuration that shard i of n measures: the benchmarks that a plan named, else the i-th part as
 * they are divided where nothing is known of how long they take. The share rests on the configuration alone, so shards
 * need not agree on anything for their shares to add up to one.
 * @throws UserError for a name that no benchmark has, and for a shard that has nothing to measure
 */
export function shardOf(whole: Config, only: readonly string[], { index, of }: Shard): ShardedConfig {
  const names = only.length > 0 ? only : divideBenchmarks(whole, of)[index - 1]
  if (names === undefined) {
    const count = whole.benchmarks.length
    throw new UserError(
      `shard ${index}/${of} has nothing to measure: ${whole.file} has ${count} ${count === 1 ? 'benchmark' : 'benchmarks'}, ` +
        `and each is measured whole. Divide them into ${count} shards at the most; \`corecurve plan --shards ${of}\` does.`,
    )
  }
  const config = selectBenchmarks(whole, names)
  return { config, shard: { index, of, share: countEntries(config) / countEntries(whole) } }
}

function countEntries(config: Config): number {
  return declaredSeries(config).flatMap(entriesOf).length
}
