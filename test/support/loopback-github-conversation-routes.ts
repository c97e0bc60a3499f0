import {
  type Call,
  inPullRequest,
  inRepository,
  NOT_FOUND,
  page,
  type Reply,
  type Route,
  refusal,
  unprocessable,
} from './loopback-github-call.ts'
import {
  commentJson,
  issueJson,
  listedPullRequestJson,
  pullRequestJson,
  reactionJson,
} from './loopback-github-conversation-entities.ts'
import type { Need } from './loopback-github-grant.ts'
import type { Comment, Reaction, Repository } from './loopback-github-model.ts'

/** GitHub's limit for the body of a comment, in characters. */
export const MAX_COMMENT_LENGTH = 65_536

const READ_PULLS: Need = { access: 'read', scopes: ['pull-requests'] }
/** A comment under a pull request is one under an issue too: to read it, either permission will do. */
const READ_COMMENTS: Need = { access: 'read', scopes: ['issues', 'pull-requests'] }
/** `issues: write` has been seen to be refused under a pull request, though the documentation names it as well. */
const WRITE_COMMENTS: Need = { access: 'write', scopes: ['pull-requests'] }

/** Pull requests and the comments under them. */
export const conversationRoutes: Readonly<Record<string, Route>> = {
  'pulls/list': inRepository(READ_PULLS, (call, repository) => {
    const state = call.query.get('state') ?? 'open'
    const head = call.query.get('head')
    const base = call.query.get('base')
    const found = [...repository.pullRequests.values()].filter(
      (one) =>
        (state === 'all' || one.state === state) &&
        // Without its owner the filter does not filter: a trap, and GitHub's own.
        (!head?.includes(':') || `${one.head.owner}:${one.head.ref}` === head) &&
        (base === null || one.base.ref === base),
    )
    const ordered = call.query.get('direction') === 'asc' ? found : found.reverse()
    return page(
      call,
      repository,
      ordered.map((one) => listedPullRequestJson(call.api, repository, one)),
    )
  }),
  'pulls/get': inPullRequest(READ_PULLS, 'pull_number', ({ api }, repository, pullRequest) => ({
    status: 200,
    body: pullRequestJson(api, repository, pullRequest),
  })),
  'issues/get': inPullRequest(READ_COMMENTS, 'issue_number', ({ api }, repository, pullRequest) => ({
    status: 200,
    body: issueJson(api, repository, pullRequest),
  })),
  'issues/list-comments': inPullRequest(READ_COMMENTS, 'issue_number', (call, repository, { number }) => {
    const since = call.query.get('since') ?? ''
    const comments = call.state
      .comments(repository.fullName, number)
      .filter((comment) => comment.updatedAt >= since)
    return page(
      call,
      repository,
      comments.map((comment) => commentJson(call.api, repository, comment)),
    )
  }),
  'issues/create-comment': inPullRequest(
    WRITE_COMMENTS,
    'issue_number',
    (call, repository, { number, locked }) => {
      const { body } = call.body as { body: string }
      if (locked) return refusal(403, 'Unable to create comment because issue is locked.')
      const wrong = badBody(body)
      if (wrong !== undefined) return wrong
      const comment = call.state.addComment(repository.fullName, number, call.grant!.login, body)
      return { status: 201, body: commentJson(call.api, repository, comment) }
    },
  ),
  'issues/get-comment': inComment(READ_COMMENTS, ({ api }, repository, comment) => ({
    status: 200,
    body: commentJson(api, repository, comment),
  })),
  'issues/update-comment': inComment(WRITE_COMMENTS, (call, repository, comment) => {
    const { body } = call.body as { body: string }
    const wrong = badBody(body)
    if (wrong !== undefined) return wrong
    call.state.editComment(comment, body)
    return { status: 200, body: commentJson(call.api, repository, comment) }
  }),
  'issues/delete-comment': inComment(WRITE_COMMENTS, ({ state }, repository, comment) => {
    state.removeComment(repository.fullName, comment.id)
    return { status: 204 }
  }),
  'reactions/create-for-issue-comment': inComment(WRITE_COMMENTS, (call, _, comment) => {
    const { content } = call.body as { content: Reaction['content'] }
    const { isNew, reaction } = call.state.addReaction(comment, call.grant!.login, content)
    return { status: isNew ? 201 : 200, body: reactionJson(call.api, reaction) }
  }),
}

function inComment(
  need: Need,
  answer: (call: Call, repository: Repository, comment: Comment) => Reply,
): Route {
  return inRepository(need, (call, repository) => {
    const comment = repository.comments.find(({ id }) => id === Number(call.path.comment_id))
    return comment === undefined ? NOT_FOUND : answer(call, repository, comment)
  })
}

function badBody(body: string): Reply | undefined {
  const about = { resource: 'IssueComment', code: 'unprocessable', field: 'data' }
  if (body.trim() === '') return unprocessable([{ ...about, message: 'Body cannot be blank' }])
  if ([...body].length <= MAX_COMMENT_LENGTH) return undefined
  const message = `Body is too long (maximum is ${MAX_COMMENT_LENGTH} characters)`
  return unprocessable([{ ...about, message }])
}
