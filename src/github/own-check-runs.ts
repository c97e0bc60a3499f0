import type { CheckConclusion } from './check-conclusion.ts'
import type { CheckPlace } from './check-place.ts'
import { compareAttempts, type RunAttempt } from './run-attempt.ts'
import { type Answer, parseAnswered } from './standing.ts'

export interface OwnCheckRun extends RunAttempt {
  readonly id: number
  readonly done: boolean
  readonly answer: Answer
  /** As GitHub sent it, to be repeated. */
  readonly said: {
    readonly conclusion: CheckConclusion
    readonly detailsUrl: string | null
    readonly title: string | null
    readonly summary: string | null
  }
}

/**
 * Our check runs on a commit: by our app, of our name, and with an external id that we could have written. A job that
 * is itself called `corecurve` has a check run of that name by the same app, and it is not ours to touch.
 */
export async function ownCheckRuns(
  { client, owner, repo, headSha, name }: CheckPlace,
  author: () => Promise<string>,
): Promise<readonly OwnCheckRun[]> {
  const named = await client.paginate(client.rest.checks.listForRef, {
    // The latest alone may be such a job's.
    ...{ owner, repo, ref: headSha, check_name: name, filter: 'all', per_page: 100 },
  })
  const candidates = named.flatMap((check) => {
    const attempt = parseAnswered(check.external_id ?? '')
    return attempt === undefined ? [] : [{ check, attempt }]
  })
  if (candidates.length === 0) return []
  const app = (await author()).replace(/\[bot\]$/, '')
  return candidates
    .filter(({ check }) => check.app?.slug === app)
    .map(({ check, attempt }) => {
      const done = check.status === 'completed'
      const { details_url: detailsUrl, conclusion, output } = check
      // GitHub adds `stale` on its own, which nobody else may write.
      const concluded = conclusion === 'success' || conclusion === 'failure' ? conclusion : 'neutral'
      const answer = done ? checkAnswer(concluded, attempt.answer) : 'none'
      return {
        ...{ id: check.id, ...attempt, done, answer },
        said: {
          conclusion: concluded,
          ...{ detailsUrl, title: output.title, summary: output.summary },
        },
      }
    })
}

/** @param told where the conclusion leaves it open */
export function checkAnswer(conclusion: CheckConclusion, told: Answer = 'none'): Answer {
  switch (conclusion) {
    case 'success':
      return 'no-regression'
    case 'failure':
      return 'regression'
    case 'neutral':
      return told
  }
}

/** What orders check runs: who wrote them, and how far they are. */
export type CheckRank = RunAttempt & {
  readonly done: boolean
  readonly said: { readonly conclusion: CheckConclusion }
}

/**
 * In order of run and attempt; of the same attempt what is done comes after what is not, and a failure last: two jobs of
 * one run may report under one name, and the better result must not cover the worse.
 */
export function compareChecks(a: CheckRank, b: CheckRank): number {
  return compareAttempts(a, b) || Number(a.done) - Number(b.done) || failure(a) - failure(b)
}

function failure({ done, said }: CheckRank): number {
  return Number(done && said.conclusion === 'failure')
}
