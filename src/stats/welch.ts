import { studentTCdf } from './student-t.ts'
import { type Estimate, estimateMean } from './t-interval.ts'

/**
 * mean(head) − mean(base) of two independent samples of two values or more, whose variances may differ:
 * standard error √(s₁²/n₁ + s₂²/n₂), degrees of freedom by Welch 1947 and Satterthwaite 1946.
 */
export function differenceOfMeans(base: readonly number[], head: readonly number[]): Estimate {
  const first = estimateMean(base)
  const second = estimateMean(head)
  const error = sumOfErrors([first, second])
  return { estimate: second.estimate - first.estimate, ...error }
}

/**
 * The standard error of a sum or difference of independent estimates, with its effective degrees of freedom
 * ν = (Σ uᵢ)² / Σ (uᵢ² / νᵢ), uᵢ the squared standard errors (Satterthwaite 1946).
 */
export function sumOfErrors(
  parts: readonly Pick<Estimate, 'standardError' | 'degreesOfFreedom'>[],
): Pick<Estimate, 'standardError' | 'degreesOfFreedom'> {
  const standardError = parts.reduce((sum, part) => Math.hypot(sum, part.standardError), 0)
  // Shares of the whole rather than fourth powers, which would underflow for small errors.
  const doubt = parts.reduce(
    (sum, part) => sum + (part.standardError / standardError) ** 4 / part.degreesOfFreedom,
    0,
  )
  const degreesOfFreedom =
    standardError === 0 ? parts.reduce((sum, part) => sum + part.degreesOfFreedom, 0) : 1 / doubt
  return { standardError, degreesOfFreedom }
}

/**
 * The one-sided p-value of the hypothesis “the truth is at least `bound`” against “it is less”:
 * P(T ≤ (estimate − bound) / standard error) (Student 1908). Without any scatter it is 0 or 1.
 */
export function pValueBelow(estimate: Estimate, bound: number): number {
  const distance = estimate.estimate - bound
  if (estimate.standardError === 0) return distance < 0 ? 0 : 1
  return studentTCdf(distance / estimate.standardError, estimate.degreesOfFreedom)
}
