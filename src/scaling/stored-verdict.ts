import type { PointReason } from '../result/comparison.ts'
import { largest } from '../stats/extremes.ts'
import { type Estimate, tInterval } from '../stats/t-interval.ts'
import { sumOfErrors } from '../stats/welch.ts'
import { type Direction, gainOfImprovement, gainOfLoss, lossOfGain } from './direction.ts'

/** Fractions, 0.03 for 3 %. */
export interface Tolerances {
  /** A smaller loss never alarms. */
  readonly tolerance: number
  /** A larger loss must not slip through. */
  readonly detect: number
}

/** What a stored record can say of a point. There is no `regressed` and no `improved` among it, by design. */
export type StoredVerdict =
  | { readonly verdict: 'unchanged' }
  | { readonly verdict: 'inconclusive'; readonly reason: PointReason }

/**
 * Standard deviation, in logarithms, of the level at which a whole run of the same program comes out. Measured
 * on a shared two-CPU machine: 4 to 14 %; the worst of it counts here, because a claim must hold on a machine
 * that nobody has measured. Speedup, a ratio within one run, surely varies less, but by how much has not
 * been measured, so it gets no better figure.
 */
export const RUN_TO_RUN_DEVIATION = 0.14

/**
 * The verdict that the gains between one stored run and one new run allow.
 *
 * The intervals of `gains` hold the scatter of rounds within the runs, not the drift of the machine between
 * them, which is larger. So an interval that excludes 0 is a reason to look again (`suspicion`), never a proof.
 * The same doubt cuts the other way: a machine that happens to be faster today hides a loss. `unchanged` is
 * therefore claimed only where an interval that includes the drift of both runs, √2 · `runToRun`, excludes a
 * loss larger than `detect`. At the usual `detect` of 10 % one stored run cannot do that: too little evidence
 * is never called unchanged.
 */
export function storedVerdict(
  gains: readonly Estimate[],
  { tolerance, detect }: Tolerances,
  runToRun: number,
  direction: Direction,
): StoredVerdict {
  if (gains.some((gain) => isSuspicion(gain, tolerance, direction)))
    return { verdict: 'inconclusive', reason: { kind: 'suspicion' } }
  const smallestDetectable = largest(gains.map((gain) => largestLossLeft(gain, runToRun, direction)))
  return smallestDetectable <= detect
    ? { verdict: 'unchanged' }
    : { verdict: 'inconclusive', reason: { kind: 'too-noisy', smallestDetectable } }
}

/** A loss or a gain beyond the tolerance that the scatter of rounds does not explain at 95 %. */
function isSuspicion(gain: Estimate, tolerance: number, direction: Direction): boolean {
  const { estimate, low, high } = tInterval(gain)
  const beyond =
    estimate < gainOfLoss(tolerance, direction) || estimate > gainOfImprovement(tolerance, direction)
  return beyond && (low > 0 || high < 0)
}

/**
 * The largest loss, as a fraction, that the 95 % interval does not exclude, with the drift of both runs and
 * without it: a known drift brings degrees of freedom (Satterthwaite 1946), so a small one can narrow the interval of a
 * few rounds.
 */
function largestLossLeft(gain: Estimate, runToRun: number, direction: Direction): number {
  const drift = { standardError: Math.SQRT2 * runToRun, degreesOfFreedom: Infinity }
  const withDrift = { estimate: gain.estimate, ...sumOfErrors([gain, drift]) }
  return lossOfGain(Math.min(tInterval(gain).low, tInterval(withDrift).low), direction)
}
