import { concludeCheck } from '../github/check-run.ts'
import type { MergeGroupEvent } from '../github/event.ts'
import { permissionAdvice } from '../github/permission-advice.ts'
import { UserError } from '../user-error.ts'
import { queuedWords } from './check-words.ts'
import { checkPlace } from './publish-pull-request.ts'
import type { RunContext } from './run-context.ts'

/**
 * Pull requests wait in a merge queue, which asks for the required checks of what would be merged. They were measured
 * before, so the check is neutral, which counts as passed; without it the queue would wait for ever.
 */
export async function onMergeGroup(event: MergeGroupEvent, context: RunContext): Promise<void> {
  const { inputs, runner, run, connect } = context
  if (inputs.token === undefined)
    throw new UserError(
      'the check for the merge queue needs a token: leave the input github-token out to use that of the job.',
    )
  const place = checkPlace({ pullRequest: event, measured: run }, connect(inputs.token), context, run.url)
  const words = queuedWords(run.url)
  const outcome = await concludeCheck(place, { kind: 'neutral', ...words })
  switch (outcome.kind) {
    case 'forbidden':
      runner.info(outcome.reason)
      runner.fail(permissionAdvice({ fromFork: false, byDependabot: false }, 'queue'))
      return
    case 'failed':
      runner.fail(`The merge queue was not told, and waits: run the job again. ${outcome.reason}`)
      return
    default:
      runner.info(words.title)
  }
}
