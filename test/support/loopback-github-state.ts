/** Who a token speaks for, and what it may do in every repository. */
export interface Grant {
  readonly kind: 'user' | 'installation'
  readonly login: string
  readonly access: 'read' | 'write'
}

export interface Repository {
  readonly id: number
  readonly fullName: string
  readonly isPrivate: boolean
  readonly isFork: boolean
  readonly defaultBranch: string
  readonly pullRequests: Map<number, PullRequest>
  readonly comments: Comment[]
}

export interface PullRequest {
  readonly id: number
  readonly number: number
  readonly title: string
  readonly author: string
  readonly state: 'open' | 'closed'
  readonly head: { readonly repo: Repository; readonly ref: string; sha: string }
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
}

export interface PullRequestOptions {
  readonly number?: number
  readonly author?: string
  readonly state?: 'open' | 'closed'
  /** Full name of the head's repository; made as a fork where it is not there yet. */
  readonly headRepo?: string
  readonly headRef?: string
  readonly headSha?: string
  readonly baseSha?: string
  readonly mergeCommit?: string
  readonly locked?: boolean
}

/** What this GitHub knows. Ids and times come from one counter, so that every run is alike. */
export class GitHubState {
  readonly repositories = new Map<string, Repository>()
  readonly tokens = new Map<string, Grant>()
  #count = 0

  /** A new token; installation tokens speak for an app's bot, as a workflow's own token does. */
  issueToken(grant: Partial<Grant> = {}): string {
    const { kind = 'installation', access = 'write' } = grant
    const login = grant.login ?? (kind === 'installation' ? 'github-actions[bot]' : 'a-person')
    const token = `${kind === 'installation' ? 'ghs' : 'ghp'}_loopback${this.#next()}`
    this.tokens.set(token, { kind, login, access })
    return token
  }

  addRepository(
    fullName: string,
    options: { isPrivate?: boolean; isFork?: boolean; defaultBranch?: string } = {},
  ): Repository {
    const { isPrivate = false, isFork = false, defaultBranch = 'main' } = options
    const pullRequests = new Map<number, PullRequest>()
    const repository: Repository = {
      id: this.#next(),
      fullName,
      isPrivate,
      isFork,
      defaultBranch,
      pullRequests,
      comments: [],
    }
    this.repositories.set(fullName.toLowerCase(), repository)
    return repository
  }

  repository(fullName: string): Repository {
    const repository = this.repositories.get(fullName.toLowerCase())
    if (repository === undefined) throw new Error(`No repository ${fullName} was added`)
    return repository
  }

  addPullRequest(fullName: string, options: PullRequestOptions = {}): PullRequest {
    const repository = this.repository(fullName)
    const headName = options.headRepo ?? fullName
    const headRepo =
      this.repositories.get(headName.toLowerCase()) ?? this.addRepository(headName, { isFork: true })
    const number = options.number ?? repository.pullRequests.size + 1
    const pullRequest: PullRequest = {
      id: this.#next(),
      number,
      title: `Change ${number}`,
      author: options.author ?? 'a-contributor',
      state: options.state ?? 'open',
      head: {
        repo: headRepo,
        ref: options.headRef ?? `change-${number}`,
        sha: options.headSha ?? 'a'.repeat(40),
      },
      base: { ref: repository.defaultBranch, sha: options.baseSha ?? 'b'.repeat(40) },
      mergeCommit: options.mergeCommit ?? 'c'.repeat(40),
      locked: options.locked ?? false,
      createdAt: this.#now(),
    }
    repository.pullRequests.set(number, pullRequest)
    return pullRequest
  }

  addComment(fullName: string, number: number, author: string, body: string): Comment {
    const now = this.#now()
    const comment: Comment = { id: this.#next(), number, author, body, createdAt: now, updatedAt: now }
    this.repository(fullName).comments.push(comment)
    return comment
  }

  editComment(comment: Comment, body: string): void {
    comment.body = body
    comment.updatedAt = this.#now()
  }

  removeComments(fullName: string, number: number): void {
    const { comments } = this.repository(fullName)
    comments.splice(0, Infinity, ...comments.filter((comment) => comment.number !== number))
  }

  comments(fullName: string, number: number): readonly Comment[] {
    return this.repository(fullName).comments.filter((comment) => comment.number === number)
  }

  #next(): number {
    this.#count += 1
    return this.#count
  }

  #now(): string {
    return new Date(Date.UTC(2026, 0, 1) + this.#next() * 1000).toISOString().replace('.000Z', 'Z')
  }
}
