import { declaredThresholds } from '../config/declared-thresholds.ts'
import type { Comparison } from '../result/comparison.ts'
import { heldToDeclaration } from '../scaling/shortfall.ts'
import { type RemoteCommit, remoteConfig } from './remote-config.ts'
import type { RunContext } from './run-context.ts'

/**
 * The comparison with what it lacks of base's own configuration, which a pull request cannot change. The input `only`
 * names what was to be measured. Nothing is claimed where base has no configuration, or none that can be read.
 */
export async function holdToBase(
  comparison: Comparison,
  repository: Omit<RemoteCommit, 'commit'>,
  { inputs, runner }: RunContext,
): Promise<Comparison> {
  const config = await remoteConfig({ ...repository, commit: comparison.base }, inputs.config)
  if (config.kind === 'unread')
    runner.info(`${config.file} of base could not be read: ${config.reason}. It was compared with nothing.`)
  if (config.kind !== 'declared') return comparison
  const { file, declaration } = config
  return heldToDeclaration(comparison, { file, series: declaredThresholds(declaration), only: inputs.only })
}
