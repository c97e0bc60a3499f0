import { holmRejected } from '../stats/holm.ts'
import { binomialHalfTail } from '../stats/sign-test.ts'
import { studentTQuantile } from '../stats/student-t.ts'
import { type Estimate, type Interval, tInterval } from '../stats/t-interval.ts'
import { type DetectableLoss, detectableLoss } from './detectable-loss.ts'
import { changeOfGain, gainOfLoss } from './direction.ts'
import {
  countFindings,
  type DuelPoint,
  type Hypothesis,
  hypothesesOf,
  type Regressed,
} from './duel-hypotheses.ts'

/** What the rounds of a point say, at a look. */
export interface DuelDecision extends Partial<DetectableLoss> {
  /**
   * d(n) and g(n) as fractions with 95 % intervals, of a latency positive where it grew; absent under three rounds, g
   * also at one core.
   */
  readonly change?: Interval
  readonly scalingChange?: Interval
  /** Which hypotheses "not worse than the tolerance" were rejected, family-wise. */
  readonly regressed?: Regressed
  /** The hypothesis "not better than the tolerance" was rejected, family-wise. */
  readonly improved: boolean
  /** A loss larger than `detect` is excluded at 95 %; of an overload also that half of the rounds took it worse. */
  readonly lossExcluded: boolean
  /**
   * More rounds would hardly change the answer: the change is estimated within the tolerance, or, where throughput
   * regressed, it is known or unlikely that scaling did too.
   */
  readonly settled: boolean
}

/** A loss larger than `detect` is excluded at 95 %. */
export const DOUBT = 0.05

/**
 * Decides every point of a report at one look, family-wise over all hypotheses {d, g, finding} at level `alpha` by Holm.
 *
 * A round is one draw: Student's t on the rounds with R − 1 degrees of freedom, one-sided against the edge of the
 * tolerance (Student 1908; the round as the unit: Kalibera and Jones 2013). A lost scaling g(n) accuses only where
 * throughput at n was lost too, beyond the tolerance: a change that speeds up one core alone takes nothing away. So
 * the hypothesis tested is “g or d holds”, with the larger of the two p-values (intersection-union test: Berger 1982).
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
  const hypotheses = points.flatMap((point) => hypothesesOf(point, points))
  const worse = rejectedOf(hypotheses, ({ worse }) => worse, alpha)
  const better = rejectedOf(
    hypotheses.filter((each) => each.kind === 'change'),
    ({ better }) => better,
    alpha,
  )
  return points.map((point): DuelDecision => {
    const own = hypotheses.filter((each) => each.point === point)
    const change = own.find((each) => each.kind === 'change')
    if (change === undefined) {
      const { earlier } = point
      return { ...earlier, improved: earlier?.improved === true, lossExcluded: false, settled: false }
    }
    const d = change.estimate
    const g = own.find((each) => each.kind === 'scaling-change')?.estimate
    const regressed = regressionOf(own.filter((each) => worse.has(each)))
    return {
      change: changeOfGain(tInterval(d), point.direction),
      ...(g === undefined ? {} : { scalingChange: changeOfGain(tInterval(g), point.direction) }),
      ...(regressed === undefined ? {} : { regressed }),
      improved: better.has(change),
      lossExcluded: isLossExcluded(d, point, doubt),
      settled: isSettled(point, d, g, regressed),
      ...detectableLoss(d, point, alpha / hypotheses.length),
    }
  })
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

function isLossExcluded(d: Estimate, { detect, direction, findings }: DuelPoint, doubt: number): boolean {
  if (lowerBound(d, 1 - doubt) <= gainOfLoss(detect, direction)) return false
  if (findings === undefined) return true
  const { worse, rounds } = countFindings(findings)
  return binomialHalfTail(rounds, worse) <= doubt
}

function isSettled(
  { tolerance, direction }: DuelPoint,
  d: Estimate,
  g: Estimate | undefined,
  regressed: Regressed | undefined,
): boolean {
  const held = (estimate: Estimate | undefined) =>
    estimate === undefined || estimate.estimate >= gainOfLoss(tolerance, direction)
  if (regressed === undefined || regressed === 'finding') return held(d)
  return regressed !== 'change' || held(g)
}

/** The end of a one-sided interval: estimate − t(confidence, ν) · standard error. */
function lowerBound({ estimate, standardError, degreesOfFreedom }: Estimate, confidence: number): number {
  return standardError === 0
    ? estimate
    : estimate - studentTQuantile(confidence, degreesOfFreedom) * standardError
}
