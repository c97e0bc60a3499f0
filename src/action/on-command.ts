import { answerCommand, type CommandOutcome } from '../github/answer-command.ts'
import type { Client } from '../github/client.ts'
import type { IssueCommentEvent } from '../github/issue-comment-event.ts'
import { permissionAdvice } from '../github/permission-advice.ts'
import { refusalOf } from '../github/refusal.ts'
import type { Markdown } from '../report/safe.ts'
import { UserError } from '../user-error.ts'
import { commandReply } from './command-reply.ts'
import type { RunContext } from './run-context.ts'

/** A slash command under a pull request: done where its author may write, answered by a reaction, and in words where needed. */
export async function onCommand(context: RunContext): Promise<void> {
  const { event, inputs, wait } = context
  if (event.kind !== 'issue-comment')
    throw new UserError('mode bot answers comments: use it on the event issue_comment.')
  if (inputs.token === undefined)
    throw new UserError('mode bot needs a token: leave the input github-token out to use that of the job.')
  const client = context.connect(inputs.token)
  const outcome = await answerCommand(event, { client, workflow: inputs.workflow, wait })
  sayOutcome(outcome, context)
  const reply = commandReply(outcome, inputs.workflow)
  if (reply !== undefined) await post(reply, event, client, context)
}

function sayOutcome(outcome: CommandOutcome, { runner }: RunContext): void {
  switch (outcome.kind) {
    case 'ignored':
      runner.info(outcome.why)
      return
    case 'not-permitted':
      runner.info('The command was not carried out: its author may not write to this repository.')
      return
    case 'forbidden':
      runner.info(outcome.reason)
      runner.fail(permissionAdvice({ fromFork: false, byDependabot: false }, 'rerun'))
      return
    case 'failed':
      runner.fail(`The command was not carried out: ${outcome.reason}`)
      return
    case 'started':
      runner.info(`Measuring again: ${outcome.url}`)
      return
    default:
      runner.info(`The command was answered: ${outcome.kind}.`)
  }
}

async function post(
  body: Markdown,
  { owner, repo, number }: IssueCommentEvent,
  client: Client,
  { runner }: RunContext,
): Promise<void> {
  try {
    await client.rest.issues.createComment({ owner, repo, issue_number: number, body })
  } catch (error) {
    runner.warning(`The command was not replied to: ${refusalOf(error).reason}`)
  }
}
