/** What the loopback GitHub knows. Fields that a test or a request may change are the ones without `readonly`. */

export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none'

export interface Repository {
  readonly id: number
  readonly fullName: string
  readonly isPrivate: boolean
  readonly isFork: boolean
  readonly defaultBranch: string
  readonly pullRequests: Map<number, PullRequest>
  readonly comments: Comment[]
  /** By login in lower case. */
  readonly roles: Map<string, Role>
  /** A fork's commits are here too, once a pull request proposed them. */
  readonly commits: Set<string>
  /** Of the commits that a test gave any. */
  readonly parents: Map<string, readonly string[]>
  /** Commit by branch. */
  readonly branches: Map<string, string>
  /** Text by path, by branch or commit. */
  readonly files: Map<string, Map<string, string>>
  readonly checkRuns: CheckRun[]
  readonly statuses: CommitStatus[]
  readonly workflows: Workflow[]
  readonly runs: Map<number, WorkflowRun>
  readonly artifacts: Artifact[]
}

export interface PullRequest {
  readonly id: number
  readonly number: number
  readonly title: string
  readonly author: string
  state: 'open' | 'closed'
  /** `repo` is null once the fork was deleted. */
  readonly head: { repo: Repository | null; readonly owner: string; readonly ref: string; sha: string }
  readonly base: { readonly ref: string; readonly sha: string }
  readonly mergeCommit: string
  /** A locked conversation takes comments from nobody without write access, and from no read-only token. */
  locked: boolean
  readonly createdAt: string
}

export interface Comment {
  readonly id: number
  /** Number of the issue or pull request that it stands under. */
  readonly number: number
  readonly author: string
  body: string
  readonly createdAt: string
  updatedAt: string
  readonly reactions: Reaction[]
}

export const REACTIONS = ['+1', '-1', 'laugh', 'hooray', 'confused', 'heart', 'rocket', 'eyes'] as const

export interface Reaction {
  readonly id: number
  readonly author: string
  readonly content: (typeof REACTIONS)[number]
  readonly createdAt: string
}

export interface CheckRun {
  readonly id: number
  name: string
  readonly headSha: string
  /** Slug of the app that made it, the only one that may change it. */
  readonly app: string
  status: string
  conclusion: string | null
  externalId: string
  detailsUrl: string | null
  startedAt: string
  completedAt: string | null
  output: { title: string | null; summary: string | null; text: string | null }
}

export interface CommitStatus {
  readonly id: number
  readonly sha: string
  readonly state: 'error' | 'failure' | 'pending' | 'success'
  readonly context: string
  readonly description: string | null
  readonly targetUrl: string | null
  readonly creator: string
  readonly createdAt: string
}

export interface Workflow {
  readonly id: number
  readonly name: string
  /** Such as `.github/workflows/benchmark.yml`. */
  readonly path: string
}

export interface WorkflowRun {
  readonly id: number
  readonly number: number
  attempt: number
  readonly workflow: Workflow
  /** The workflow's path as the run tells it; GitHub sometimes adds `@` and a ref. */
  readonly path: string
  readonly event: string
  status: string
  conclusion: string | null
  /** Null once the fork was deleted. */
  headRepo: Repository | null
  readonly headBranch: string
  readonly headSha: string
  /** As GitHub tells them: none where the pull request comes from a fork. */
  readonly pullRequests: readonly PullRequest[]
  readonly actor: string
  readonly jobs: Job[]
  readonly createdAt: string
  /** When the attempt began. */
  startedAt: string
}

export interface Job {
  readonly id: number
  readonly name: string
  readonly attempt: number
  readonly conclusion: 'success' | 'failure' | 'cancelled' | 'skipped'
  readonly startedAt: string
  readonly completedAt: string
}

export interface Artifact {
  readonly id: number
  readonly name: string
  readonly run: WorkflowRun
  /** The archive; a test may put any bytes here. */
  bytes: Uint8Array
  expired: boolean
  readonly createdAt: string
}

export interface PullRequestOptions {
  readonly number?: number
  readonly author?: string
  readonly state?: 'open' | 'closed'
  /** Full name of the head's repository; made as a fork where it is not there yet. */
  readonly headRepo?: string
  readonly headRef?: string
  readonly headSha?: string
  readonly baseRef?: string
  readonly baseSha?: string
  readonly mergeCommit?: string
  readonly locked?: boolean
}

export interface RunOptions {
  readonly id?: number
  /** Path of the workflow; added where it is not there yet. */
  readonly workflow?: string
  /** Where it differs from `workflow`: with `@` and a ref. */
  readonly path?: string
  readonly event?: string
  readonly status?: string
  readonly conclusion?: string | null
  readonly attempt?: number
  readonly actor?: string
  /** Number of the pull request whose head ran; else the three below, else the default branch. */
  readonly pullRequest?: number
  readonly headRepo?: string
  readonly headBranch?: string
  readonly headSha?: string
}
