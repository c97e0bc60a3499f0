import type { Client } from './client.ts'
import { isCommitId, notACommit, type RefusedCommit, shortId } from './measured-commit.ts'
import { isUnknown, type Refusal, refusalOf } from './refusal.ts'

export interface ClaimedBase {
  readonly client: Client
  readonly owner: string
  readonly repo: string
  /** Commit that a file says it compares with: a stranger's word. */
  readonly base: string
  /** Head and base branch of the pull request, as GitHub says. */
  readonly headSha: string
  readonly baseRef: string
}

/**
 * Why a commit is none to compare a pull request with; undefined where it is one: GitHub says that the branch to be
 * merged into holds it, and it is not the head itself. A newer or an older commit of that branch than the merge base
 * is accepted, since the branch moves on while it is measured.
 */
export async function refuseBase(claim: ClaimedBase): Promise<RefusedCommit | Refusal | undefined> {
  const { client, owner, repo, base, headSha, baseRef } = claim
  if (!isCommitId(base)) return notACommit
  if (base === headSha) return { kind: 'refused', why: 'It is the head of the pull request itself.' }
  const elsewhere: RefusedCommit = {
    kind: 'refused',
    why: `Commit ${shortId(base)} is not in the branch that the pull request is to be merged into.`,
  }
  try {
    const { data } = await client.rest.repos.compareCommitsWithBasehead({
      ...{ owner, repo, per_page: 1 },
      basehead: `${base}...${baseRef}`,
    })
    return data.status === 'ahead' || data.status === 'identical' ? undefined : elsewhere
  } catch (error) {
    const refusal = refusalOf(error)
    return isUnknown(refusal) ? elsewhere : refusal
  }
}
