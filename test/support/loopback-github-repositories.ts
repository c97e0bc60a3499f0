import { type Grant, type GrantOptions, grantOf } from './loopback-github-grant.ts'
import type { Repository, Role } from './loopback-github-model.ts'

/** Head of the default branch, and base of a pull request, where a test names no other. */
export const BASE_SHA = 'b'.repeat(40)

/** Repositories, tokens, roles and files. Ids and times come from one counter, so that every run is alike. */
export class GitHubRepositories {
  readonly repositories = new Map<string, Repository>()
  readonly tokens = new Map<string, Grant>()
  #count = 0

  /** A new token; installation tokens speak for an app's bot, as a workflow's own token does. */
  issueToken(options: GrantOptions = {}): string {
    const grant = grantOf(options)
    const token = `${grant.kind === 'installation' ? 'ghs' : 'ghp'}_loopback${this.nextId()}`
    this.tokens.set(token, grant)
    return token
  }

  addRepository(
    fullName: string,
    options: { isPrivate?: boolean; isFork?: boolean; defaultBranch?: string } = {},
  ): Repository {
    const { isPrivate = false, isFork = false, defaultBranch = 'main' } = options
    const repository: Repository = {
      id: this.nextId(),
      fullName,
      isPrivate,
      isFork,
      defaultBranch,
      pullRequests: new Map(),
      comments: [],
      roles: new Map(),
      commits: new Set([BASE_SHA]),
      parents: new Map(),
      branches: new Map([[defaultBranch, BASE_SHA]]),
      files: new Map(),
      checkRuns: [],
      statuses: [],
      workflows: [],
      runs: new Map(),
      artifacts: [],
    }
    this.repositories.set(fullName.toLowerCase(), repository)
    return repository
  }

  repository(fullName: string): Repository {
    const repository = this.repositories.get(fullName.toLowerCase())
    if (repository === undefined) throw new Error(`No repository ${fullName} was added`)
    return repository
  }

  /** Makes a commit known as a merge of others, and those with it. */
  addMerge(fullName: string, sha: string, parents: readonly string[]): void {
    for (const each of [sha, ...parents]) this.addCommit(fullName, each)
    this.repository(fullName).parents.set(sha, parents)
  }

  /** Makes a commit known, and a branch name it where one is given. */
  addCommit(fullName: string, sha: string, branch?: string): void {
    const repository = this.repository(fullName)
    repository.commits.add(sha)
    if (branch !== undefined) repository.branches.set(branch, sha)
  }

  setRole(fullName: string, login: string, role: Role): void {
    this.repository(fullName).roles.set(login.toLowerCase(), role)
  }

  /** A file as a branch or a commit has it; the default branch where none is named. */
  setFile(fullName: string, path: string, text: string, ref?: string): void {
    const { files, defaultBranch } = this.repository(fullName)
    const place = ref ?? defaultBranch
    files.set(place, (files.get(place) ?? new Map<string, string>()).set(path, text))
  }

  protected nextId(): number {
    this.#count += 1
    return this.#count
  }

  /** Each time is a second later than the one before. */
  protected now(): string {
    return new Date(Date.UTC(2026, 0, 1) + this.nextId() * 1000).toISOString().replace('.000Z', 'Z')
  }
}

/** The commit that a branch, `heads/` of one, or a commit's own name stands for. */
export function resolveCommit(repository: Repository, ref: string): string | undefined {
  if (repository.commits.has(ref)) return ref
  return repository.branches.get(ref.replace(/^(refs\/)?heads\//, ''))
}
