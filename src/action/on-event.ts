import { UserError } from '../user-error.ts'
import { onPullRequest } from './on-pull-request.ts'
import { onPush } from './on-push.ts'
import type { RunContext } from './run-context.ts'

/** Does what the event asks for. @throws UserError for an event that corecurve has no answer to */
export async function onEvent(context: RunContext): Promise<void> {
  const { event, inputs } = context
  switch (event.kind) {
    case 'push':
      if (event.deleted) context.runner.info(`${event.ref} was deleted: nothing to measure.`)
      else await onPush(context, event.isDefaultBranch && inputs.mode === 'auto')
      return
    case 'manual':
      await onPush(context, event.isDefaultBranch && inputs.mode === 'auto')
      return
    case 'pull-request':
      if (inputs.mode === 'measure') await onPush(context, false)
      else await onPullRequest(event, context)
      return
    case 'workflow-run':
      throw nothingToDo('workflow_run')
    case 'issue-comment':
      throw nothingToDo('issue_comment')
    case 'other':
      throw nothingToDo(event.name)
  }
}

function nothingToDo(event: string): UserError {
  return new UserError(
    `corecurve has nothing to do on the event ${event}. Use it on push, pull_request, schedule or workflow_dispatch.`,
  )
}
