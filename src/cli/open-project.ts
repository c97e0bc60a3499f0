import type { Config } from '../config/config.ts'
import { findConfig } from '../config/find-config.ts'
import { readConfig } from '../config/read-config.ts'
import { selectBenchmarks } from '../config/select-benchmarks.ts'
import { type ShardedConfig, shardOf } from '../duel/shard-of.ts'
import type { Shard } from '../result/shared-schema.ts'

interface ProjectPlace {
  readonly cwd: string
  readonly root: string
  readonly config?: string
}

/** Reads the configuration and keeps the benchmarks that `--only` names. @throws UserError */
export async function openProject(
  options: ProjectPlace & { readonly only: readonly string[] },
): Promise<Config> {
  return selectBenchmarks(await openWhole(options), options.only)
}

/** The same for what is measured: the benchmarks that `--only` names, or of a shard its part. @throws UserError */
export async function openMeasured(
  options: ProjectPlace & { readonly only: readonly string[]; readonly shard?: Shard },
): Promise<Pick<ShardedConfig, 'config'> & Partial<ShardedConfig>> {
  const { only, shard } = options
  const whole = await openWhole(options)
  return shard === undefined ? { config: selectBenchmarks(whole, only) } : shardOf(whole, only, shard)
}

/** Reads the configuration. @throws UserError */
export async function openWhole({ cwd, root, config: named }: ProjectPlace): Promise<Config> {
  const place = await findConfig({ cwd, repositoryRoot: root, ...(named === undefined ? {} : { named }) })
  return await readConfig(place)
}
