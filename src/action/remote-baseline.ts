import type { Config } from '../config/config.ts'
import { type RemoteCommit, remoteConfig } from './remote-config.ts'
import type { RunContext } from './run-context.ts'

/** Where the configuration says nothing. */
const DEFAULT: Config['baseline'] = { branch: 'corecurve', keep: 1000 }

/**
 * What a commit's configuration says of the baseline branch. Without one that can be read it is the default; the input
 * `baseline-branch` wins over both.
 */
export async function remoteBaseline(
  remote: RemoteCommit,
  { inputs, runner }: RunContext,
): Promise<Config['baseline']> {
  const config = await remoteConfig(remote, inputs.config)
  if (config.kind === 'problems')
    runner.warning(`${config.file} has problems, so the record goes where it would without that file.`)
  if (config.kind === 'unread') runner.info(`${config.file} could not be read: ${config.reason}`)
  const baseline = config.kind === 'declared' ? config.declaration.baseline : DEFAULT
  return inputs.baselineBranch === undefined ? baseline : { ...baseline, branch: inputs.baselineBranch }
}
