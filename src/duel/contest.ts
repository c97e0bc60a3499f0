import { seriesKey } from '../result/series-key.ts'
import type { Failure } from '../result/shared-schema.ts'
import { DOUBT, type DuelDecision, type DuelPoint, decideDuel } from '../scaling/duel-decision.ts'
import type { ArmSource } from './arm-runner.ts'
import { ALPHA } from './duel-plan.ts'
import type { DuelVisit } from './duel-visit.ts'
import type { Arms } from './quad.ts'
import { type Series } from './series.ts'

/** A series with what each arm is made of. */
export interface DuelSeries {
  readonly series: Series
  readonly sources: Arms<ArmSource>
}

/** What a duel knows of one series. */
export interface DuelOutcome {
  readonly series: Series
  /** By core count, then by round; null where the round was lost or did not get to it. */
  readonly visits: ReadonlyMap<number, readonly (DuelVisit | null)[]>
  /** By core count, from the last look; none where no look was reached. */
  readonly decisions: ReadonlyMap<number, DuelDecision>
  readonly failure?: Failure
}

/** One series while it is duelled. */
export class Contest implements DuelOutcome {
  readonly series: Series
  readonly sources: Arms<ArmSource>
  readonly visits = new Map<number, (DuelVisit | null)[]>()
  readonly decisions = new Map<number, DuelDecision>()
  failure: Failure | undefined
  decided = false

  constructor({ series, sources }: DuelSeries, cores: readonly number[]) {
    this.series = series
    this.sources = sources
    for (const n of cores) this.visits.set(n, [])
  }

  get open(): boolean {
    return !this.decided && this.failure === undefined
  }

  /** Every core count has one entry a round. */
  closeRound(round: number): void {
    for (const visits of this.visits.values()) while (visits.length < round) visits.push(null)
  }

  points(): DuelPoint[] {
    const { tolerance, detect } = this.series.benchmark
    return [...this.visits].map(([cores, visits]) => ({
      series: seriesKey(this.series),
      cores,
      rounds: visits.map((visit) => visit?.change ?? null),
      tolerance,
      detect,
      earlier: this.decisions.get(cores),
      closed: this.decided,
    }))
  }
}

/**
 * A look at every contest at once, for the family of hypotheses is that of the whole report; `level` is its share of α,
 * and of the 5 % of doubt with which a loss is excluded. A contest whose every
 * point is decided gets no more rounds; its decisions stay as they were at that look.
 */
export function look(contests: readonly Contest[], level: number): void {
  const able = contests.filter(({ failure }) => failure === undefined)
  const points = able.flatMap((contest) => contest.points().map((point) => ({ contest, point })))
  const decisions = decideDuel(
    points.map(({ point }) => point),
    level,
    DOUBT * (level / ALPHA),
  )
  for (const [index, { contest, point }] of points.entries()) {
    const decision = decisions[index]
    if (decision !== undefined && !contest.decided) contest.decisions.set(point.cores, decision)
  }
  for (const contest of able) {
    const all = [...contest.decisions.values()]
    contest.decided ||= all.length > 0 && all.every(isDecided)
  }
}

function isDecided({ regressed, improved, lossExcluded, settled }: DuelDecision): boolean {
  return settled && (regressed !== undefined || improved || lossExcluded)
}
