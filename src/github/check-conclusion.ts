import type { OverallVerdict } from '../result/comparison.ts'

export type CheckConclusion = 'success' | 'failure' | 'neutral'

/**
 * What the check says of a verdict. Only a proven regression fails it, and none does for `fail-on: never`; where too
 * little is known, or nothing could be measured, it is neutral, which passes a required check.
 */
export function checkConclusion(verdict: OverallVerdict, failOn: 'regression' | 'never'): CheckConclusion {
  switch (verdict) {
    case 'unchanged':
    case 'improvement':
      return 'success'
    case 'regression':
      return failOn === 'regression' ? 'failure' : 'neutral'
    case 'inconclusive':
    case 'failed':
      return 'neutral'
  }
}
