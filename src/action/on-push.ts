import { artifactName } from '../github/artifact-name.ts'
import { readMeasuredConfig } from './checkout-config.ts'
import { failWhereNotMeasured, measureCheckout } from './measure-checkout.ts'
import type { RunContext } from './run-context.ts'
import { sayRecord } from './say-record.ts'
import { refuseDefaultBranch, storeOrSay } from './store-record.ts'

/** A push: measure; on the default branch store the record, and the badges in the same commit. */
export async function onPush(context: RunContext): Promise<void> {
  const { workspace: checkout, event } = context
  const measured = await readMeasuredConfig(context)
  const { baseline } = measured.config
  const isStored = 'isDefaultBranch' in event && event.isDefaultBranch
  if (isStored && 'branch' in event) refuseDefaultBranch(baseline.branch, event.branch)
  const record = await measureCheckout(measured, context)
  const stored = isStored && (await storeOrSay(record, { checkout, baseline }, context)) === 'stored'
  await sayRecord(record, stored ? baseline.branch : undefined, context)
  failWhereNotMeasured(record.benchmarks, context)
}

/** A push in the first of two steps: measure, and write the result. */
export async function measurePush(context: RunContext): Promise<void> {
  const { artifact, shard } = context.inputs
  context.runner.setOutput('artifact', artifactName(artifact, shard))
  const record = await measureCheckout(await readMeasuredConfig(context), context)
  await sayRecord(record, undefined, context)
  failWhereNotMeasured(record.benchmarks, context)
}
