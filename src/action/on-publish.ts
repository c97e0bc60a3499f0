import type { Client } from '../github/client.ts'
import { UserError } from '../user-error.ts'
import { closingCheck } from './closing-check.ts'
import { onMergeGroup } from './on-merge-group.ts'
import { onWorkflowRun } from './on-workflow-run.ts'
import { checkPlace, publishPullRequest } from './publish-pull-request.ts'
import { publishRecord } from './publish-record.ts'
import type { RunContext } from './run-context.ts'

/**
 * Reports or stores what other jobs measured: those of the run that started this one, or, on other events than
 * `workflow_run`, earlier jobs of this very run. Runs and checks out nothing of the repository.
 */
export async function onPublish(context: RunContext): Promise<void> {
  const { event, run, runner } = context
  const client = clientOf(context)
  switch (event.kind) {
    case 'workflow-run':
      await onWorkflowRun(event, client, context)
      return
    case 'pull-request':
      await closingCheck(checkPlace({ pullRequest: event, measured: run }, client, context, run.url), () =>
        publishPullRequest({ pullRequest: event, measured: run, conclusion: null }, client, context),
      )
      return
    case 'push':
    case 'manual': {
      if (!event.isDefaultBranch) {
        runner.info('This is not the default branch: nothing is published.')
        return
      }
      const { owner, repo } = event
      const commit = event.kind === 'push' ? event.after : event.sha
      const { branch: defaultBranch } = event
      await publishRecord(
        { owner, repo, measured: run, commit, defaultBranch, conclusion: null },
        client,
        context,
      )
      return
    }
    case 'merge-group':
      await onMergeGroup(event, context)
      return
    case 'issue-comment':
    case 'other':
      throw new UserError(
        'mode publish has nothing to do on this event. Use it on workflow_run, or in a job after those that measure.',
      )
  }
}

function clientOf({ inputs: { token }, connect }: RunContext): Client {
  if (token !== undefined) return connect(token)
  throw new UserError(
    'mode publish needs a token: leave the input github-token out to use that of the job, with `permissions:` to ' +
      'read what was measured (`actions: read`) and to write what shall be published',
  )
}
