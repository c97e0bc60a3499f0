import { join } from 'node:path'
import { BaselineError } from '../baseline/baseline-error.ts'
import { openBaseline } from '../baseline/store.ts'
import type { Config } from '../config/config.ts'
import { asJson, writeWhole } from '../console/whole-file.ts'
import { ancestors } from '../git/ancestors.ts'
import { baseCommit } from '../git/merge-base.ts'
import { headCommit } from '../git/revisions.ts'
import { createClient } from '../github/client.ts'
import type { PullRequestEvent } from '../github/event.ts'
import { permissionAdvice } from '../github/permission-advice.ts'
import { upsertComment } from '../github/sticky-comment.ts'
import { compareWithBaseline } from '../pipeline.ts'
import { renderComment } from '../report/comment.ts'
import { renderComparisonSummary } from '../report/summary.ts'
import type { Comparison } from '../result/comparison.ts'
import type { BaselineRecord } from '../result/record.ts'
import { assembleComparison } from '../scaling/assemble-comparison.ts'
import { failWhereNotMeasured, measureCheckout, readCheckoutConfig } from './measure-checkout.ts'
import { type RunContext, runUrl } from './run-context.ts'

/** How far back a stored record may lie behind base. */
const ANCESTORS = 200

/** A pull request: measure head, compare with the baseline, report in summary, outputs and one comment. */
export async function onPullRequest(event: PullRequestEvent, context: RunContext): Promise<void> {
  const { runner, inputs } = context
  const config = await readCheckoutConfig(context)
  const { record } = await measureCheckout(config, context)
  const comparison = await compareHead(config, record, event, context)
  const file = join(context.results, 'comparison.json')
  await writeWhole(file, asJson(comparison))
  runner.setOutput('report', file)
  runner.setOutput('verdict', comparison.verdict)
  runner.setOutput('regressions', JSON.stringify(regressionsOf(comparison)))
  const look = lookOf(comparison, record, context)
  await runner.summarise(renderComparisonSummary(comparison, look))
  await comment(event, renderComment(comparison, look), context)
  failWhereNotMeasured(record, context)
  if (comparison.verdict === 'regression' && inputs.failOn === 'regression') {
    runner.fail('scaling regressed: see the pull request comment or the job summary')
  }
}

async function compareHead(
  config: Config,
  record: BaselineRecord,
  event: PullRequestEvent,
  { workspace, world, inputs, runner }: RunContext,
): Promise<Comparison> {
  const git = {
    env: world.env,
    signal: world.signal,
    ...(inputs.token === undefined ? {} : { token: inputs.token }),
  }
  const head = await headCommit(workspace, git)
  const base = await baseCommit(
    workspace,
    { head, defaultBranch: event.baseRef, mergeCommit: head === event.mergeCommit },
    git,
  )
  try {
    await using store = await openBaseline({ checkout: workspace, branch: config.baseline.branch, ...git })
    return await compareWithBaseline({
      head: record,
      benchmarks: config.benchmarks,
      base: base.commit,
      ancestors: await ancestors(workspace, base.commit, ANCESTORS, { ...git, deepen: true }),
      store,
    })
  } catch (error) {
    if (!(error instanceof BaselineError)) throw error
    runner.warning(
      `The baseline branch could not be read, so there is nothing to compare with. ${error.message}`,
    )
    const { benchmarks } = config
    return assembleComparison({ head: record, base: base.commit, stored: { kind: 'missing' }, benchmarks })
  }
}

function lookOf(comparison: Comparison, record: BaselineRecord, { world, inputs }: RunContext) {
  const url = runUrl(world.env)
  const only = inputs.only.length === 0 ? '' : ` --only ${inputs.only.join(',')}`
  return {
    repeatCommand: `npx corecurve compare --base ${comparison.base.slice(0, 12)}${only} --seed ${record.seed}`,
    ...(url === undefined ? {} : { runUrl: url }),
  }
}

async function comment(
  event: PullRequestEvent,
  body: string,
  { inputs, world, runner }: RunContext,
): Promise<void> {
  if (inputs.token === undefined) {
    await sayWhyNot('No comment was posted: the input `github-token` is empty.', runner)
    return
  }
  const outcome = await upsertComment({
    client: createClient({ token: inputs.token, env: world.env, warn: (line) => runner.warning(line) }),
    owner: event.owner,
    repo: event.repo,
    number: event.number,
    key: 'default',
    body,
    sha: event.headSha,
    // The id, which only grows; the number starts again where the workflow file is renamed.
    run: Number(world.env.GITHUB_RUN_ID ?? 0),
    attempt: Number(world.env.GITHUB_RUN_ATTEMPT ?? 1),
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  })
  switch (outcome.kind) {
    case 'created':
    case 'updated':
      runner.info(`Comment ${outcome.kind}: ${outcome.url}`)
      runner.setOutput('comment-url', outcome.url)
      return
    case 'kept-newer':
      runner.info(`A newer run has commented already: ${outcome.url}`)
      runner.setOutput('comment-url', outcome.url)
      return
    case 'forbidden':
      runner.info(outcome.reason)
      await sayWhyNot(permissionAdvice(event), runner)
      return
    case 'failed':
      await sayWhyNot(`No comment was posted: ${outcome.reason}`, runner)
  }
}

async function sayWhyNot(line: string, runner: RunContext['runner']): Promise<void> {
  runner.warning(line)
  await runner.summarise(`\n${line}\n`)
}

/** The points that regressed, for a later step of the workflow. */
function regressionsOf(comparison: Comparison) {
  return comparison.benchmarks.flatMap(({ name, connections, points }) =>
    points
      .filter(({ verdict }) => verdict === 'regressed')
      .map(({ cores, change, scalingChange }) => ({
        benchmark: name,
        connections,
        cores,
        change,
        scalingChange,
      })),
  )
}
