import type { Client } from './client.ts'
import { isUnknown, type Refusal, refusalOf } from './refusal.ts'

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
  | RefusedCommit
  | Refusal

/** `why` quotes nothing of the file but the first digits of a commit. */
export interface RefusedCommit {
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
  return { kind: 'refused', why: `Commit ${shortId(measured)} is no merge of ${shortId(headSha)}.` }
}

async function parentsOf(
  client: Client,
  owner: string,
  repo: string,
  sha: string,
): Promise<string[] | RefusedCommit | Refusal> {
  if (!isCommitId(sha)) return notACommit
  try {
    const { data } = await client.rest.git.getCommit({ owner, repo, commit_sha: sha })
    return data.parents.map((parent) => parent.sha)
  } catch (error) {
    const refusal = refusalOf(error)
    return isUnknown(refusal)
      ? { kind: 'refused', why: `Commit ${shortId(sha)} is not known to GitHub.` }
      : refusal
  }
}

export function isCommitId(text: string): boolean {
  return /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(text)
}

export const notACommit: RefusedCommit = { kind: 'refused', why: 'It names no commit.' }

export function shortId(sha: string): string {
  return sha.slice(0, 7)
}
