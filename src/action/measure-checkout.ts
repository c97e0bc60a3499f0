import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { findConfig } from '../config/find-config.ts'
import { readConfig } from '../config/read-config.ts'
import { selectBenchmarks } from '../config/select-benchmarks.ts'
import { asJson, writeWhole } from '../console/whole-file.ts'
import { headCommit } from '../git/revisions.ts'
import { measure } from '../pipeline.ts'
import type { BaselineRecord } from '../result/record.ts'
import type { RunContext } from './run-context.ts'

/** The measured checkout: its configuration, its record, and the file that holds it. */
export interface Measured {
  readonly config: Config
  readonly record: BaselineRecord
  readonly file: string
}

/**
 * Reads the configuration of the checkout, with what the inputs change in it.
 * @throws UserError
 */
export async function readCheckoutConfig({ inputs, workspace }: RunContext): Promise<Config> {
  const place = await findConfig({
    cwd: workspace,
    repositoryRoot: workspace,
    ...(inputs.config === undefined ? {} : { named: inputs.config }),
  })
  const config = selectBenchmarks(await readConfig(place), inputs.only)
  if (inputs.baselineBranch === undefined) return config
  return { ...config, baseline: { ...config.baseline, branch: inputs.baselineBranch } }
}

/** Measures the checked-out commit; the record is in its file after every round. */
export async function measureCheckout(config: Config, context: RunContext): Promise<Measured> {
  const { inputs, workspace, world, results, runner, run } = context
  const file = join(results, 'record.json')
  const record = await measure(
    {
      config,
      commit: await headCommit(workspace, { env: world.env, signal: world.signal }),
      // What CI checked out is the commit; files that earlier steps left there are not a change of it.
      dirty: false,
      seed: String(run.id),
      ...(inputs.cores === undefined ? {} : { cores: inputs.cores }),
      ...(inputs.budget === undefined ? {} : { budget: inputs.budget }),
    },
    world,
    (soFar) => writeWhole(file, asJson(soFar)),
  )
  runner.setOutput('report', file)
  throwIfStopped(context, file)
  return { config, record, file }
}

/** A cancelled job ends here; what it measured until then is in its file. */
export function throwIfStopped({ world, runner }: RunContext, file: string): void {
  if (world.signal.aborted) runner.info(`What was measured until then is in ${file}`)
  world.signal.throwIfAborted()
}

/** Says in the log and by the job's status which benchmarks could not be measured. */
export function failWhereNotMeasured(
  benchmarks: readonly { readonly name: string; readonly verdict?: string }[],
  { runner, inputs }: RunContext,
): void {
  const failed = benchmarks.filter(({ verdict }) => verdict === 'failed').map(({ name }) => name)
  if (failed.length === 0) return
  const line = `could not be measured: ${[...new Set(failed)].join(', ')}. The job summary says why.`
  if (inputs.failOn === 'never') runner.warning(line)
  else runner.fail(line)
}
