import type { Client } from './client.ts'
import type { Marker } from './marker.ts'
import { isUnknown, refusalOf } from './refusal.ts'

export interface OwnRun {
  readonly client: Client
  readonly owner: string
  readonly repo: string
  readonly run: number
  /** Head of the pull request, which was measured. */
  readonly sha: string
}

/**
 * Whether a marker with the id of a newer run than this one tells of a run that there is: of this workflow, for the
 * commit that it names. All workflows of a repository comment as the same bot, and one that quotes a stranger in the first
 * line of its comment would keep us from commenting for good. Where the token may not ask, or GitHub is in trouble, what is
 * said of this very head is believed, and nothing else: it is the pull request's head now.
 */
export async function isKnownRun(
  marker: Marker,
  { client, owner, repo, run, sha }: OwnRun,
): Promise<boolean> {
  const ask = async (run_id: number) =>
    (await client.rest.actions.getWorkflowRun({ owner, repo, run_id })).data
  let mayAsk = false
  try {
    const ours = await ask(run)
    mayAsk = true
    const theirs = await ask(marker.run)
    return theirs.workflow_id === ours.workflow_id && theirs.head_sha.startsWith(marker.sha)
  } catch (error) {
    const refusal = refusalOf(error)
    return mayAsk && isUnknown(refusal) ? false : sha.startsWith(marker.sha)
  }
}
