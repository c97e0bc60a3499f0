import { RequestError } from 'octokit'
import type { OverallVerdict } from '../result/comparison.ts'
import type { Safe } from '../result/safe-text.ts'
import { lastRegression } from './comment-policy.ts'
import { isKnownRun } from './known-run.ts'
import { ONCE, pauseAfter, SETTLED_AFTER, TRIES } from './look-again.ts'
import { compareTold, formatMarker, type Marker } from './marker.ts'
import { type CommentPlace, type OwnComment, ownComments } from './own-comments.ts'
import { ownLogin } from './own-login.ts'
import { isRefusal, type Refusal, refusalOf } from './refusal.ts'
import { compareAttempts, type RunAttempt } from './run-attempt.ts'
import { answerOf, outlasts, standing } from './standing.ts'

export interface StickyComment extends CommentPlace, RunAttempt {
  /** Markdown below the marker line, given what the comment that it replaces said. */
  readonly render: (previous: Marker | undefined) => Safe<'markdown'>
  /** What the body tells; absent where it tells of no comparison. */
  readonly verdict?: OverallVerdict
  /** Head of the pull request, which was measured, itself or merged. */
  readonly sha: string
  /** Whether there is enough to say for a new comment; one that is there is updated anyway. */
  readonly mayCreate: boolean
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<unknown>
}

export type CommentOutcome =
  /**
   * `kept-newer`: a later run has commented already, and its comment stays. `kept-worse`: so does one by this very attempt
   * that tells of worse, so another of its jobs reports under the same name. `kept-answer`: so does what an earlier run
   * proved of this commit, and this is no other answer.
   */
  | { readonly kind: 'created' | 'updated' | Kept; readonly url: string }
  /** There is no comment, and none was to be created. */
  | { readonly kind: 'nothing-to-say' }
  /** Ours is there, and still tells something older: of the commit `sha`, shortened. */
  | { readonly kind: 'stale'; readonly url: string; readonly sha: string; readonly why: Refusal }
  /** The token may not comment here. */
  | { readonly kind: 'forbidden'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }

/**
 * Keeps one comment of ours under a pull request: updates the first of those with our marker, key and author in place
 * and deletes the others, or creates one. Runs that race each other converge on the one with the lowest id, with what
 * the newest run says. There is no conditional update, so a run that updated it looks again, and writes anew where an
 * older one has overwritten it meanwhile. GitHub's refusals are outcomes, not errors.
 */
export async function upsertComment(comment: StickyComment): Promise<CommentOutcome> {
  let seen: readonly OwnComment[] = []
  try {
    const look = lookFor(comment)
    for (let tries = 1; ; tries++) {
      seen = await look()
      // Who we are was asked in between: nothing may come between the look and the writing.
      const ours = seen.length > 0 && tries === 1 ? await look() : seen
      const attempt = ours.length === 0 ? await create(comment) : await settle(comment, ours)
      if (attempt.kind === 'look-again') {
        if (tries === TRIES) throw attempt.error
        await comment.wait(attempt.pause ?? tries * tries * 1000)
        continue
      }
      if (attempt.kind !== 'updated' || tries === TRIES) return attempt
      const stands = await whatStands(comment, look)
      if (stands !== 'overwritten') return stands === 'ours' ? attempt : { ...attempt, kind: stands }
    }
  } catch (error) {
    const why = refusalOf(error)
    const [first] = seen
    return first === undefined || isTold(first, comment)
      ? why
      : { kind: 'stale', url: first.url, sha: first.marker.sha, why }
  }
}

/** This very attempt has said it before. */
function isTold({ marker }: OwnComment, comment: StickyComment): boolean {
  return compareAttempts(marker, comment) === 0 && marker.verdict === comment.verdict
}

type Look = () => Promise<readonly OwnComment[]>

/** Finds our comments, without those whose run there is not. Whoever was asked once is not asked again. */
function lookFor(comment: StickyComment, author = once(() => ownLogin(comment.client))): Look {
  const known = new Map<string, boolean>()
  return async () => {
    const believed: OwnComment[] = []
    for (const one of await ownComments(comment, author)) {
      const { run, sha } = one.marker
      const asked = `${run} ${sha}`
      if (run > comment.run && !known.has(asked)) known.set(asked, await isKnownRun(one.marker, comment))
      if (known.get(asked) !== false) believed.push(one)
    }
    return believed
  }
}

/** What is there a moment after we updated it: ours, or that of a job which had looked before we wrote. */
async function whatStands(comment: StickyComment, look: Look): Promise<'ours' | 'overwritten' | Kept> {
  try {
    await comment.wait(SETTLED_AFTER)
    const [first] = await look()
    if (first === undefined) return 'ours'
    const kept = keptBy([first], comment)
    if (kept !== undefined) return kept
    return compareTold(first.marker, comment) === 0 ? 'ours' : 'overwritten'
  } catch (error) {
    if (!isRefusal(error)) throw error
    return 'ours'
  }
}

type Kept = 'kept-newer' | 'kept-worse' | 'kept-answer'
type Said = Pick<Marker, 'run' | 'attempt' | 'sha' | 'verdict'>

