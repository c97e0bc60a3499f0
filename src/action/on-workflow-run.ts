import type { CheckPlace } from '../github/check-place.ts'
import { closeCheck } from '../github/check-run.ts'
import type { Client } from '../github/client.ts'
import { findPullRequest } from '../github/find-pull-request.ts'
import type { WorkflowRunEvent } from '../github/workflow-run-event.ts'
import { notPublishedWords } from './check-words.ts'
import { closingCheck } from './closing-check.ts'
import { checkPlace, publishPullRequest, startPullRequest } from './publish-pull-request.ts'
import { publishRecord } from './publish-record.ts'
import type { ReportedPullRequest } from './reported-pull-request.ts'
import type { RunContext } from './run-context.ts'

/** What a run of the default branch may have been started by, to be a record of it. */
const OF_DEFAULT_BRANCH = ['push', 'schedule', 'workflow_dispatch']

/** The measuring workflow began or ended: what GitHub says of that run decides what may be published of it. */
export async function onWorkflowRun(
  event: WorkflowRunEvent,
  client: Client,
  context: RunContext,
): Promise<void> {
  const { triggering: measured, owner, repo, defaultBranch } = event
  const { inputs, runner } = context
  const { conclusion } = measured
  if (measured.path !== inputs.workflow) {
    runner.warning(
      `The run is of the workflow ${measured.path}, and only runs of ${inputs.workflow} are published. If it is the ` +
        'one that measures, name it in the input `workflow`.',
    )
  } else if (measured.event === 'pull_request') {
    if (event.action === 'completed')
      await closingCheck(placeOf(event, client, context), () => publishMeasured(event, client, context))
    else await startMeasured(event, client, context)
  } else if (!OF_DEFAULT_BRANCH.includes(measured.event) || !measured.isDefaultBranch) {
    runner.info('The run measured neither a pull request nor the default branch: nothing is published.')
  } else if (event.action === 'completed') {
    const commit = measured.headSha
    await publishRecord({ owner, repo, measured, commit, defaultBranch, conclusion }, client, context)
  }
}

async function startMeasured(event: WorkflowRunEvent, client: Client, context: RunContext): Promise<void> {
  const { triggering: measured } = event
  const pullRequest = await pullRequestOf(event, client, context)
  if (pullRequest === undefined) return
  await startPullRequest({ pullRequest, measured, conclusion: null }, client, context)
}

async function publishMeasured(event: WorkflowRunEvent, client: Client, context: RunContext): Promise<void> {
  const { triggering: measured } = event
  const pullRequest = await pullRequestOf(event, client, context)
  if (pullRequest === undefined) return
  await publishPullRequest({ pullRequest, measured, conclusion: measured.conclusion }, client, context)
}

function placeOf(
  { owner, repo, triggering: measured }: WorkflowRunEvent,
  client: Client,
  context: RunContext,
): CheckPlace {
  const about = { pullRequest: { owner, repo, headSha: measured.headSha }, measured }
  return checkPlace(about, client, context, context.run.url)
}

/** Undefined where there is none any more, or another run will tell it; fails the job where GitHub does not say. */
async function pullRequestOf(
  event: WorkflowRunEvent,
  client: Client,
  context: RunContext,
): Promise<ReportedPullRequest | undefined> {
  const { owner, repo, triggering, action } = event
  const { headSha, headBranch, headRepository } = triggering
  const { runner, run } = context
  /** The check that the run's beginning opened would stay in progress for ever. */
  const close = async (why: string) => {
    if (action !== 'completed') return
    await closeCheck(placeOf(event, client, context), notPublishedWords(why, run.url))
  }
  if (headBranch === null) {
    runner.info('The run has no branch any more: nothing is published.')
    await close('The run has no branch any more.')
    return undefined
  }
  const found = await findPullRequest({ client, owner, repo, headSha, headBranch, headRepository })
  // This job's token is the base repository's, wherever the pull request comes from.
  const reported = { owner, repo, headSha, fromFork: false, byDependabot: false }
  switch (found.kind) {
    case 'found':
      return { ...reported, number: found.pullRequest.number, baseRef: found.pullRequest.baseRef }
    case 'several': {
      const [first, ...others] = found.pullRequests.map(({ number, baseRef }) => ({ number, baseRef }))
      return { ...reported, ...first!, others }
    }
    case 'none':
    case 'changed':
      runner.info(`Nothing is published: ${found.why}`)
      await close(found.why)
      return undefined
    case 'forbidden':
    case 'failed':
      await close('GitHub did not say which pull request this is.')
      runner.fail(`The pull request could not be found, so nothing was published: ${found.reason}`)
      return undefined
  }
}
