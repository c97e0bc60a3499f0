import type { CheckOutcome, CheckPlace, CheckState } from './check-place.ts'
import { checkAnswer } from './own-check-runs.ts'
import { isRefusal, refusalOf } from './refusal.ts'
import { compareAttempts, type RunAttempt } from './run-attempt.ts'
import { type Answer, formatAnswered, outlasts, parseAnswered } from './standing.ts'

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
 * Says as commit status what a check run would say: in one line. The newest status counts, so nothing is updated; an older
 * run adds none above a newer one's, and no job of a run one above another's failure. GitHub's refusals are outcomes.
 */
export async function setCommitStatus(place: CheckPlace, state: CheckState): Promise<CheckOutcome> {
  const as = 'commit-status'
  try {
    const kept = keptBy(await knownStatuses(place), place, state)
    if (kept !== undefined) return { kind: kept, as }
    await create(place, {
      state: STATES[state.kind],
      description: shortened(state.title),
      target_url: `${withoutFragment(place.detailsUrl)}${WRITTEN_BY}${writtenBy(place, state)}`,
    })
    if (state.kind === 'failure' || state.kind === 'in-progress') return { kind: 'created', as }
    // Another job of this run may have failed it since we looked, and now ours is the newest.
    const failed = (await knownStatuses(place)).find((one) => isFailureOf(place, one))
    if (failed === undefined) return { kind: 'created', as }
    await create(place, failed.said)
    return { kind: 'kept-worse', as }
  } catch (error) {
    return refusalOf(error)
  }
}

/** A status that says `success` may be neutral: so that tells its answer. */
function writtenBy(place: CheckPlace, state: CheckState): string {
  return formatAnswered(place, state.kind === 'neutral' ? (state.answer ?? 'none') : undefined)
}

type Said = { state: 'error' | 'failure' | 'pending' | 'success'; description: string; target_url: string }

async function create({ client, owner, repo, headSha: sha, name }: CheckPlace, said: Said): Promise<void> {
  await client.rest.repos.createCommitStatus({ owner, repo, sha, context: name, ...said })
}

/** A status holds nothing but its address that could tell which run wrote it. */
const WRITTEN_BY = '#corecurve='

function keptBy(
  known: readonly OwnStatus[],
  place: CheckPlace,
  state: CheckState,
): 'kept-newer' | 'kept-worse' | 'kept-answer' | undefined {
  const { kind } = state
  const mine = kind === 'in-progress' ? 'none' : checkAnswer(kind, state.answer)
  const isNewer = known.some(({ attempt, said, answer }) => {
    if (attempt === undefined) return false
    const order = compareAttempts(attempt, place)
    if (order > 0) return !outlasts(mine, answer)
    // The end of a run may be told before its start is, by another job.
    return order === 0 && kind === 'in-progress' && said.state !== 'pending'
  })
  if (isNewer) return 'kept-newer'
  const newest = known.find(({ attempt }) => attempt !== undefined)
  if (
    newest?.attempt !== undefined &&
    compareAttempts(newest.attempt, place) < 0 &&
    outlasts(newest.answer, mine)
  )
    return 'kept-answer'
  return kind !== 'failure' && known.some((one) => isFailureOf(place, one)) ? 'kept-worse' : undefined
}

function isFailureOf(place: CheckPlace, { attempt, said }: OwnStatus): boolean {
  return attempt !== undefined && compareAttempts(attempt, place) === 0 && said.state === 'failure'
}

/** A forge that does not tell may still listen. */
async function knownStatuses(place: CheckPlace): Promise<readonly OwnStatus[]> {
  try {
    return await ownStatuses(place)
  } catch (error) {
    if (!isRefusal(error)) throw error
    return []
  }
}

/** Whether the newest status of ours on the commit is one that this run, or an older one, left pending. */
export async function isStatusPending(place: CheckPlace): Promise<boolean> {
  const [newest] = (await knownStatuses(place)).filter(({ attempt }) => attempt !== undefined)
  return (
    newest?.attempt !== undefined &&
    newest.said.state === 'pending' &&
    compareAttempts(newest.attempt, place) <= 0
  )
}

interface OwnStatus {
  /** Absent where it is not told by whom it was written. */
  readonly attempt: RunAttempt | undefined
  readonly answer: Answer
  readonly said: Said
}

/** Newest first. */
async function ownStatuses({ client, owner, repo, headSha: ref, name }: CheckPlace): Promise<OwnStatus[]> {
  const statuses = await client.paginate(client.rest.repos.listCommitStatusesForRef, {
    ...{ owner, repo, ref, per_page: 100 },
  })
  return statuses
    .filter(({ context }) => context.toLowerCase() === name.toLowerCase())
    .map(({ target_url: address, state, description }) => {
      const target_url = address ?? ''
      const written = target_url.lastIndexOf(WRITTEN_BY)
      const attempt = written < 0 ? undefined : parseAnswered(target_url.slice(written + WRITTEN_BY.length))
      return {
        attempt,
        answer: answerOf(state, attempt?.answer),
        said: { state: state as Said['state'], description: description ?? '', target_url },
      }
    })
}

function answerOf(state: string, told: Answer | undefined): Answer {
  if (told !== undefined) return told
  return state === 'success' || state === 'failure' ? checkAnswer(state) : 'none'
}

function shortened(title: string): string {
  const characters = [...title]
  return characters.length <= LONGEST ? title : `${characters.slice(0, LONGEST - 1).join('')}…`
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '')
}