/** Why what is there stays, undefined where it does not. */
function keptBy(ours: readonly OwnComment[], comment: StickyComment): Kept | undefined {
  const mine: Said = comment
  const said: readonly Said[] = [...ours.map(({ marker }) => marker), mine].toSorted(compareTold)
  const stands = standing(said, staysBefore)
  if (stands === mine) return undefined
  const order = compareAttempts(stands, mine)
  if (order === 0) return 'kept-worse'
  return order > 0 ? 'kept-newer' : 'kept-answer'
}

/** Of another commit nothing stands. */
function staysBefore(there: Said, next: Said): boolean {
  const isSame = there.sha.startsWith(next.sha) || next.sha.startsWith(there.sha)
  return isSame && outlasts(answerOf(there.verdict), answerOf(next.verdict))
}

type LookAgain = { readonly kind: 'look-again'; readonly error: unknown; readonly pause?: number }
type Try = CommentOutcome | LookAgain

async function create(comment: StickyComment): Promise<Try> {
  if (!comment.mayCreate) return { kind: 'nothing-to-say' }
  const { client, owner, repo, number } = comment
  const marker = markerOf(comment)
  try {
    const { data } = await client.rest.issues.createComment({
      ...{ owner, repo, issue_number: number, body: bodyOf(comment, undefined) },
      // An answer that got lost may have created the comment: look before trying again, or there are two.
      request: { retries: 0 },
    })
    const created = { id: data.id, url: data.html_url, marker }
    return await settleRace(
      comment,
      created,
      lookFor(comment, async () => data.user?.login ?? ''),
    )
  } catch (error) {
    if (error instanceof RequestError && error.status >= 500) return { kind: 'look-again', error }
    throw error
  }
}

/** Another shard, run or try may have created one since we looked. */
async function settleRace(comment: StickyComment, created: OwnComment, look: Look): Promise<Try> {
  try {
    const listed = await look()
    const others = listed.filter(({ id }) => id !== created.id)
    return await settle(
      comment,
      [...others, created].sort((a, b) => a.id - b.id),
      created,
    )
  } catch (error) {
    if (!isRefusal(error)) throw error
    // What we said stands; a second comment is cleared away by the next run.
    return { kind: 'created', url: created.url }
  }
}

/**
 * Brings the first of ours up to date and deletes the others. The first is never deleted, whoever wrote it: so racing
 * runs, each of which sees at least the comments before its own, agree on it.
 */
async function settle(
  comment: StickyComment,
  ours: readonly OwnComment[],
  created?: OwnComment,
): Promise<Try> {
  const [first, ...others] = ours as readonly [OwnComment, ...OwnComment[]]
  const there = ours.filter((one) => one !== created)
  const kept = keptBy(there, comment)
  if (kept !== undefined) {
    if (created !== undefined && created !== first) await remove(comment, created)
    return { kind: kept, url: first.url }
  }
  if (created !== first) {
    const updated = await update(comment, first, newestOf(there).marker)
    if (updated.kind === 'look-again') return updated
  }
  for (const other of others) await remove(comment, other)
  return { kind: created === first ? 'created' : 'updated', url: first.url }
}

async function update(
  comment: StickyComment,
  { id }: OwnComment,
  previous: Marker,
): Promise<{ readonly kind: 'updated' } | LookAgain> {
  const { client, owner, repo } = comment
  try {
    const body = bodyOf(comment, previous)
    await client.rest.issues.updateComment({ owner, repo, comment_id: id, body, request: ONCE })
    return { kind: 'updated' }
  } catch (error) {
    // Someone deleted it since we looked.
    if (error instanceof RequestError && error.status === 404) return { kind: 'look-again', error }
    const pause = pauseAfter(error, 1)
    if (pause !== undefined) return { kind: 'look-again', error, pause }
    throw error
  }
}

/** One that is gone already, or that we may not delete, is no reason to fail: ours is up to date. */
async function remove({ client, owner, repo }: StickyComment, { id }: OwnComment): Promise<void> {
  try {
    await client.rest.issues.deleteComment({ owner, repo, comment_id: id })
  } catch (error) {
    if (!isRefusal(error)) throw error
  }
}

function bodyOf(comment: StickyComment, previous: Marker | undefined): string {
  return `${formatMarker(markerOf(comment, previous))}\n${comment.render(previous)}`
}

function markerOf({ key, sha, run, attempt, verdict }: StickyComment, previous?: Marker): Marker {
  const regressed = lastRegression(previous, { sha, verdict })
  return {
    ...{ key, sha, run, attempt },
    ...(verdict === undefined ? {} : { verdict }),
    ...(regressed === undefined ? {} : { regressed }),
  }
}

/** Of those of the same run the last. */
function newestOf(ours: readonly OwnComment[]): OwnComment {
  return ours.reduce((newest, one) => (compareTold(one.marker, newest.marker) >= 0 ? one : newest))
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined
  return () => {
    answer ??= ask()
    return answer
  }
}
