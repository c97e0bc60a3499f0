import { declaredThresholds } from '../config/declared-thresholds.ts'
import type { Refusal } from '../github/refusal.ts'
import type { Comparison } from '../result/comparison.ts'
import { heldToDeclaration } from '../scaling/shortfall.ts'
import { type RemoteCommit, remoteConfig } from './remote-config.ts'
import type { RunContext } from './run-context.ts'

/**
 * The comparison with what it lacks of the configuration of the branch to be merged into, which a pull request cannot
 * change. Of its newest commit: which one was measured is the file's word, and an older one may have asked for less. The
 * input `only` names what was to be measured. Nothing is claimed where that branch has no configuration, or one with
 * problems; where GitHub did not give it, nothing may be claimed of the comparison either.
 */
export async function holdToBase(
  comparison: Comparison,
  branch: RemoteCommit,
  { inputs }: RunContext,
): Promise<Comparison | Refusal> {
  const config = await remoteConfig(branch, inputs.config)
  if (config.kind === 'unread')
    return { kind: 'failed', reason: `${config.file} of the branch to be merged into: ${config.reason}` }
  if (config.kind !== 'declared') return comparison
  const { file, declaration } = config
  return heldToDeclaration(comparison, { file, series: declaredThresholds(declaration), only: inputs.only })
}
