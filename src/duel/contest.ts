import type { Failure, Look } from '../result/shared-schema.ts'
import type { DuelDecision } from '../scaling/duel-decision.ts'
import { familyPoint } from '../scaling/family-point.ts'
import { type FamilyPoint, holdLooks } from '../scaling/hold-looks.ts'
import type { ArmSource } from './arm-runner.ts'
import { roundNumbers } from './duel-numbers.ts'
import type { DuelVisit } from './duel-visit.ts'
import type { Arms } from './quad.ts'
import { entriesOf, type Series } from './series.ts'

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
  /** By core count, then by entry of the series, from the last look; none where no look was reached. */
  readonly decisions: ReadonlyMap<number, readonly DuelDecision[]>
  /** Core counts whose load rests on a capacity that was not known in any round. */
  readonly withoutCapacity?: ReadonlySet<number>
  readonly failure?: Failure
}

/** One series while it is duelled. */
export class Contest implements DuelOutcome {
  readonly series: Series
  readonly sources: Arms<ArmSource>
  readonly visits = new Map<number, (DuelVisit | null)[]>()
  readonly decisions = new Map<number, DuelDecision[]>()
  readonly withoutCapacity = new Set<number>()
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

  /** A point for each core count and each entry of the series, with the place of its decision. */
  points(): { readonly entry: number; readonly point: FamilyPoint }[] {
    return [...this.visits].flatMap(([cores, visits]) =>
      entriesOf(this.series).map((each, entry) => ({
        entry,
        point: familyPoint(each, cores, roundNumbers(each, entry, visits)),
      })),
    )
  }
}

/**
 * Holds all looks so far, the newest last, at every contest at once, for the family of hypotheses is that of the whole
 * report. A contest whose every point is decided gets no more rounds; its decisions stay as they were at that look.
 */
export function look(contests: readonly Contest[], looks: readonly Look[]): void {
  const places = contests.flatMap((contest) => contest.points().map((each) => ({ contest, ...each })))
  const { decisions, decided } = holdLooks(
    places.map(({ point }) => point),
    looks,
  )
  for (const [index, { contest, point, entry }] of places.entries()) {
    const decision = decisions[index]
    const known = contest.decisions.get(point.cores) ?? []
    if (decision !== undefined) known[entry] = decision
    contest.decisions.set(point.cores, known)
    contest.decided ||= decided.has(point.load)
  }
}
