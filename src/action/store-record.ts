import { BaselineError } from '../baseline/baseline-error.ts'
import { openBaseline } from '../baseline/store.ts'
import type { Config } from '../config/config.ts'
import { storeRecord } from '../pipeline.ts'
import { markdownBlock, markdownLine } from '../report/escape.ts'
import { joinSafe, markdown, splitSafe } from '../report/safe.ts'
import type { BaselineRecord } from '../result/record.ts'
import { UserError } from '../user-error.ts'
import type { RunContext, Runner } from './run-context.ts'

/** Where records are kept: a remote of the checkout, `origin` where none is named. */
export interface BaselinePlace {
  readonly checkout: string
  readonly remote?: string
  readonly baseline: Config['baseline']
}

/** Records are files: in the default branch they would land between the code, and start the next run. */
export function refuseDefaultBranch(branch: string, defaultBranch: string | undefined): void {
  if (branch !== defaultBranch) return
  throw new UserError(
    `"${branch}" is the default branch, and records need a branch of their own. Leave out the input ` +
      'baseline-branch and `baseline.branch` in corecurve.yml, or name another branch.',
  )
}

/** Where the record cannot be stored it stays in its file, and the log says what to do: that is no error. */
export async function storeOrSay(
  record: BaselineRecord,
  { checkout, remote, baseline }: BaselinePlace,
  { inputs, world, runner }: RunContext,
): Promise<'stored' | 'not-stored'> {
  try {
    await using store = await openBaseline({
      checkout,
      branch: baseline.branch,
      env: world.env,
      signal: world.signal,
      ...(remote === undefined ? {} : { remote }),
      ...(inputs.token === undefined ? {} : { token: inputs.token }),
    })
    const pushed = await storeRecord(record, store, baseline.keep)
    if (pushed.kind === 'refused' || pushed.kind === 'gave-up') {
      await sayNotStored(pushed.message, runner)
      return 'not-stored'
    }
    runner.info(`Stored in branch ${store.branch} as ${pushed.path}.`)
    return 'stored'
  } catch (error) {
    if (!(error instanceof BaselineError)) throw error
    await sayNotStored(error.message, runner)
    return 'not-stored'
  }
}

async function sayNotStored(why: string, runner: Runner): Promise<void> {
  const line = 'The record was not stored, it stays in the file named by the `report` output.'
  runner.warning(`${line} ${why}`)
  // It quotes the remote, whose words must not become Markdown: a block, a sentence a line.
  const block = markdownBlock(why.split(/\n|(?<=\.) /))
  const quoted = splitSafe(block, '\n').map((each) => markdown`> ${each}`)
  await runner.summarise(markdown`> [!WARNING]\n> ${markdownLine(line)}\n>\n${joinSafe(quoted, '\n')}\n\n`)
}
