import { BaselineError } from '../baseline/baseline-error.ts'
import { openBaseline } from '../baseline/store.ts'
import type { Config } from '../config/config.ts'
import { selectBenchmarks } from '../config/select-benchmarks.ts'
import { planShards } from '../duel/plan-shards.ts'
import { type StoredDurations, storedDurations } from '../pipeline/stored-durations.ts'
import { UserError } from '../user-error.ts'
import { readWholeConfig } from './checkout-config.ts'
import type { RunContext } from './run-context.ts'

/** Divides the benchmarks of the checkout into a matrix of shards. Builds and starts nothing. */
export async function onPlan(context: RunContext): Promise<void> {
  const { inputs, runner } = context
  if (inputs.shards === undefined) throw new UserError('input shards: mode plan needs the number of parts')
  const config = selectBenchmarks(await readWholeConfig(context), inputs.only)
  const { durations, commit12 } = await durationsOrSay(config, context)
  const include = planShards(config, inputs.shards, durations)
  runner.setOutput('matrix', JSON.stringify({ include }))
  for (const { shard, benchmarks, minutes } of include)
    runner.info(`${shard}: ${benchmarks}${minutes === undefined ? '' : ` (about ${minutes} min)`}`)
  runner.info(
    commit12 === undefined
      ? 'Divided by the number of series: no record in the baseline branch tells how long each benchmark takes.'
      : `Divided by the times in the record of ${commit12}.`,
  )
}

/** A baseline that cannot be read leaves the number of series to go by. */
async function durationsOrSay(
  { baseline: { branch } }: Config,
  { inputs, workspace: checkout, world, runner }: RunContext,
): Promise<StoredDurations> {
  const { env, signal } = world
  try {
    await using store = await openBaseline({ checkout, branch, env, signal, token: inputs.token })
    return await storedDurations(store)
  } catch (error) {
    if (!(error instanceof BaselineError)) throw error
    runner.warning(`The baseline branch was not read: ${error.message}`)
    return { durations: new Map() }
  }
}
