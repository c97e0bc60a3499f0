import type { Client } from './client.ts'
import { type Refusal, refusalOf } from './refusal.ts'

/** What a workflow run says of the head that it was started for. All of it comes from GitHub, nothing from a file. */
export interface RunHead {
  readonly client: Client
  /** Repository of the run, which the pull request is opened in. */
  readonly owner: string
  readonly repo: string
  readonly headSha: string
  readonly headBranch: string
  /** Null once the fork was deleted. */
  readonly headRepository: { readonly fullName: string; readonly owner: string } | null
}

export interface FoundPullRequest {
  readonly number: number
  readonly headSha: string
  readonly baseRef: string
  readonly baseSha: string
  readonly fromFork: boolean
  readonly author: string | undefined
}

export type PullRequestSearch =
  | { readonly kind: 'found'; readonly pullRequest: FoundPullRequest }
  /** `changed`: something was pushed since; its own run will publish. `why` quotes nobody. */
  | { readonly kind: 'none' | 'changed'; readonly why: string }
  /** Of one branch, into several others: in order of their numbers, at least two. */
  | { readonly kind: 'several'; readonly pullRequests: readonly FoundPullRequest[] }
  | Refusal

/**
 * The open pull request whose head a workflow run measured, or several that share it. `workflow_run.pull_requests` is empty for forks, so it
 * is searched by the head's branch, and then its commit and repository must be the run's. GitHub's refusals are
 * outcomes.
 */
export async function findPullRequest(head: RunHead): Promise<PullRequestSearch> {
  const { client, owner, repo, headSha, headBranch, headRepository } = head
  if (headRepository === null)
    return { kind: 'none', why: 'The repository that the pull request comes from was deleted.' }
  try {
    const listed = await client.paginate(client.rest.pulls.list, {
      ...{ owner, repo, state: 'open', per_page: 100 },
      head: `${headRepository.owner}:${headBranch}`,
    })
    // The filter knows no repository, and a malformed one is ignored: what it lets through is looked at again.
    const ofBranch = listed.filter(
      (pull) =>
        pull.head.ref === headBranch &&
        pull.head.repo?.full_name.toLowerCase() === headRepository.fullName.toLowerCase(),
    )
    const ofCommit = ofBranch.filter((pull) => pull.head.sha === headSha)
    const found = ofCommit
      .map((pull) => ({
        ...{ number: pull.number, headSha, baseRef: pull.base.ref, baseSha: pull.base.sha },
        fromFork: pull.head.repo?.id !== pull.base.repo.id,
        author: pull.user?.login,
      }))
      .toSorted((a, b) => a.number - b.number)
    const [only] = found
    if (found.length > 1) return { kind: 'several', pullRequests: found }
    if (only === undefined) return ofBranch.length === 0 ? NONE : CHANGED
    return { kind: 'found', pullRequest: only }
  } catch (error) {
    return refusalOf(error)
  }
}

const NONE = { kind: 'none', why: 'No pull request of this branch is open any more.' } as const
const CHANGED = {
  kind: 'changed',
  why: 'The pull request has another head by now, which a run of its own measures.',
} as const
