import type { BenchmarkVerdict, ComparisonPoint, PointReason, PointVerdict } from '../result/comparison.ts'
import type { Regressed } from './duel-hypotheses.ts'

/** What a point says to the verdict of its benchmark. A point that regressed says which change did. */
export type JudgedPoint =
  | {
      readonly cores: number
      readonly verdict: 'regressed'
      /** d(n), the change; g(n), scaling; both; or the finding under overload alone. */
      readonly regressed: Regressed
    }
  | {
      readonly cores: number
      readonly verdict: Exclude<PointVerdict, 'regressed'>
      readonly reason?: PointReason
    }

/** What a point of a result says. */
export function judgedPoint({ cores, verdict, reason, regressed }: ComparisonPoint): JudgedPoint {
  return verdict === 'regressed'
    ? { cores, verdict, regressed: regressed ?? 'change' }
    : { cores, verdict, ...(reason === undefined ? {} : { reason }) }
}

/** The verdicts that points can give; a missing baseline and a failure are known before there are points. */
export type JudgedVerdict = Exclude<BenchmarkVerdict, 'no-baseline' | 'failed'>

/**
 * The verdict of a benchmark from its points. A regression outweighs everything; then one point without an
 * answer leaves the whole without one, so `improved` and `unchanged` hold at every core count that was judged.
 * No judged point at all is too little evidence.
 */
export function judgeBenchmark(points: readonly JudgedPoint[]): JudgedVerdict {
  const regressed = points.filter((point) => point.verdict === 'regressed')
  if (regressed.length > 0) return judgeRegression(regressed)
  const judged = points.filter(isJudged)
  if (judged.length === 0 || judged.some((point) => point.verdict === 'inconclusive')) return 'inconclusive'
  return judged.some((point) => point.verdict === 'improved') ? 'improved' : 'unchanged'
}

/** `scales-worse`: some g regressed and d(1) did not; `slower`: some d or finding and no g; both where both did. */
function judgeRegression(
  regressed: readonly Extract<JudgedPoint, { verdict: 'regressed' }>[],
): JudgedVerdict {
  const scaling = regressed.some(({ regressed }) => regressed === 'scaling-change' || regressed === 'both')
  if (!scaling) return 'slower'
  const oneCoreLost = regressed.some((point) => point.cores === 1)
  return oneCoreLost ? 'slower-and-scales-worse' : 'scales-worse'
}

/**
 * Core counts that this machine cannot give and absolute numbers of another machine are no evidence either way:
 * they are shown, and do not keep the other points from an answer.
 */
function isJudged(point: JudgedPoint): boolean {
  if (point.verdict === 'skipped') return false
  return !(point.verdict === 'inconclusive' && point.reason?.kind === 'other-host')
}
