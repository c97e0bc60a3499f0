import { UserError } from '../user-error.ts'
import { onCommand } from './on-command.ts'
import { onMergeGroup } from './on-merge-group.ts'
import { onPlan } from './on-plan.ts'
import { onPublish } from './on-publish.ts'
import { measurePullRequest, onPullRequest } from './on-pull-request.ts'
import { measurePush, onPush } from './on-push.ts'
import type { RunContext } from './run-context.ts'

/** Does what the mode says; `auto` what the event asks for. @throws UserError where that is nothing */
export async function onEvent(context: RunContext): Promise<void> {
  const { event, inputs } = context
  switch (inputs.mode) {
    case 'auto':
      if (event.kind === 'workflow-run') await onPublish(context)
      else if (event.kind === 'issue-comment') await onCommand(context)
      else if (event.kind === 'merge-group') await onMergeGroup(event, context)
      else await measureOn(context, { push: onPush, pullRequest: onPullRequest })
      return
    case 'measure':
      await measureOn(context, { push: measurePush, pullRequest: measurePullRequest })
      return
    case 'publish':
      await onPublish(context)
      return
    case 'plan':
      await onPlan(context)
      return
    case 'bot':
      await onCommand(context)
  }
}

/** What measuring comes to on each of the events whose checkout there is to measure. */
interface Measuring {
  readonly push: typeof onPush
  readonly pullRequest: typeof onPullRequest
}

async function measureOn(context: RunContext, { push, pullRequest }: Measuring): Promise<void> {
  const { event, runner } = context
  switch (event.kind) {
    case 'push':
      if (event.deleted) runner.info(`${event.ref} was deleted: nothing to measure.`)
      else await push(context)
      return
    case 'manual':
      await push(context)
      return
    case 'pull-request':
      await pullRequest(event, context)
      return
    case 'workflow-run':
      throw nothingToMeasure('workflow_run')
    case 'issue-comment':
      throw nothingToMeasure('issue_comment')
    case 'merge-group':
      throw new UserError(
        'corecurve measures nothing on the event merge_group: pull requests were measured before they were queued. ' +
          'Leave `mode` out, in a job with `permissions: checks: write`, to tell the merge queue so.',
      )
    case 'other':
      throw nothingToMeasure(event.name)
  }
}

function nothingToMeasure(event: string): UserError {
  return new UserError(
    `corecurve has nothing to do on the event ${event}. Use it on push, pull_request, schedule or workflow_dispatch.`,
  )
}
