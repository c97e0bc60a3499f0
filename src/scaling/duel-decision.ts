import { holmRejected } from '../stats/holm.ts'
import { fractionInterval, fractionOf, logChangeOf } from '../stats/log-change.ts'
import { studentTQuantile } from '../stats/student-t.ts'
import { type Estimate, estimateMean, type Interval, tInterval } from '../stats/t-interval.ts'
import { pValueBelow } from '../stats/welch.ts'
import type { Tolerances } from './stored-verdict.ts'

/** Fewest rounds that give an estimate: two degrees of freedom. */
export const ROUNDS_FOR_DUEL = 3

/** A duelled point: one benchmark at one core count. */
export interface DuelPoint extends Tolerances {
  /** Names the benchmark's series; points of one series share their rounds. */
  readonly series: string
  readonly cores: number
  /** d of each round, ln X_head − ln X_base (trimmed mean of its quads); null where the round was lost. */
  readonly rounds: readonly (number | null)[]
  /** What an earlier look of the same duel said. Its rejections stand. */
  readonly earlier?: Pick<DuelDecision, 'regressed' | 'improved'>
  /** The benchmark was decided at an earlier look: nothing more is rejected of it. */
  readonly closed?: boolean
}

/** What the rounds of a point say, at a look. */
export interface DuelDecision {
  /** d(n) and g(n) as fractions with 95 % intervals; absent under three rounds, g also at one core. */
  readonly change?: Interval
  readonly scalingChange?: Interval
  /** Which hypotheses "not worse than the tolerance" were rejected, family-wise. */
  readonly regressed?: 'change' | 'scaling-change' | 'both'
  /** The hypothesis "not better than the tolerance" was rejected, family-wise. */
  readonly improved: boolean
  /** A loss larger than `detect` is excluded at 95 %. */
  readonly lossExcluded: boolean
  /**
   * More rounds would hardly change the answer: the change is estimated within the tolerance, or, where throughput
   * regressed, it is known or unlikely that scaling did too.
   */
  readonly settled: boolean
  /** The smallest loss that a duel of these rounds finds nine times out of ten; absent under three rounds. */
  readonly smallestDetectable?: number
  /** Rounds after which that is `detect`; absent where it is so already, or would not be within a thousand. */
  readonly roundsNeeded?: number
}

/** A loss larger than `detect` is excluded at 95 %. */
export const DOUBT = 0.05

/** Chance of finding a loss of the smallest detectable size. */
const POWER = 0.9

interface Hypothesis {
  readonly point: DuelPoint
  readonly kind: 'change' | 'scaling-change'
  readonly estimate: Estimate
  /** One-sided p-values of “not worse” and “not better than the tolerance”. */
  readonly worse: number
  readonly better: number
}

