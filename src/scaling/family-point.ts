import type { DuelNumbers } from '../result/comparison.ts'
import { lessIsBetter, type SeriesIdentity, seriesKey } from '../result/series-key.ts'
import { type Direction, gainOfLoss } from './direction.ts'
import type { FamilyPoint } from './hold-looks.ts'
import { roundFindings } from './overload-finding.ts'
import type { Tolerances } from './stored-verdict.ts'

/** Which way is better for a series. */
export function directionOf(series: SeriesIdentity): Direction {
  return lessIsBetter(series) ? 'less-is-better' : 'more-is-better'
}

/** What looks decide about a point, from the numbers of its duel. Numbers that its series has no use for are left out. */
export function familyPoint(
  series: SeriesIdentity & Tolerances,
  cores: number,
  { rounds, totals, overloads }: Pick<DuelNumbers, 'rounds' | 'totals' | 'overloads'>,
): FamilyPoint {
  const { measure, tolerance, detect } = series
  return {
    series: seriesKey(series),
    load: loadOf(series),
    cores,
    direction: directionOf(series),
    rounds,
    tolerance,
    detect,
    ...(measure === undefined && totals !== undefined ? { totals } : {}),
    // An overload whose rounds say nothing of how it was taken excludes nothing.
    ...(measure?.kind === 'goodput'
      ? { findings: roundFindings({ rounds, overloads }, gainOfLoss(tolerance, directionOf(series))) }
      : {}),
  }
}

/** What one visit measures together: events of streams and their gaps, all quantiles of a latency. */
function loadOf({ name, connections, measure }: SeriesIdentity): string {
  return connections === undefined ? `${name}:${measure?.kind ?? ''}` : `${name}@${connections}`
}
