import type { Client } from './client.ts'
import { type Refusal, refusalOf } from './refusal.ts'

export interface MeasuredCommit {
  readonly client: Client
  readonly owner: string
  readonly repo: string
  /** Commit that a file claims to be measured: a stranger's word, but hex digits. */
  readonly measured: string
  /** Head of the pull request, as GitHub says. */
  readonly headSha: string
}

export type MeasuredCommitAnswer =
  | { readonly kind: 'head' }
  /** GitHub's trial merge of head into base, whose commit `base` is. */
  | { readonly kind: 'merge'; readonly base: string }
  | NotACommit
  | Refusal

interface NotACommit {
  readonly kind: 'refused'
  readonly why: string
}

/**
 * Whether what was measured is the pull request: its head, or a merge of its head into another commit, as GitHub makes
 * one for `refs/pull/N/merge` and `actions/checkout` checks out. The parents are GitHub's word.
 */
export async function acceptMeasuredCommit(commit: MeasuredCommit): Promise<MeasuredCommitAnswer> {
  const { client, owner, repo, measured, headSha } = commit
  if (measured === headSha) return { kind: 'head' }
  const parents = await parentsOf(client, owner, repo, measured)
  if (!Array.isArray(parents)) return parents
  const [base, head, ...more] = parents
  if (base !== undefined && head === headSha && more.length === 0) return { kind: 'merge', base }
  return { kind: 'refused', why: `Commit ${short(measured)} is no merge of ${short(headSha)}.` }
}

/**
 * Whether the repository knows a commit that a file calls its base; undefined where it does. More it does not say: a
 * fork's commits are known as well, and the base may be any of them.
 */
export async function refuseUnknownCommit({
  client,
  owner,
  repo,
  measured,
}: Omit<MeasuredCommit, 'headSha'>): Promise<NotACommit | Refusal | undefined> {
  const parents = await parentsOf(client, owner, repo, measured)
  return Array.isArray(parents) ? undefined : parents
}

async function parentsOf(
  client: Client,
  owner: string,
  repo: string,
  sha: string,
): Promise<string[] | NotACommit | Refusal> {
  if (!/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(sha)) return { kind: 'refused', why: 'It names no commit.' }
  try {
    const { data } = await client.rest.git.getCommit({ owner, repo, commit_sha: sha })
    return data.parents.map((parent) => parent.sha)
  } catch (error) {
    const refusal = refusalOf(error)
    // 404 is said where the token may not look, too; but then the pull request would not have been found.
    return /^GitHub answered (404|409|422)\b/.test(refusal.reason)
      ? { kind: 'refused', why: `Commit ${short(sha)} is not known to GitHub.` }
      : refusal
  }
}

function short(sha: string): string {
  return sha.slice(0, 7)
}
