import type { ComparisonPoint, DuelNumbers } from '../result/comparison.ts'
import type { Method } from '../result/shared-schema.ts'
import type { DuelDecision } from './duel-decision.ts'
import { duelReason } from './duel-reason.ts'
import { speedup } from './speedup.ts'
import { spoilt } from './spoilt-point.ts'

/** What is measured at a point, and what is judged of it. */
export type PointJudgement = Pick<
  ComparisonPoint,
  'verdict' | 'reason' | 'regressed' | 'change' | 'compared' | 'scalingChange'
>
export type MeasuredPoint = Omit<ComparisonPoint, keyof PointJudgement>
export type DuelledPoint = MeasuredPoint & { readonly duel: DuelNumbers }

/** What the points of one duelled series are judged by. */
export interface DuelJudge {
  /** The decision of the looks; none where no look was held. */
  readonly decisionAt: (cores: number) => DuelDecision | undefined
  readonly detect: number
  /** How the whole duel was laid out. */
  readonly method: Pick<Method, 'pace' | 'layout'>
  /** The series could not be measured to the end. */
  readonly failed: boolean
}

/** Judges the duelled points of one series. */
export function judgeDuel(points: readonly DuelledPoint[], judge: DuelJudge): ComparisonPoint[] {
  const single = points.find(({ cores }) => cores === 1)?.duel
  const noSingle = single !== undefined && spoilt(single, 1) !== undefined
  const alone = comparedAt(single, judge.decisionAt(1))
  return points.map((point) => {
    const looked = judge.decisionAt(point.cores)
    // Where the point at one core is spoilt, nothing is known of the scaling that rests on it.
    const decision = noSingle && point.cores > 1 ? withoutScaling(looked) : looked
    const compared = comparedAt(point.duel, decision)
    return {
      ...point,
      ...answerOf(point, decision, judge),
      ...speedupOf(point, compared, alone),
      change: decision?.change,
      ...(compared === undefined ? {} : { compared }),
      scalingChange: decision?.scalingChange,
    }
  })
}

type Compared = NonNullable<ComparisonPoint['compared']>

/** What each arm did in the rounds and the pairs that the change is of. */
function comparedAt(duel: DuelNumbers | undefined, decision: DuelDecision | undefined): Compared | undefined {
  return decision?.shown && duel?.rates?.[decision.shown.of]
}

/** Of what is shown beside it, so that anyone can recompute it. */
function speedupOf(
  { speedup: measured }: DuelledPoint,
  compared: Compared | undefined,
  alone: Compared | undefined,
): Pick<ComparisonPoint, 'speedup'> {
  if (measured === undefined || compared === undefined || alone === undefined) return {}
  return {
    speedup: { base: speedup(compared.base, alone.base), head: speedup(compared.head, alone.head) },
  }
}

function answerOf(
  { cores, duel }: DuelledPoint,
  decision: DuelDecision | undefined,
  { failed, detect, method }: DuelJudge,
): Pick<ComparisonPoint, 'verdict' | 'reason' | 'regressed'> {
  // What an earlier look saw of a benchmark that then failed is no verdict.
  if (failed) return { verdict: 'inconclusive' }
  const why = spoilt(duel, cores)
  if (why !== undefined) return { verdict: 'inconclusive', reason: why }
  if (decision?.regressed !== undefined) return { verdict: 'regressed', regressed: decision.regressed }
  if (decision?.improved) return { verdict: 'improved' }
  if (decision?.lossExcluded) return { verdict: 'unchanged' }
  if (duel.quads === 0 && duel.withoutCapacity)
    return { verdict: 'inconclusive', reason: { kind: 'no-capacity' } }
  return { verdict: 'inconclusive', reason: duelReason(decision, duel.rounds, detect, method) }
}

function withoutScaling(decision: DuelDecision | undefined): DuelDecision | undefined {
  if (decision === undefined) return undefined
  const { scalingChange: _, regressed, ...rest } = decision
  if (regressed === undefined || regressed === 'scaling-change') return rest
  return { ...rest, regressed: regressed === 'both' ? 'change' : regressed }
}
