import { holmRejected } from '../stats/holm.ts'
import { type Interval, tInterval } from '../stats/t-interval.ts'
import { pValueBelow } from '../stats/welch.ts'
import { type DetectableLoss, detectableLoss } from './detectable-loss.ts'
import { changeOfGain, gainOfLoss } from './direction.ts'
import {
  countFindings,
  type DuelPoint,
  type Gain,
  type Hypothesis,
  hypothesesOf,
  type Regressed,
  TOTAL_SHARE,
} from './duel-hypotheses.ts'
import { isLossExcluded, type LossLimits, lowerBound } from './loss-excluded.ts'
import { roundsToDecide } from './rounds-to-decide.ts'

/** What the rounds of a point say, at a look. */
export interface DuelDecision extends Partial<DetectableLoss> {
  /**
   * d(n) and g(n) as fractions with 95 % intervals, of a latency positive where it grew: what is typical, or, where that
   * is what regressed, over all the work done. Absent under three rounds, g also at one core.
   */
  readonly change?: Interval
  readonly scalingChange?: Interval
  /** Which of the two `change` is, and of how many rounds, lost ones included. */
  readonly shown?: { readonly of: keyof Gain; readonly rounds: number }
  /** Which hypotheses "not worse than the tolerance" were rejected, family-wise. */
  readonly regressed?: Regressed
  /** The hypothesis "not better than the tolerance" was rejected, family-wise. */
  readonly improved: boolean
  /**
   * A loss larger than `detect` is excluded at 95 %, and none beyond the tolerance is likely; of an overload also that
   * half of the rounds took it worse.
   */
  readonly lossExcluded: boolean
  /**
   * More rounds would hardly change the answer: a loss beyond the tolerance is excluded at 95 %, or, where throughput
   * regressed, it is known or unlikely that scaling did too.
   */
  readonly settled: boolean
}

/** Chance of a false alarm in a whole report, over all looks (DESIGN: family-wise). */
export const ALPHA = 0.01
/** A loss larger than `detect` is excluded at 95 %. */
export const DOUBT = 0.05

/**
 * Decides every point of a report at one look, family-wise over all hypotheses {d, g, finding} at level `alpha` by Holm.
 *
 * A round is one draw: Student's t on the rounds with R − 1 degrees of freedom, one-sided against the edge of the
 * tolerance (Student 1908; the round as the unit: Kalibera and Jones 2013). A lost scaling g(n) accuses only where
 * throughput at n was lost too, beyond the tolerance: a change that speeds up one core alone takes nothing away. So
 * the hypothesis tested is “g or d holds”, with the larger of the two p-values (intersection-union test: Berger 1982).
 * Work is tested twice, as it is typical of a round's slices and over all that was done in the round: trimmed means see
 * small losses through the bursts of a neighbour, and are blind to a program that stalls now and then.
 * How an overload is taken is no number: whether head took it worse than base is a sign, and the test that of signs.
 *
 * A rejection at an earlier look stands and leaves the family as a p-value of 0: as long as it was right, what is left
 * are as many hypotheses fewer; and that it was wrong has been paid for at its own look.
 *
 * `doubt` is the chance to take a loss of `detect` for excluded, for each point: several looks share it as they share α.
 */
export function decideDuel(
  points: readonly DuelPoint[],
  alpha: number,
  doubt: number = DOUBT,
): DuelDecision[] {
  const singles = new Map(points.filter(({ cores }) => cores === 1).map((point) => [point.series, point]))
  const byPoint = points.map((point) => hypothesesOf(point, singles.get(point.series)))
  const hypotheses = byPoint.flat()
  const worse = rejectedOf(hypotheses, ({ worse }) => worse, alpha)
  const better = rejectedOf(
    hypotheses.filter((each) => each.kind === 'change'),
    ({ better }) => better,
    alpha,
  )
  return points.map((point, index): DuelDecision => {
    const own = byPoint[index] ?? []
    const change = own.find((each) => each.kind === 'change')
    if (change === undefined) {
      const { earlier } = point
      return { ...earlier, improved: earlier?.improved === true, lossExcluded: false, settled: false }
    }
    const d = change.gain
    const g = own.find((each) => each.kind === 'scaling-change')
    const regressed = regressionOf(own.filter((each) => worse.has(each)))
    const share = d.total === undefined ? 1 : 1 - TOTAL_SHARE
    const of = worse.has(change) ? worseOf(d) : 'typical'
    const shift = (gain: Gain, which: keyof Gain) =>
      changeOfGain(tInterval(gain[which] ?? gain.typical), point.direction)
    const limits = limitsOf(point)
    const lossExcluded = isLossExcluded(d, limits, doubt)
    const detectable = detectableLoss(d.typical, point, (alpha * share) / hypotheses.length)
    const open = regressed === undefined && !better.has(change)
    return {
      change: shift(d, of),
      shown: { of, rounds: point.rounds.length },
      ...(g === undefined
        ? {}
        : { scalingChange: shift(g.gain, worse.has(g) ? worseOf(g.gain) : 'typical') }),
      ...(regressed === undefined ? {} : { regressed }),
      improved: better.has(change),
      lossExcluded,
      settled: isSettled(point, d, g?.gain, regressed, doubt),
      ...detectable,
      ...(open && !lossExcluded && detectable.smallestDetectable <= point.detect
        ? { roundsNeeded: roundsToDecide(d, limits, { alpha: alpha / hypotheses.length, doubt }) }
        : {}),
    }
  })
}

function limitsOf({ tolerance, detect, direction, findings }: DuelPoint): LossLimits {
  const limits = { tolerance, detect, direction }
  return findings === undefined ? limits : { ...limits, found: countFindings(findings) }
}

function rejectedOf<T extends Hypothesis>(
  hypotheses: readonly T[],
  pValue: (hypothesis: T) => number,
  alpha: number,
): ReadonlySet<Hypothesis> {
  const rejected = holmRejected(hypotheses.map(pValue), alpha)
  return new Set<Hypothesis>(hypotheses.filter((_, index) => rejected[index]))
}

function regressionOf(rejected: readonly Hypothesis[]): Regressed | undefined {
  const has = (kind: Hypothesis['kind']) => rejected.some((each) => each.kind === kind)
  if (has('change')) return has('scaling-change') ? 'both' : 'change'
  if (has('scaling-change')) return 'scaling-change'
  return has('finding') ? 'finding' : undefined
}

/** Of what is typical and the total, the one that says more clearly that something was lost. */
function worseOf({ typical, total }: Gain): keyof Gain {
  if (total === undefined) return 'typical'
  return pValueBelow(total, 0) < pValueBelow(typical, 0) ? 'total' : 'typical'
}

function isSettled(
  { tolerance, direction }: DuelPoint,
  d: Gain,
  g: Gain | undefined,
  regressed: Regressed | undefined,
  doubt: number,
): boolean {
  const edge = gainOfLoss(tolerance, direction)
  if (regressed === undefined) return lowerBound(d.typical, 1 - doubt) > edge
  if (regressed === 'finding') return d.typical.estimate >= edge
  return regressed !== 'change' || g === undefined || g.typical.estimate >= edge
}
