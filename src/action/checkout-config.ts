import type { Config } from '../config/config.ts'
import { findConfig } from '../config/find-config.ts'
import { readConfig } from '../config/read-config.ts'
import { selectBenchmarks } from '../config/select-benchmarks.ts'
import { type ShardedConfig, shardOf } from '../duel/shard-of.ts'
import type { RunContext } from './run-context.ts'

/** What of the checkout this job measures: all that is asked for, or a shard of it. */
export type MeasuredConfig = Pick<ShardedConfig, 'config'> & Partial<ShardedConfig>

/**
 * The configuration of the checkout with the benchmarks and the baseline branch that the inputs name.
 * @throws UserError
 */
export async function readMeasuredConfig(context: RunContext): Promise<MeasuredConfig> {
  const { only, shard } = context.inputs
  const whole = await readWholeConfig(context)
  return shard === undefined ? { config: selectBenchmarks(whole, only) } : shardOf(whole, only, shard)
}

/** The configuration of the checkout with all its benchmarks. @throws UserError */
export async function readWholeConfig({ inputs, workspace }: RunContext): Promise<Config> {
  const place = await findConfig({
    cwd: workspace,
    repositoryRoot: workspace,
    ...(inputs.config === undefined ? {} : { named: inputs.config }),
  })
  const config = await readConfig(place)
  if (inputs.baselineBranch === undefined) return config
  return { ...config, baseline: { ...config.baseline, branch: inputs.baselineBranch } }
}
