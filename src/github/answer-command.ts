import type { Client } from './client.ts'
import { type Command, parseCommand } from './command.ts'
import type { IssueCommentEvent } from './issue-comment-event.ts'
import { isRefusal } from './refusal.ts'
import { type RerunOutcome, rerunMeasurement } from './rerun.ts'
import { writeAccess } from './write-access.ts'

export interface CommandContext {
  readonly client: Client
  /** Path of the workflow that measures. */
  readonly workflow: string
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<unknown>
}

export type CommandOutcome =
  /** Nothing was asked of us; nobody is answered. */
  | { readonly kind: 'ignored'; readonly why: string }
  /** The author may not write here. Gets no reply, or anyone could have us write. */
  | { readonly kind: 'not-permitted' }
  | { readonly kind: 'help' }
  | Extract<Command, { kind: 'unknown' }>
  | RerunOutcome

/**
 * Does what a comment under a pull request asks for, where its author may write to the repository, and shows by a
 * reaction that it was seen. A reply in words, where one is needed, is left to the caller.
 */
export async function answerCommand(
  event: IssueCommentEvent,
  context: CommandContext,
): Promise<CommandOutcome> {
  const { body, author, isNew, onPullRequest, owner, repo } = event
  const command = parseCommand(body)
  if (command === undefined) return { kind: 'ignored', why: 'The comment is no command.' }
  if (!isNew) return { kind: 'ignored', why: 'Only a new comment is a command.' }
  if (!onPullRequest) return { kind: 'ignored', why: 'The comment is under an issue, not a pull request.' }
  if (author === null || author.isBot)
    return { kind: 'ignored', why: 'Commands of bots are not answered: two could go on for ever.' }
  const access = await writeAccess({ client: context.client, owner, repo, login: author.login })
  if (access.kind === 'no') {
    await react(event, context, '-1')
    return { kind: 'not-permitted' }
  }
  if (access.kind !== 'yes') return access
  switch (command.kind) {
    case 'help':
      await react(event, context, 'eyes')
      return { kind: 'help' }
    case 'unknown':
      await react(event, context, 'confused')
      return command
    case 'rerun':
      return await rerun(event, context)
  }
}

async function rerun(event: IssueCommentEvent, context: CommandContext): Promise<RerunOutcome> {
  const { owner, repo, number } = event
  await react(event, context, 'eyes')
  const outcome = await rerunMeasurement({ ...context, owner, repo, number })
  if (outcome.kind === 'started') await react(event, context, 'rocket')
  return outcome
}

/** Reacting twice is reacting once. One that is refused is no reason not to do what was asked. */
async function react(
  { owner, repo, commentId: comment_id }: IssueCommentEvent,
  { client }: CommandContext,
  content: 'eyes' | 'rocket' | 'confused' | '-1',
): Promise<void> {
  try {
    await client.rest.reactions.createForIssueComment({ owner, repo, comment_id, content })
  } catch (error) {
    if (!isRefusal(error)) throw error
  }
}
