import { lessIsBetter, seriesKey } from '../result/series-key.ts'
import type { Failure } from '../result/shared-schema.ts'
import { type Direction, gainOfLoss } from '../scaling/direction.ts'
import { DOUBT, type DuelDecision, decideDuel } from '../scaling/duel-decision.ts'
import type { DuelPoint } from '../scaling/duel-hypotheses.ts'
import { type RoundFinding, roundFinding } from '../scaling/overload-finding.ts'
import type { ArmSource } from './arm-runner.ts'
import { ALPHA } from './duel-plan.ts'
import type { DuelVisit } from './duel-visit.ts'
import type { Arms } from './quad.ts'
import { entriesOf, type Series, type SeriesEntry } from './series.ts'

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
  points(): { readonly entry: number; readonly point: DuelPoint }[] {
    return [...this.visits].flatMap(([cores, visits]) =>
      entriesOf(this.series).map((each, entry) => ({
        entry,
        point: {
          ...pointOf(each, entry, visits),
          cores,
          earlier: this.decisions.get(cores)?.[entry],
          closed: this.decided,
        },
      })),
    )
  }
}

/** Which way is better for an entry. */
export function directionOf(entry: SeriesEntry): Direction {
  return lessIsBetter(entry) ? 'less-is-better' : 'more-is-better'
}

function pointOf(
  each: SeriesEntry,
  entry: number,
  visits: readonly (DuelVisit | null)[],
): Omit<DuelPoint, 'cores' | 'earlier' | 'closed'> {
  const { tolerance, detect, measure } = each
  const direction = directionOf(each)
  const edge = gainOfLoss(tolerance, direction)
  const point = {
    series: seriesKey(each),
    rounds: visits.map((visit) => visit?.figures[entry]?.gain ?? null),
    direction,
    tolerance,
    detect,
  }
  if (measure === undefined) return { ...point, totals: visits.map((visit) => totalGain(visit, entry)) }
  if (measure.kind !== 'goodput') return point
  return { ...point, findings: visits.map((visit) => findingOf(visit, entry, edge)) }
}

/** The gain over all the work of a round's quads: its figures are means over all slices. */
export function totalGain(visit: DuelVisit | null, entry: number): number | null {
  const { base, head } = visit?.figures[entry] ?? {}
  return base && head ? Math.log(head / base) : null
}

function findingOf(visit: DuelVisit | null, entry: number, edge: number): RoundFinding | null {
  const gain = visit?.figures[entry]?.gain ?? null
  if (visit?.overload === undefined || gain === null) return null
  return roundFinding(visit.overload.base, visit.overload.head, gain, edge)
}

/**
 * A look at every contest at once, for the family of hypotheses is that of the whole report; `level` is its share of α,
 * and of the 5 % of doubt with which a loss is excluded. A contest whose every
 * point is decided gets no more rounds; its decisions stay as they were at that look.
 */
export function look(contests: readonly Contest[], level: number): void {
  const able = contests.filter(({ failure }) => failure === undefined)
  const points = able.flatMap((contest) => contest.points().map((each) => ({ contest, ...each })))
  const decisions = decideDuel(
    points.map(({ point }) => point),
    level,
    DOUBT * (level / ALPHA),
  )
  for (const [index, { contest, point, entry }] of points.entries()) {
    const decision = decisions[index]
    if (decision === undefined || contest.decided) continue
    const known = contest.decisions.get(point.cores) ?? []
    known[entry] = decision
    contest.decisions.set(point.cores, known)
  }
  for (const contest of able) {
    const all = [...contest.decisions.values()].flat()
    contest.decided ||= all.length > 0 && all.every(isDecided)
  }
}

function isDecided({ regressed, improved, lossExcluded, settled }: DuelDecision): boolean {
  return settled && (regressed !== undefined || improved || lossExcluded)
}
