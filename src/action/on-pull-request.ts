import { artifactName } from '../github/artifact-name.ts'
import type { CheckPlace } from '../github/check-place.ts'
import type { PullRequestEvent } from '../github/event.ts'
import type { ComparisonOptions } from '../report/comparison-document.ts'
import { markdownLine } from '../report/escape.ts'
import { repeatCommand } from '../report/repeat-command.ts'
import { markdown } from '../report/safe.ts'
import { renderComparisonSummary } from '../report/summary.ts'
import type { Comparison } from '../result/comparison.ts'
import { noResultWords } from './check-words.ts'
import { readMeasuredConfig } from './checkout-config.ts'
import { compareCheckout } from './compare-checkout.ts'
import { OpenCheck } from './open-check.ts'
import { NOT_TAKEN, STALE } from './publish-pull-request.ts'
import type { RunContext } from './run-context.ts'
import { failByVerdict, reportNameOf, sayComparison } from './say-comparison.ts'
import { type Telling, tellComparison, tellNoResult } from './tell-pull-request.ts'

/** A pull request in one job: duel head against base, report in summary, outputs, one comment and the check. */
export async function onPullRequest(event: PullRequestEvent, context: RunContext): Promise<void> {
  await reportMeasured(event, context, async () =>
    compareCheckout(await readMeasuredConfig(context), event, context),
  )
}

/**
 * Says that a pull request is being measured, lets `measure` do it, and says what came of it. The job fails by the
 * verdict, and where GitHub's trouble kept it from being told; of a head that is none any more nothing is said at all.
 */
export async function reportMeasured(
  event: PullRequestEvent,
  context: RunContext,
  measure: () => Promise<Comparison>,
): Promise<void> {
  const { runner, inputs, run, wait } = context
  const { token } = inputs
  if (token === undefined) {
    const comparison = await measuredAndSaid(event, measure, context)
    const line = 'No comment was posted: the input `github-token` is empty.'
    runner.warning(line)
    await runner.summarise(markdown`\n${markdownLine(line)}\n`)
    failByVerdict(comparison, context)
    return
  }
  const client = context.connect(token)
  const { owner, repo, headSha } = event
  const place: CheckPlace = {
    client,
    owner,
    repo,
    headSha,
    name: inputs.name,
    detailsUrl: run.url,
    wait,
    ...run,
  }
  await using check = new OpenCheck(place)
  const conclude: OpenCheck['conclude'] = (state) => check.conclude(state)
  const close: Telling['close'] = (words) => check.conclude({ kind: 'neutral', ...words })
  const telling = { client, pullRequest: event, measured: run, conclude, close }
  const comparison = await measuredAndSaid(event, measure, context).catch(async (error: unknown) => {
    await tellNoResult(noResultWords(null, run.url), telling, context)
    throw error
  })
  const told = await tellComparison(comparison, lookOf(comparison, event, context), telling, context)
  if (told === 'outdated') return
  failByVerdict(comparison, context)
  // A token that lacks permissions has been warned of: only GitHub's trouble fails the job.
  if (told === 'failed') runner.fail(NOT_TAKEN)
  if (told === 'stale') runner.fail(STALE)
}

/** A pull request in the first of two steps: compare, write the result, and ask nothing of GitHub's API. */
export async function measurePullRequest(event: PullRequestEvent, context: RunContext): Promise<void> {
  const { artifact, shard } = context.inputs
  context.runner.setOutput('artifact', artifactName(artifact, shard))
  const comparison = await compareCheckout(await readMeasuredConfig(context), event, context)
  // The verdict is for the one who sees the whole to give.
  await context.runner.summarise(renderComparisonSummary(comparison, lookOf(comparison, event, context)))
  failByVerdict(comparison, context)
}

async function measuredAndSaid(
  event: PullRequestEvent,
  measure: () => Promise<Comparison>,
  context: RunContext,
): Promise<Comparison> {
  const comparison = await measure()
  await sayComparison(comparison, lookOf(comparison, event, context), context)
  return comparison
}

function lookOf(
  comparison: Comparison,
  { headSha: headCommit }: PullRequestEvent,
  { inputs, run }: RunContext,
): ComparisonOptions {
  const command = repeatCommand(comparison, inputs)
  return { repeatCommand: command, runUrl: run.url, headCommit, ...reportNameOf(inputs) }
}
