import type * as z from 'zod'
import type { issueCommentPayloadSchema } from './event-payload.ts'
import { type InRepository, ownerAndName } from './in-repository.ts'

/** Someone wrote under an issue or a pull request. Its text is a stranger's. */
export interface IssueCommentEvent extends InRepository {
  readonly kind: 'issue-comment'
  /** Only a new comment is a command: edited or deleted ones were answered when they came. */
  readonly isNew: boolean
  readonly commentId: number
  readonly body: string
  /** Null for an account that is gone. */
  readonly author: { readonly login: string; readonly isBot: boolean } | null
  /** Of the issue or pull request. */
  readonly number: number
  readonly onPullRequest: boolean
}

export function issueCommentEvent({
  action,
  issue,
  comment,
  repository,
}: z.infer<typeof issueCommentPayloadSchema>): IssueCommentEvent {
  const { id: commentId, body, user } = comment
  return {
    kind: 'issue-comment',
    ...ownerAndName(repository.full_name),
    isNew: action === 'created',
    ...{ commentId, body: body ?? '' },
    author: user && { login: user.login, isBot: user.type !== 'User' || user.login.endsWith('[bot]') },
    number: issue.number,
    onPullRequest: Boolean(issue.pull_request),
  }
}
