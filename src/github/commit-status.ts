import { CHECK_NAME, type CheckOutcome, type CheckPlace, type CheckState } from './check-place.ts'
import { isRefusal, refusalOf } from './refusal.ts'
import { compareAttempts, formatAttempt, parseAttempt } from './run-attempt.ts'

/** GitHub's limit for a description, in characters. */
const LONGEST = 140
const STATES = {
  'in-progress': 'pending',
  success: 'success',
  failure: 'failure',
  // A status cannot be neutral. Neither an unclear answer nor a machine at fault may hold up a merge.
  neutral: 'success',
} as const

/**
 * Says as commit status `corecurve` what a check run would say: in one line. The newest status counts, so nothing is
 * updated; an older run adds none above a newer one's. GitHub's refusals are outcomes.
 */
export async function setCommitStatus(place: CheckPlace, state: CheckState): Promise<CheckOutcome> {
  const { client, owner, repo, headSha: sha } = place
  try {
    if (await isOutdated(place, state)) return { kind: 'kept-newer', as: 'commit-status' }
    await client.rest.repos.createCommitStatus({
      ...{ owner, repo, sha, context: CHECK_NAME, state: STATES[state.kind] },
      description: shortened(state.title),
      target_url: `${withoutFragment(place.detailsUrl)}#${CHECK_NAME}=${formatAttempt(place)}`,
    })
    return { kind: 'created', as: 'commit-status' }
  } catch (error) {
    return refusalOf(error)
  }
}

/** A status holds nothing but its address that could tell which run wrote it. */
const WRITTEN_BY = new RegExp(`#${CHECK_NAME}=([^#]*)$`)

async function isOutdated(place: CheckPlace, state: CheckState): Promise<boolean> {
  try {
    return (await ownStatuses(place)).some(({ attempt, state: written }) => {
      if (attempt === undefined) return false
      const order = compareAttempts(attempt, place)
      // The end of a run may be told before its start is, by another job.
      return order > 0 || (order === 0 && state.kind === 'in-progress' && written !== 'pending')
    })
  } catch (error) {
    if (!isRefusal(error)) throw error
    // A forge that does not tell may still listen.
    return false
  }
}

/** Whether the newest status of ours on the commit is one that this run, or an older one, left pending. */
export async function isStatusPending(place: CheckPlace): Promise<boolean> {
  try {
    const [newest] = (await ownStatuses(place)).filter(({ attempt }) => attempt !== undefined)
    return (
      newest?.attempt !== undefined &&
      newest.state === 'pending' &&
      compareAttempts(newest.attempt, place) <= 0
    )
  } catch (error) {
    if (!isRefusal(error)) throw error
    return false
  }
}

/** Newest first; without an attempt where it is not told by whom it was written. */
async function ownStatuses({ client, owner, repo, headSha: ref }: CheckPlace) {
  const statuses = await client.paginate(client.rest.repos.listCommitStatusesForRef, {
    ...{ owner, repo, ref, per_page: 100 },
  })
  return statuses
    .filter(({ context }) => context.toLowerCase() === CHECK_NAME)
    .map(({ target_url, state }) => ({
      state,
      attempt: parseAttempt(WRITTEN_BY.exec(target_url ?? '')?.[1] ?? ''),
    }))
}

function shortened(title: string): string {
  const characters = [...title]
  return characters.length <= LONGEST ? title : `${characters.slice(0, LONGEST - 1).join('')}…`
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '')
}
