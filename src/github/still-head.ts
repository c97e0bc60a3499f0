import type { Client } from './client.ts'
import { type Refusal, refusalOf } from './refusal.ts'

export type StillHead =
  | { readonly kind: 'head' }
  /** It was closed, or something was pushed since; a run of its own tells that. `why` quotes nobody. */
  | { readonly kind: 'outdated'; readonly why: string }
  | Refusal

/** Whether a pull request is open and its head is the commit that was measured. GitHub's refusals are outcomes. */
export async function stillHead({
  client,
  owner,
  repo,
  number,
  headSha,
}: {
  readonly client: Client
  readonly owner: string
  readonly repo: string
  readonly number: number
  readonly headSha: string
}): Promise<StillHead> {
  try {
    const { data } = await client.rest.pulls.get({ owner, repo, pull_number: number })
    if (data.state !== 'open') return { kind: 'outdated', why: 'The pull request was closed.' }
    if (data.head.sha === headSha) return { kind: 'head' }
    return {
      kind: 'outdated',
      why: 'The pull request has another head by now, which a run of its own measures.',
    }
  } catch (error) {
    return refusalOf(error)
  }
}