/**
 * Decides every point of a report at one look, family-wise over all hypotheses {d, g} at level `alpha` by Holm.
 *
 * A round is one draw: Student's t on the rounds with R − 1 degrees of freedom, one-sided against the edge of the
 * tolerance (Student 1908; the round as the unit: Kalibera and Jones 2013). A lost scaling g(n) accuses only where
 * throughput at n was lost too, beyond the tolerance: a change that speeds up one core alone takes nothing away. So
 * the hypothesis tested is “g or d holds”, with the larger of the two p-values (intersection-union test: Berger 1982).
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
  const worse = holmRejected(
    hypotheses.map((each) => each.worse),
    alpha,
  )
  const gains = hypotheses.filter(({ kind }) => kind === 'change')
  const better = holmRejected(
    gains.map((each) => each.better),
    alpha,
  )
  return points.map((point) => {
    const { earlier } = point
    const of = (kind: Hypothesis['kind']) =>
      hypotheses.findIndex((each) => each.point === point && each.kind === kind)
    const d = hypotheses[of('change')]?.estimate
    if (d === undefined) {
      return { ...earlier, improved: earlier?.improved === true, lossExcluded: false, settled: false }
    }
    const g = hypotheses[of('scaling-change')]?.estimate
    const held = (estimate: Estimate | undefined) =>
      estimate === undefined || estimate.estimate >= logChangeOf(-point.tolerance)
    const regressed = regressionOf(worse[of('change')] === true, worse[of('scaling-change')] === true)
    return {
      change: fractionInterval(tInterval(d)),
      ...(g === undefined ? {} : { scalingChange: fractionInterval(tInterval(g)) }),
      ...(regressed === undefined ? {} : { regressed }),
      improved: better[gains.findIndex((each) => each.point === point)] === true,
      lossExcluded: lowerBound(d, 1 - doubt) > logChangeOf(-point.detect),
      settled: regressed === undefined ? held(d) : regressed !== 'change' || held(g),
      ...detectable(d, point, alpha / hypotheses.length),
    }
  })
}

function hypothesesOf(point: DuelPoint, points: readonly DuelPoint[]): Hypothesis[] {
  const d = estimateOf(point.rounds)
  if (d === undefined) return []
  const { earlier, closed, tolerance } = point
  const single = points.find(({ series, cores }) => series === point.series && cores === 1)
  const g =
    point.cores === 1 || single === undefined ? undefined : estimateOf(paired(point.rounds, single.rounds))
  const p = (rejected: boolean, value: number) => (rejected ? 0 : closed ? 1 : value)
  const worse = (estimate: Estimate) => pValueBelow(estimate, logChangeOf(-tolerance))
  const better = p(earlier?.improved === true, pValueBelow(mirrored(d), -logChangeOf(tolerance)))
  const lost = earlier?.regressed
  const change = {
    point,
    kind: 'change' as const,
    estimate: d,
    worse: p(lost === 'change' || lost === 'both', worse(d)),
    better,
  }
  if (g === undefined) return [change]
  const scaling = p(lost === 'scaling-change' || lost === 'both', Math.max(worse(d), worse(g)))
  return [change, { point, kind: 'scaling-change', estimate: g, worse: scaling, better: 1 }]
}

/** g of each round, d(n) − d(1): both were measured within the same minutes. */
function paired(rounds: DuelPoint['rounds'], single: DuelPoint['rounds']): (number | null)[] {
  return rounds.map((change, round) => {
    const alone = single[round]
    return change === null || alone === null || alone === undefined ? null : change - alone
  })
}

function estimateOf(rounds: DuelPoint['rounds']): Estimate | undefined {
  const measured = rounds.filter((round) => round !== null)
  return measured.length < ROUNDS_FOR_DUEL ? undefined : estimateMean(measured)
}

function mirrored(estimate: Estimate): Estimate {
  return { ...estimate, estimate: -estimate.estimate }
}

function regressionOf(change: boolean, scaling: boolean): DuelDecision['regressed'] {
  if (change && scaling) return 'both'
  if (change) return 'change'
  return scaling ? 'scaling-change' : undefined
}

/** The end of a one-sided interval: estimate − t(confidence, ν) · standard error. */
function lowerBound({ estimate, standardError, degreesOfFreedom }: Estimate, confidence: number): number {
  return standardError === 0
    ? estimate
    : estimate - studentTQuantile(confidence, degreesOfFreedom) * standardError
}

/**
 * The loss whose test at level `alpha` has a power of 0.9, with the scatter seen: tolerance + (t(1 − α, ν) +
 * t(power, ν)) · s / √R, and the number of rounds R that brings it down to `detect` (Cohen 1988, ch. 2).
 */
function detectable(
  { standardError, degreesOfFreedom }: Estimate,
  { tolerance, detect }: Tolerances,
  alpha: number,
): Pick<DuelDecision, 'smallestDetectable' | 'roundsNeeded'> {
  const scatter = standardError * Math.sqrt(degreesOfFreedom + 1)
  const loss = (rounds: number): number => {
    const reach = studentTQuantile(1 - alpha, rounds - 1) + studentTQuantile(POWER, rounds - 1)
    return -fractionOf(logChangeOf(-tolerance) - (reach * scatter) / Math.sqrt(rounds))
  }
  const now = degreesOfFreedom + 1
  const smallestDetectable = loss(now)
  if (smallestDetectable <= detect) return { smallestDetectable }
  for (let rounds = now + 1; rounds <= 1000; rounds = Math.ceil(rounds * 1.1)) {
    if (loss(rounds) <= detect) return { smallestDetectable, roundsNeeded: rounds }
  }
  return { smallestDetectable }
}
