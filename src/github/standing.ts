import type { OverallVerdict } from '../result/comparison.ts'
import { formatAttempt, parseAttempt, type RunAttempt } from './run-attempt.ts'

/**
 * What is known of a commit by what was said of it. `no-regression` is proven as a `regression` is; `unproven`: it was
 * measured and too little is known; `none`: it is being measured, or no measurement came to an end.
 */
export type Answer = 'regression' | 'no-regression' | 'unproven' | 'none'

/** @param verdict absent where there is no result */
export function answerOf(verdict: OverallVerdict | undefined): Answer {
  switch (verdict) {
    case 'regression':
      return 'regression'
    case 'unchanged':
    case 'improvement':
      return 'no-regression'
    case 'inconclusive':
    case 'failed':
      return 'unproven'
    case undefined:
      return 'none'
  }
}

/**
 * Whether what was said of a commit stands though something newer is said of it. What is proven stands until there is
 * another answer: a run without a result is none, and one that proves nothing does not take back a regression.
 */
export function outlasts(there: Answer, next: Answer): boolean {
  switch (next) {
    case 'none':
      return there === 'regression' || there === 'no-regression'
    case 'unproven':
      return there === 'regression'
    case 'regression':
    case 'no-regression':
      return false
  }
}

/**
 * Of all that was said, what stands.
 *
 * @param inOrder the oldest first, at least one
 */
export function standing<T>(inOrder: readonly T[], staysBefore: (there: T, next: T) => boolean): T {
  return inOrder.reduce((there, next) => (staysBefore(there, next) ? there : next))
}

const ANSWERS: readonly string[] = ['regression', 'no-regression', 'unproven', 'none'] satisfies Answer[]

/** `118/2`, and `118/2/unproven` where nothing else beside it tells the answer. */
export function formatAnswered(attempt: RunAttempt, answer?: Answer): string {
  return answer === undefined ? formatAttempt(attempt) : `${formatAttempt(attempt)}/${answer}`
}

/** Reads what `formatAnswered` wrote; undefined for anything else. */
export function parseAnswered(text: string): (RunAttempt & { readonly answer?: Answer }) | undefined {
  const [, written = text, answer] = /^(\d+\/\d+)\/([a-z-]+)$/.exec(text) ?? []
  const attempt = parseAttempt(written)
  if (answer === undefined || attempt === undefined) return attempt
  return ANSWERS.includes(answer) ? { ...attempt, answer: answer as Answer } : undefined
}
