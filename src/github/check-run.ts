import { RequestError } from 'octokit'
import type { CheckOutcome, CheckPlace, CheckState, CheckWords, ConcludedCheck } from './check-place.ts'
import { isStatusPending, setCommitStatus } from './commit-status.ts'
import { ONCE, pauseAfter, SETTLED_AFTER, TRIES } from './look-again.ts'
import {
  type CheckRank,
  checkAnswer,
  compareChecks,
  type OwnCheckRun,
  ownCheckRuns,
} from './own-check-runs.ts'
import { ownLogin } from './own-login.ts'
import { isRefusal, refusalOf } from './refusal.ts'
import { compareAttempts, type RunAttempt } from './run-attempt.ts'
import { type Answer, formatAnswered, outlasts, standing } from './standing.ts'

/** Says on the pull request's head that it is being measured. A check that this run concluded, or that says what is proven of it, is not opened again. */
export function startCheck(place: CheckPlace, words: CheckWords): Promise<CheckOutcome> {
  return write(place, { kind: 'in-progress', ...words })
}

/** Says on the pull request's head how the measurement ended. */
export function concludeCheck(place: CheckPlace, state: ConcludedCheck): Promise<CheckOutcome> {
  return write(place, state)
}

/**
 * Ends a check of ours that this run, or an older one, left in progress; says nothing where there is none. It would
 * stay in progress for ever where nothing is published.
 */
export async function closeCheck(
  place: CheckPlace,
  words: CheckWords,
): Promise<CheckOutcome | { readonly kind: 'not-open' }> {
  const state = { kind: 'neutral', ...words } as const
  try {
    const ours = await ownCheckRuns(place, () => ownLogin(place.client))
    const open = ours.filter((one) => !one.done && compareAttempts(one, place) <= 0)
    return open.length === 0 ? { kind: 'not-open' } : await write(place, state)
  } catch (error) {
    const refusal = refusalOf(error)
    if (!isUnavailable(error)) return refusal
    return (await isStatusPending(place)) ? await setCommitStatus(place, state) : { kind: 'not-open' }
  }
}

/**
 * Writes the check run: updates the one that is there, or creates it. Where checks are not to be had (the
 * token lacks `checks: write`, or the forge has none) a commit status says it. GitHub's refusals are outcomes.
 */
async function write(place: CheckPlace, state: CheckState): Promise<CheckOutcome> {
  try {
    return await writeCheckRun(place, state)
  } catch (error) {
    const refusal = refusalOf(error)
    return isUnavailable(error) ? await setCommitStatus(place, state) : refusal
  }
}

const NO_SUCH_FEATURE = [405, 410, 501]

function isUnavailable(error: unknown): boolean {
  if (refusalOf(error).kind === 'forbidden') return true
  return error instanceof RequestError && NO_SUCH_FEATURE.includes(error.status)
}

async function writeCheckRun(place: CheckPlace, state: CheckState): Promise<CheckOutcome> {
  let login: Promise<string> | undefined
  const author = () => {
    login ??= ownLogin(place.client)
    return login
  }
  for (let tries = 1; ; tries++) {
    const seen = await ownCheckRuns(place, author)
    // Who we are was asked in between: nothing may come between the look and the writing.
    const ours = seen.length > 0 && tries === 1 ? await ownCheckRuns(place, author) : seen
    try {
      if (ours.length === 0) return await create(place, state, author)
      const outcome = await settle(place, state, ours)
      if (outcome.kind !== 'updated' || tries === TRIES || (await isStanding(place, state, author)))
        return outcome
    } catch (error) {
      // An answer that got lost may have created the check, and a newer run may have written: look before trying again.
      const pause = isUnavailable(error) ? undefined : pauseAfter(error, tries)
      if (pause === undefined) throw error
      await place.wait(pause)
    }
  }
}

/** Whether what we updated stands a moment later: a run that had looked before we wrote may have overwritten it. */
async function isStanding(
  place: CheckPlace,
  state: CheckState,
  author: () => Promise<string>,
): Promise<boolean> {
  try {
    await place.wait(SETTLED_AFTER)
    const mine = rankOf(place, state)
    return (await ownCheckRuns(place, author)).every((one) => compareChecks(one, mine) === 0)
  } catch (error) {
    if (!isRefusal(error)) throw error
    return true
  }
}

async function create(
  place: CheckPlace,
  state: CheckState,
  author: () => Promise<string>,
): Promise<CheckOutcome> {
  const { client, owner, repo, name, headSha: head_sha } = place
  const { data } = await client.rest.checks.create({
    ...{ owner, repo, head_sha, name, ...fieldsOf(place, state) },
    request: { retries: 0 },
  })
  try {
    // Another run may have created one since we looked.
    return await settle(place, state, await ownCheckRuns(place, author), data.id)
  } catch (error) {
    if (!isRefusal(error)) throw error
    return { kind: 'created', as: 'check-run' }
  }
}

/**
 * Makes all check runs of ours say what stands, which is what the newest says unless an older one proved more: there is
 * one, but for races, and none can be deleted. One left behind would stay in progress for ever.
 */
async function settle(
  place: CheckPlace,
  state: CheckState,
  ours: readonly OwnCheckRun[],
  created?: number,
): Promise<CheckOutcome> {
  const mine = rankOf(place, state)
  const others = ours.filter(({ id }) => id !== created)
  const ranked: readonly Ranked[] = [...others, mine].toSorted(compareChecks)
  const stands = standing(ranked, (a, b) => outlasts(a.answer, b.answer))
  const kept = others.find((one) => one === stands)
  const outdated = kept === undefined ? others : ours.filter((one) => compareChecks(one, kept) !== 0)
  const fields = kept === undefined ? fieldsOf(place, state) : repeated(kept, place)
  const { client, owner, repo } = place
  for (const { id } of outdated)
    await client.rest.checks.update({ owner, repo, check_run_id: id, ...fields, request: ONCE })
  if (kept !== undefined) return { kind: whyKept(kept, mine), as: 'check-run' }
  return { kind: created === undefined ? 'updated' : 'created', as: 'check-run' }
}

function whyKept(kept: CheckRank, mine: CheckRank): 'kept-newer' | 'kept-worse' | 'kept-answer' {
  const order = compareAttempts(kept, mine)
  if (order < 0) return 'kept-answer'
  return order === 0 && mine.done ? 'kept-worse' : 'kept-newer'
}

function rankOf({ run, attempt }: CheckPlace, state: CheckState): Ranked {
  const isOpen = state.kind === 'in-progress'
  const conclusion = state.kind === 'in-progress' ? 'neutral' : state.kind
  return { run, attempt, done: !isOpen, said: { conclusion }, answer: answerIn(state) }
}
type Ranked = CheckRank & { readonly answer: Answer }

function answerIn(state: CheckState): Answer {
  return state.kind === 'in-progress' ? 'none' : checkAnswer(state.kind, state.answer)
}

function fieldsOf(place: CheckPlace, state: CheckState) {
  const { kind, title, summary } = state
  const progress =
    kind === 'in-progress'
      ? { status: 'in_progress' as const }
      : { status: 'completed' as const, conclusion: kind }
  return {
    ...progress,
    external_id: externalId(place, kind, answerIn(state)),
    details_url: place.detailsUrl,
    output: { title, summary },
  }
}

/** What is told by the conclusion is not repeated. */
function externalId(attempt: RunAttempt, kind: CheckState['kind'], answer: Answer): string {
  return formatAnswered(attempt, kind === 'neutral' && answer !== 'none' ? answer : undefined)
}

/** What a check run of ours says that stands, for another. */
function repeated({ said, done, answer, ...attempt }: OwnCheckRun, { name }: CheckPlace) {
  return {
    ...(done
      ? { status: 'completed' as const, conclusion: said.conclusion }
      : { status: 'in_progress' as const }),
    external_id: externalId(attempt, said.conclusion, answer),
    ...(said.detailsUrl === null ? {} : { details_url: said.detailsUrl }),
    output: { title: said.title ?? name, summary: said.summary ?? '' },
  }
}
