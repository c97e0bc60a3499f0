import type { ComparisonPoint } from '../result/comparison.ts'
import type { Measured } from '../result/shared-schema.ts'
import type { DuelledPoint } from '../scaling/judge-duel.ts'
import { overloadOfRounds } from '../scaling/overload-finding.ts'
import { speedup } from '../scaling/speedup.ts'
import { summariseRounds } from '../scaling/summarise-point.ts'
import { median } from '../stats/quantiles.ts'
import type { DuelOutcome } from './contest.ts'
import { duelNumbers } from './duel-numbers.ts'
import type { DuelVisit } from './duel-visit.ts'
import { observedOf } from './observed.ts'
import type { Arm } from './quad.ts'
import { entriesOf, type SeriesEntry } from './series.ts'
import type { Surroundings } from './surroundings.ts'
import { unitOf } from './unit-of.ts'

/** One entry of a duelled series at one core count, not judged yet. `index`: the place of the entry in `entriesOf`. */
export function duelPoint(
  cores: number,
  index: number,
  outcome: DuelOutcome,
  { colocated }: Surroundings,
): DuelledPoint {
  const entry = entriesOf(outcome.series)[index] as SeriesEntry
  const visits = measuredAt(cores, outcome)
  const figure = (arm: Arm, of: readonly DuelVisit[]) =>
    figureOf(arm, index, of, unitOf(outcome.series, entry))
  const duel = duelNumbers(entry, index, outcome.visits.get(cores) ?? [], {
    colocated: colocated(cores),
    withoutCapacity: outcome.withoutCapacity?.has(cores) ?? false,
    compared: outcome.decisions.get(cores)?.[index]?.shown?.rounds ?? 0,
  })
  const overload = overloadOfRounds(duel)
  return {
    cores,
    base: figure('base', visits),
    head: figure('head', visits),
    ...(overload === undefined ? {} : { overload }),
    ...offeredOf(visits),
    ...speedupOf(entry, cores, outcome, figure),
    ...observedOf(visits, cores),
    duel,
  }
}

function measuredAt(cores: number, { visits }: DuelOutcome): DuelVisit[] {
  return (visits.get(cores) ?? []).filter((visit) => visit !== null)
}

function figureOf(
  arm: Arm,
  index: number,
  visits: readonly DuelVisit[],
  unit: Measured['unit'],
): Measured | undefined {
  return summariseRounds(
    visits.map(({ figures }) => figures[index]?.[arm] ?? null),
    unit,
  )
}

/** Speedup is of throughput; how a latency goes with core counts has no such ratio. */
function speedupOf(
  { measure }: SeriesEntry,
  cores: number,
  outcome: DuelOutcome,
  figure: (arm: Arm, of: readonly DuelVisit[]) => Measured | undefined,
): Pick<ComparisonPoint, 'speedup'> {
  const alone = measuredAt(1, outcome)
  if (measure !== undefined || alone.length === 0) return {}
  const ratio = (arm: Arm) => {
    const many = figure(arm, measuredAt(cores, outcome))?.median
    const one = figure(arm, alone)?.median
    return many === undefined || one === undefined ? undefined : speedup(many, one)
  }
  return { speedup: { base: ratio('base'), head: ratio('head') } }
}

/** The same in every round, unless capacity became known in several of them. */
function offeredOf(visits: readonly DuelVisit[]): Pick<ComparisonPoint, 'offered'> {
  const offered = visits.flatMap((visit) => (visit.offered === undefined ? [] : [visit.offered]))
  return offered.length === 0 ? {} : { offered: median(offered) }
}
