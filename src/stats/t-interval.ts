import { mean, variance } from './quantiles.ts'
import { studentTQuantile } from './student-t.ts'

export interface Interval {
  readonly estimate: number
  readonly low: number
  readonly high: number
}

/** An estimate that follows Student's t around the truth. */
export interface Estimate {
  readonly estimate: number
  readonly standardError: number
  /** May be Infinity: an estimate whose error is known rather than estimated. */
  readonly degreesOfFreedom: number
}

/** The mean of two values or more with its standard error s / √n and n − 1 degrees (Student 1908). */
export function estimateMean(sample: readonly number[]): Estimate {
  return {
    estimate: mean(sample),
    standardError: Math.sqrt(variance(sample) / sample.length),
    degreesOfFreedom: sample.length - 1,
  }
}

/** estimate ± t(½ + confidence/2, ν) · standard error: holds the truth with `confidence`, both ends alike (Student 1908). */
export function tInterval(estimate: Estimate, confidence = 0.95): Interval {
  const reach =
    estimate.standardError === 0
      ? 0
      : estimate.standardError * studentTQuantile(0.5 + confidence / 2, estimate.degreesOfFreedom)
  return { estimate: estimate.estimate, low: estimate.estimate - reach, high: estimate.estimate + reach }
}
