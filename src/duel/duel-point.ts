import type { ComparisonPoint } from '../result/comparison.ts'
import type { Measured, Overload } from '../result/shared-schema.ts'
import type { DuelDecision } from '../scaling/duel-decision.ts'
import { summariseOverloads } from '../scaling/overload-finding.ts'
import { speedup } from '../scaling/speedup.ts'
import { summariseRounds } from '../scaling/summarise-point.ts'
import { median } from '../stats/quantiles.ts'
import { type DuelOutcome, totalGain } from './contest.ts'
import { duelReason } from './duel-reason.ts'
import type { DuelVisit } from './duel-visit.ts'
import { observedOf } from './observed.ts'
import type { Arm } from './quad.ts'
import { entriesOf, type SeriesEntry } from './series.ts'
import { quadsOf, spoilt } from './spoilt-point.ts'
import type { Surroundings } from './surroundings.ts'
import { unitOf } from './unit-of.ts'

/** One entry of a duelled series at one core count. `index`: the place of the entry in `entriesOf`. */
export function duelPoint(
  cores: number,
  index: number,
  outcome: DuelOutcome,
  around: Surroundings,
): ComparisonPoint {
  const entry = entriesOf(outcome.series)[index] as SeriesEntry
  const visits = measuredAt(cores, outcome)
  const decision = standing(cores, index, outcome, around)
  const figure = (arm: Arm, of: readonly DuelVisit[]) =>
    figureOf(arm, index, of, unitOf(outcome.series, entry))
  const overload = overloadOf(visits)
  return {
    cores,
    ...answerOf(decision, entry, cores, outcome, around),
    base: figure('base', visits),
    head: figure('head', visits),
    ...(overload === undefined ? {} : { overload }),
    ...offeredOf(visits),
    change: decision?.change,
    scalingChange: decision?.scalingChange,
    ...speedupOf(entry, cores, outcome, figure),
    ...observedOf(visits, cores),
    duel: {
      rounds: (outcome.visits.get(cores) ?? []).map((visit) => visit?.figures[index]?.gain ?? null),
      ...totalsOf(entry, index, cores, outcome),
      ...quadsOf(visits),
    },
  }
}

function totalsOf(
  { measure }: SeriesEntry,
  index: number,
  cores: number,
  { visits }: DuelOutcome,
): { readonly totals?: (number | null)[] } {
  if (measure !== undefined) return {}
  return { totals: (visits.get(cores) ?? []).map((visit) => totalGain(visit, index)) }
}

function measuredAt(cores: number, { visits }: DuelOutcome): DuelVisit[] {
  return (visits.get(cores) ?? []).filter((visit) => visit !== null)
}

function answerOf(
  decision: DuelDecision | undefined,
  entry: SeriesEntry,
  cores: number,
  outcome: DuelOutcome,
  { colocated, duel }: Surroundings,
): Pick<ComparisonPoint, 'verdict' | 'reason' | 'regressed'> {
  // What an earlier look saw of a benchmark that then failed is no verdict.
  if (outcome.failure !== undefined) return { verdict: 'inconclusive' }
  const visits = measuredAt(cores, outcome)
  const why = spoilt(visits, cores, colocated)
  if (why !== undefined) return { verdict: 'inconclusive', reason: why }
  if (decision?.regressed !== undefined) return { verdict: 'regressed', regressed: decision.regressed }
  if (decision?.improved) return { verdict: 'improved' }
  if (decision?.lossExcluded) return { verdict: 'unchanged' }
  if (visits.length === 0 && outcome.withoutCapacity?.has(cores))
    return { verdict: 'inconclusive', reason: { kind: 'no-capacity' } }
  return { verdict: 'inconclusive', reason: duelReason(decision, visits.length, entry.detect, duel) }
}

/** What the looks decided; nothing of scaling where the point at one core, which it rests on, is spoilt. */
function standing(
  cores: number,
  index: number,
  outcome: DuelOutcome,
  { colocated }: Surroundings,
): DuelDecision | undefined {
  const decision = outcome.decisions.get(cores)?.[index]
  if (decision === undefined || cores === 1) return decision
  if (spoilt(measuredAt(1, outcome), 1, colocated) === undefined) return decision
  const { scalingChange: _, regressed, ...rest } = decision
  if (regressed === undefined || regressed === 'scaling-change') return rest
  return { ...rest, regressed: regressed === 'both' ? 'change' : regressed }
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

function overloadOf(visits: readonly DuelVisit[]): ComparisonPoint['overload'] {
  const of = (arm: Arm): Overload | undefined =>
    summariseOverloads(visits.flatMap(({ overload }) => (overload === undefined ? [] : [overload[arm]])))
  const base = of('base')
  const head = of('head')
  return base === undefined && head === undefined ? undefined : { base, head }
}

/** The same in every round, unless capacity became known in several of them. */
function offeredOf(visits: readonly DuelVisit[]): Pick<ComparisonPoint, 'offered'> {
  const offered = visits.flatMap((visit) => (visit.offered === undefined ? [] : [visit.offered]))
  return offered.length === 0 ? {} : { offered: median(offered) }
}
