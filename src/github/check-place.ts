import type { Safe } from '../result/safe-text.ts'
import type { CheckConclusion } from './check-conclusion.ts'
import type { Client } from './client.ts'
import type { RunAttempt } from './run-attempt.ts'
import type { Answer } from './standing.ts'

/** Where a check is written, and by which run. */
export interface CheckPlace extends RunAttempt {
  readonly client: Client
  readonly owner: string
  readonly repo: string
  /** Head of the pull request, never its trial merge: only there it is seen. */
  readonly headSha: string
  /** What the check run, and the commit status that stands in for it, are called: letters, digits, `._-`. */
  readonly name: string
  /** Address of the run's page. */
  readonly detailsUrl: string
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<unknown>
}

/** What is said there. */
export type CheckState = ({ readonly kind: 'in-progress' } & CheckWords) | ConcludedCheck

export interface ConcludedCheck extends CheckWords {
  readonly kind: CheckConclusion
  /** What a `neutral` one comes from; `none` where it is left out. The others tell it themselves. */
  readonly answer?: Answer
}

export interface CheckWords {
  /** Plain text of at most 120 characters. */
  readonly title: Safe<'plain'>
  /** Markdown below 65,535 bytes. */
  readonly summary: Safe<'markdown'>
}

export type CheckOutcome =
  /**
   * `kept-newer`: a later run, or this one when it was done, has said more already. `kept-worse`: this very attempt has
   * failed the check, so another of its jobs reports under the same name. `kept-answer`: what an earlier run proved of
   * this commit stands, and this is no other answer.
   */
  | {
      readonly kind: 'created' | 'updated' | 'kept-newer' | 'kept-worse' | 'kept-answer'
      readonly as: 'check-run' | 'commit-status'
    }
  /** The token may write neither checks nor statuses here. */
  | { readonly kind: 'forbidden'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }
