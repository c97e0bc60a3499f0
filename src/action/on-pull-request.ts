import { join } from 'node:path'
import { BaselineError } from '../baseline/baseline-error.ts'
import { openBaseline } from '../baseline/store.ts'
import type { Config } from '../config/config.ts'
import { asJson, writeWhole } from '../console/whole-file.ts'
import { ancestors } from '../git/ancestors.ts'
import { gitEnvironment } from '../git/authentication.ts'
import { readConfiguration } from '../git/configuration.ts'
import { baseCommit } from '../git/merge-base.ts'
import { headCommit } from '../git/revisions.ts'
import { createClient } from '../github/client.ts'
import type { PullRequestEvent } from '../github/event.ts'
import { permissionAdvice } from '../github/permission-advice.ts'
import { upsertComment } from '../github/sticky-comment.ts'
import { compare } from '../pipeline.ts'
import { renderComment } from '../report/comment.ts'
import { markdownCode } from '../report/escape.ts'
import { renderComparisonSummary } from '../report/summary.ts'
import type { Comparison } from '../result/comparison.ts'
import { failWhereNotMeasured, readCheckoutConfig, throwIfStopped } from './measure-checkout.ts'
import type { RunContext } from './run-context.ts'

/** How far back a stored record may lie behind base. */
const ANCESTORS = 200

/** A pull request: duel head against base, report in summary, outputs and one comment. */
export async function onPullRequest(event: PullRequestEvent, context: RunContext): Promise<void> {
  const { runner, inputs } = context
  const config = await readCheckoutConfig(context)
  const file = join(context.results, 'comparison.json')
  const comparison = await compareCheckout(config, event, context, (soFar) => writeWhole(file, asJson(soFar)))
  await writeWhole(file, asJson(comparison))
  runner.setOutput('report', file)
  throwIfStopped(context, file)
  runner.setOutput('verdict', comparison.verdict)
  runner.setOutput('regressions', JSON.stringify(regressionsOf(comparison)))
  const look = lookOf(comparison, context)
  await runner.summarise(renderComparisonSummary(comparison, look))
  await comment(event, comparison, context)
  failWhereNotMeasured(comparison.benchmarks, context)
  if (comparison.verdict === 'regression' && inputs.failOn === 'regression') {
    runner.fail('scaling regressed: see the pull request comment or the job summary')
  }
}

async function compareCheckout(
  config: Config,
  event: PullRequestEvent,
  { workspace, world, inputs, runner, run }: RunContext,
  save: (soFar: Comparison) => Promise<void>,
): Promise<Comparison> {
  const { env, signal } = world
  // A shallow clone may have to fetch base, and the checkout need not have kept credentials for that.
  const known = await readConfiguration(workspace, { env, signal })
  const git = { env: gitEnvironment({ token: inputs.token, env, known }), signal }
  const head = await headCommit(workspace, git)
  const base = await baseCommit(
    workspace,
    { head, defaultBranch: event.baseRef, mergeCommit: head === event.mergeCommit },
    git,
  )
  return await compare(
    {
      subject: {
        config,
        commit: head,
        // What CI checked out is the commit; files that earlier steps left there are not a change of it.
        dirty: false,
        seed: String(run.id),
        cores: inputs.cores,
        budget: inputs.budget,
      },
      repository: workspace,
      base: base.commit,
      evidence: inputs.evidence,
      ancestors: () => ancestors(workspace, base.commit, ANCESTORS, { ...git, deepen: true }),
      async openStore() {
        try {
          const { branch } = config.baseline
          return await openBaseline({ checkout: workspace, branch, env, signal, token: inputs.token })
        } catch (error) {
          if (!(error instanceof BaselineError)) throw error
          runner.warning(`The baseline branch could not be read. ${error.message}`)
          return undefined
        }
      },
    },
    world,
    save,
  )
}

function lookOf(comparison: Comparison, { inputs, run }: RunContext) {
  const only = inputs.only.length === 0 ? '' : ` --only ${inputs.only.join(',')}`
  return {
    repeatCommand: `npx corecurve compare --base ${comparison.base.slice(0, 12)}${only} --seed ${comparison.seed}`,
    runUrl: run.url,
  }
}

async function comment(event: PullRequestEvent, comparison: Comparison, context: RunContext): Promise<void> {
  const { inputs, world, runner, run } = context
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
    render: () => renderComment(comparison, lookOf(comparison, context)),
    verdict: comparison.verdict,
    mayCreate: true,
    sha: event.headSha,
    // The id, which only grows; the number starts again where the workflow file is renamed.
    run: run.id,
    attempt: run.attempt,
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
    case 'nothing-to-say':
      return
    case 'forbidden':
      runner.info(outcome.reason)
      await sayWhyNot(permissionAdvice(event), runner)
      return
    case 'failed':
      runner.warning(`No comment was posted: ${outcome.reason}`)
      await runner.summarise(`\nNo comment was posted: ${markdownCode(outcome.reason)}\n`)
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
