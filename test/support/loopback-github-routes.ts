import {
  commentJson,
  issueJson,
  listedPullRequestJson,
  ownUserJson,
  pullRequestJson,
  repositoryJson,
} from './loopback-github-entities.ts'
import type { GitHubState, Grant, PullRequest, Repository } from './loopback-github-state.ts'

/** A request that GitHub's description allows, with who sent it. */
export interface Call {
  readonly state: GitHubState
  /** The API's address without a slash at its end. */
  readonly api: string
  /** Absent for a request without a token. */
  readonly grant: Grant | undefined
  readonly path: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: unknown
  /** The request's own path below the API, for links to other pages. */
  readonly target: string
}

export interface Reply {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** GitHub's limit for the body of a comment, in characters. */
export const MAX_COMMENT_LENGTH = 65_536

/** What answers each operation, by its id in GitHub's description. */
export const routes: Readonly<Record<string, (call: Call) => Reply>> = {
  'users/get-authenticated': ({ api, grant }) => {
    if (grant === undefined) return refusal(401, 'Requires authentication')
    if (grant.kind === 'installation') return refusal(403, 'Resource not accessible by integration')
    return { status: 200, body: ownUserJson(api, grant.login) }
  },
  'repos/get': inRepository(({ api }, repository) => ({
    status: 200,
    body: repositoryJson(api, repository),
  })),
  'pulls/list': inRepository((call, repository) => {
    const state = call.query.get('state') ?? 'open'
    const head = call.query.get('head')
    const base = call.query.get('base')
    const found = [...repository.pullRequests.values()].filter(
      (one) =>
        (state === 'all' || one.state === state) &&
        (head === null || `${one.head.repo.fullName.split('/')[0]}:${one.head.ref}` === head) &&
        (base === null || one.base.ref === base),
    )
    const body = found.reverse().map((one) => listedPullRequestJson(call.api, repository, one))
    return page(call, repository, body)
  }),
  'pulls/get': inPullRequest('pull_number', ({ api }, repository, pullRequest) => ({
    status: 200,
    body: pullRequestJson(api, repository, pullRequest),
  })),
  'issues/get': inPullRequest('issue_number', ({ api }, repository, pullRequest) => ({
    status: 200,
    body: issueJson(api, repository, pullRequest),
  })),
  'issues/list-comments': inPullRequest('issue_number', (call, repository, { number }) => {
    const comments = call.state.comments(repository.fullName, number)
    const body = comments.map((comment) => commentJson(call.api, repository, comment))
    return page(call, repository, body)
  }),
  'issues/create-comment': inPullRequest('issue_number', (call, repository, pullRequest) => {
    const body = (call.body as { body: string }).body
    const refused = writeRefusal(call.grant, body)
    if (refused !== undefined) return refused
    if (pullRequest.locked) return refusal(403, 'Unable to create comment because issue is locked.')
    const { fullName } = repository
    const comment = call.state.addComment(fullName, pullRequest.number, call.grant!.login, body)
    return { status: 201, body: commentJson(call.api, repository, comment) }
  }),
  'issues/update-comment': inRepository((call, repository) => {
    const comment = repository.comments.find(({ id }) => id === Number(call.path.comment_id))
    if (comment === undefined) return refusal(404, 'Not Found')
    const body = (call.body as { body: string }).body
    const refused = writeRefusal(call.grant, body)
    if (refused !== undefined) return refused
    call.state.editComment(comment, body)
    return { status: 200, body: commentJson(call.api, repository, comment) }
  }),
}

export function refusal(status: number, message: string, headers: Record<string, string> = {}): Reply {
  const documentation_url = 'https://docs.github.com/rest'
  return { status, body: { message, documentation_url, status: String(status) }, headers }
}

/** A private repository is 404 to a stranger, never 403: its existence is no one's business. */
function inRepository(answer: (call: Call, repository: Repository) => Reply) {
  return (call: Call): Reply => {
    const name = `${call.path.owner}/${call.path.repo}`.toLowerCase()
    const repository = call.state.repositories.get(name)
    const hidden = repository?.isPrivate === true && call.grant === undefined
    return repository === undefined || hidden ? refusal(404, 'Not Found') : answer(call, repository)
  }
}

function inPullRequest(
  parameter: 'pull_number' | 'issue_number',
  answer: (call: Call, repository: Repository, pullRequest: PullRequest) => Reply,
) {
  return inRepository((call, repository) => {
    const pullRequest = repository.pullRequests.get(Number(call.path[parameter]))
    return pullRequest === undefined ? refusal(404, 'Not Found') : answer(call, repository, pullRequest)
  })
}

function writeRefusal(grant: Grant | undefined, body: string): Reply | undefined {
  if (grant === undefined) return refusal(401, 'Requires authentication')
  const who = grant.kind === 'installation' ? 'integration' : 'personal access token'
  if (grant.access === 'read') return refusal(403, `Resource not accessible by ${who}`)
  if ([...body].length <= MAX_COMMENT_LENGTH) return undefined
  const message = `Body is too long (maximum is ${MAX_COMMENT_LENGTH} characters)`
  const errors = [{ resource: 'IssueComment', code: 'unprocessable', field: 'data', message }]
  return {
    status: 422,
    body: { message: 'Validation Failed', errors, documentation_url: 'https://docs.github.com/rest' },
  }
}

/** One page of a list. As GitHub does, links name the repository by its id, and 100 is the largest page. */
function page(call: Call, repository: Repository, items: readonly unknown[]): Reply {
  const size = Math.min(Number(call.query.get('per_page') ?? 30), 100)
  const current = Number(call.query.get('page') ?? 1)
  const last = Math.max(1, Math.ceil(items.length / size))
  const link = (number: number, relation: string) => {
    const query = new URLSearchParams(call.query)
    query.set('page', String(number))
    const target = call.target.replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${repository.id}`)
    return `<${call.api}${target}?${query}>; rel="${relation}"`
  }
  const before = current > 1 ? [link(current - 1, 'prev'), link(1, 'first')] : []
  const after = current < last ? [link(current + 1, 'next'), link(last, 'last')] : []
  const links = [...before, ...after]
  return {
    status: 200,
    body: items.slice((current - 1) * size, current * size),
    headers: links.length === 0 ? {} : { link: links.join(', ') },
  }
}
