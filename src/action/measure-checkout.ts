import { join } from 'node:path'
import { asJson, writeWhole } from '../console/whole-file.ts'
import { headCommit } from '../git/revisions.ts'
import { measure } from '../pipeline.ts'
import type { BaselineRecord } from '../result/record.ts'
import type { MeasuredConfig } from './checkout-config.ts'
import type { RunContext } from './run-context.ts'

/** Measures the checked-out commit; the record is in its file after every round. */
export async function measureCheckout(
  { config, shard }: MeasuredConfig,
  context: RunContext,
): Promise<BaselineRecord> {
  const { inputs, workspace, world, results, runner, run } = context
  const file = join(results, 'record.json')
  const record = await measure(
    {
      config,
      shard,
      commit: await headCommit(workspace, { env: world.env, signal: world.signal }),
      // What CI checked out is the commit; files that earlier steps left there are not a change of it.
      dirty: false,
      seed: String(run.run),
      cores: inputs.cores,
      budget: inputs.budget,
    },
    world,
    (soFar) => writeWhole(file, asJson(soFar)),
  )
  runner.setOutput('report', file)
  throwIfStopped(context, file)
  return record
}

/** A cancelled job ends here; what it measured until then is in its file. */
export function throwIfStopped({ world, runner }: RunContext, file: string): void {
  if (world.signal.aborted) runner.info(`What was measured until then is in ${file}`)
  world.signal.throwIfAborted()
}

/** Says in the log and by the job's status which benchmarks could not be measured. */
export function failWhereNotMeasured(
  benchmarks: readonly { readonly name: string; readonly verdict?: string; readonly arm?: string }[],
  { runner, inputs }: RunContext,
): void {
  const failed = benchmarks
    .filter(({ verdict }) => verdict === 'failed')
    .map(({ name, arm }) => (arm === 'base' ? `${name} (base failed)` : name))
  if (failed.length === 0) return
  const line = `could not be measured: ${[...new Set(failed)].join(', ')}. The job summary says why.`
  if (inputs.failOn === 'never') runner.warning(line)
  else runner.fail(line)
}
