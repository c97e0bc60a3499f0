import { BaselineError } from '../baseline/baseline-error.ts'
import { openBaseline } from '../baseline/store.ts'
import type { Config } from '../config/config.ts'
import { storeRecord } from '../pipeline.ts'
import { markdownBlock } from '../report/escape.ts'
import { renderRecordSummary } from '../report/summary.ts'
import type { BaselineRecord } from '../result/record.ts'
import { UserError } from '../user-error.ts'
import { failWhereNotMeasured, measureCheckout, readCheckoutConfig } from './measure-checkout.ts'
import type { RunContext } from './run-context.ts'

/** A push: measure; on the default branch store the record, and the badges in the same commit. */
export async function onPush(context: RunContext, store: boolean): Promise<void> {
  const { runner, world } = context
  const config = await readCheckoutConfig(context)
  if (store) refuseOwnBranch(config, context)
  const { record } = await measureCheckout(config, context)
  const stored = store && (await storeOrSay(config, record, context))
  const home = badgeHome(config, world.env)
  await runner.summarise(renderRecordSummary(record, stored && home !== undefined ? { badges: home } : {}))
  failWhereNotMeasured(record.benchmarks, context)
}

/** Records are files: in the default branch they would land between the code, and start the next run. */
function refuseOwnBranch({ baseline }: Config, { event }: RunContext): void {
  if (!('branch' in event) || event.branch !== baseline.branch) return
  throw new UserError(
    `"${baseline.branch}" is the default branch, and records need a branch of their own. Leave out the input ` +
      'baseline-branch and `baseline.branch` in corecurve.yml, or name another branch.',
  )
}

/** Where the record cannot be stored it stays in its file, and the log says what to do: the job does not fail. */
async function storeOrSay(config: Config, record: BaselineRecord, context: RunContext): Promise<boolean> {
  const { inputs, workspace, world, runner } = context
  try {
    await using baseline = await openBaseline({
      checkout: workspace,
      branch: config.baseline.branch,
      env: world.env,
      signal: world.signal,
      ...(inputs.token === undefined ? {} : { token: inputs.token }),
    })
    const pushed = await storeRecord(record, baseline, config.baseline.keep)
    if (pushed.kind === 'refused' || pushed.kind === 'gave-up') {
      await sayNotStored(pushed.message, runner)
      return false
    }
    runner.info(`Stored in branch ${baseline.branch} as ${pushed.path}.`)
    return true
  } catch (error) {
    if (!(error instanceof BaselineError)) throw error
    await sayNotStored(error.message, runner)
    return false
  }
}

async function sayNotStored(why: string, runner: RunContext['runner']): Promise<void> {
  const line = 'The record was not stored, it stays in the file named by the `report` output.'
  runner.warning(`${line} ${why}`)
  // It quotes the remote, whose words must not become Markdown: a block, a sentence a line.
  const quoted = markdownBlock(why.split(/\n|(?<=\.) /))
  await runner.summarise(`> [!WARNING]\n> ${line}\n>\n> ${quoted.replaceAll('\n', '\n> ')}\n\n`)
}

function badgeHome(config: Config, env: NodeJS.ProcessEnv) {
  const { GITHUB_SERVER_URL: serverUrl, GITHUB_REPOSITORY: repository } = env
  const [owner, repo] = repository?.split('/') ?? []
  if (!serverUrl || !owner || !repo) return undefined
  return { serverUrl, owner, repo, branch: config.baseline.branch }
}
