import type { Client } from './client.ts'
import { type Refusal, refusalOf } from './refusal.ts'
import type { RunAttempt } from './run-attempt.ts'

export interface AttemptQuery extends RunAttempt {
  readonly client: Client
  readonly owner: string
  readonly repo: string
}

export type AttemptStart =
  /** In milliseconds since 1970. The first attempt has no earlier one whose artifacts could be taken for its own. */
  | { readonly kind: 'started'; readonly at: number }
  /** Someone ran it again since: which artifacts are of this attempt cannot be told any more. */
  | { readonly kind: 'superseded' }
  | Refusal

/** When an attempt of a run began. GitHub's refusals are values. */
export async function attemptStart({
  client,
  owner,
  repo,
  run,
  attempt,
}: AttemptQuery): Promise<AttemptStart> {
  try {
    const { data } = await client.rest.actions.getWorkflowRun({ owner, repo, run_id: run })
    if ((data.run_attempt ?? 1) !== attempt) return { kind: 'superseded' }
    if (attempt === 1) return { kind: 'started', at: 0 }
    const at = Date.parse(data.run_started_at ?? '')
    return Number.isNaN(at)
      ? { kind: 'failed', reason: 'GitHub does not say when the run began' }
      : { kind: 'started', at }
  } catch (error) {
    return refusalOf(error)
  }
}
