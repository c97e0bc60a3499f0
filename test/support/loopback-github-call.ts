import { type Grant, type Need, refusalFor } from './loopback-github-grant.ts'
import type { PullRequest, Repository } from './loopback-github-model.ts'
import { resolveCommit } from './loopback-github-repositories.ts'
import type { GitHubState } from './loopback-github-state.ts'

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
  /** The media types that were asked for. */
  readonly accept: string
  /** The request's own path below the API, for links to other pages. */
  readonly target: string
  /** A signed address for the bytes of an artifact, good for a short while. */
  signedUrl(artifactId: number): string
}

export interface Reply {
  readonly status: number
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export type Route = (call: Call) => Reply

export function refusal(status: number, message: string, headers: Record<string, string> = {}): Reply {
  const documentation_url = 'https://docs.github.com/rest'
  return { status, body: { message, documentation_url, status: String(status) }, headers }
}

export interface Invalid {
  readonly resource?: string
  readonly field?: string
  readonly code: string
  readonly message?: string
}

export function unprocessable(errors: readonly Invalid[], message = 'Validation Failed'): Reply {
  return {
    status: 422,
    body: { message, errors, documentation_url: 'https://docs.github.com/rest', status: '422' },
  }
}

export const NOT_FOUND = refusal(404, 'Not Found')

/**
 * Answers where the repository is there and the token may do what is needed. A private repository is 404 to a
 * stranger, never 403: its existence is no one's business.
 */
export function inRepository(need: Need, answer: (call: Call, repository: Repository) => Reply): Route {
  return (call) => {
    const name = `${call.path.owner}/${call.path.repo}`.toLowerCase()
    const repository = call.state.repositories.get(name)
    const hidden = repository?.isPrivate === true && call.grant === undefined
    if (repository === undefined || hidden) return NOT_FOUND
    const refused = refusalFor(call.grant, need)
    return refused === undefined ? answer(call, repository) : refusal(...refused)
  }
}

export function inPullRequest(
  need: Need,
  parameter: 'pull_number' | 'issue_number',
  answer: (call: Call, repository: Repository, pullRequest: PullRequest) => Reply,
): Route {
  return inRepository(need, (call, repository) => {
    const pullRequest = repository.pullRequests.get(Number(call.path[parameter]))
    return pullRequest === undefined ? NOT_FOUND : answer(call, repository, pullRequest)
  })
}

/** Answers for the commit that `ref` in the path stands for. */
export function atCommit(
  need: Need,
  answer: (call: Call, repository: Repository, sha: string) => Reply,
): Route {
  return inRepository(need, (call, repository) => {
    const ref = call.path.ref ?? call.path.sha!
    const sha = resolveCommit(repository, ref)
    return sha === undefined ? refusal(422, `No commit found for SHA: ${ref}`) : answer(call, repository, sha)
  })
}

/** One page of a list. As GitHub does, links name the repository by its id, and 100 is the largest page. */
export function page(
  call: Call,
  repository: Repository,
  items: readonly unknown[],
  around: (items: readonly unknown[]) => unknown = (plain) => plain,
): Reply {
  const size = Math.min(Math.max(1, Number(call.query.get('per_page') ?? 30)), 100)
  const current = Math.max(1, Number(call.query.get('page') ?? 1))
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
    body: around(items.slice((current - 1) * size, current * size)),
    headers: links.length === 0 ? {} : { link: links.join(', ') },
  }
}
