import type { ComparisonBenchmark, ComparisonPoint, PointReason } from '../result/comparison.ts'
import type { Skipped, Throughput } from '../result/shared-schema.ts'
import { type DuelDecision, ROUNDS_FOR_DUEL } from '../scaling/duel-decision.ts'
import { type JudgedPoint, judgeBenchmark } from '../scaling/judge-benchmark.ts'
import { speedup } from '../scaling/speedup.ts'
import { summarisePoint } from '../scaling/summarise-point.ts'
import type { DuelOutcome } from './contest.ts'
import { MOST_ROUNDS, ROUNDS_WANTED } from './duel-plan.ts'
import type { DuelVisit } from './duel-visit.ts'
import { duelWarnings } from './duel-warnings.ts'
import { generatorLimit } from './generator-limit.ts'
import { generatorShare } from './generator-share.ts'
import type { DuelResult } from './measure-duel.ts'
import { observedOf } from './observed.ts'
import type { Arm } from './quad.ts'

/** A point with more void quads than this has no verdict. */
const VOID_LIMIT = 0.25

interface Surroundings {
  readonly colocated: (cores: number) => boolean
  /** CPUs in use, the programs' and the generator's. */
  readonly usedCpus: number
  readonly skipped: readonly Skipped[]
  readonly duel: DuelResult
}

/** The entry of one duelled series in a comparison. */
export function assembleDuel(outcome: DuelOutcome, around: Surroundings): ComparisonBenchmark {
  const { series, failure } = outcome
  const points = [...outcome.visits]
    .sort(([a], [b]) => a - b)
    .map(([cores]) => pointOf(cores, outcome, around))
  const skipped = around.skipped.map(
    ({ cores, available }): ComparisonPoint => ({
      cores,
      verdict: 'skipped',
      reason: { kind: 'too-few-cpus', available },
    }),
  )
  const entry = {
    name: series.name,
    kind: series.kind,
    ...(series.kind === 'http' ? { connections: series.connections } : {}),
    tolerance: series.benchmark.tolerance,
    detect: series.benchmark.detect,
    evidence: { kind: 'duel' as const, rounds: Math.max(0, ...[...outcome.visits.values()].map(countOf)) },
    points: [...points, ...skipped].sort((a, b) => a.cores - b.cores),
    warnings: duelWarnings(outcome, around),
  }
  if (failure !== undefined) return { ...entry, verdict: 'failed', ...failure }
  return { ...entry, verdict: judgeBenchmark(entry.points.map(judged)) }
}

function judged(point: ComparisonPoint): JudgedPoint {
  const { cores, verdict, reason } = point
  return verdict === 'regressed'
    ? { cores, verdict, regressed: point.regressed ?? 'change' }
    : { cores, verdict, ...(reason === undefined ? {} : { reason }) }
}

function pointOf(cores: number, outcome: DuelOutcome, { colocated, duel }: Surroundings): ComparisonPoint {
  const visits = (outcome.visits.get(cores) ?? []).filter((visit) => visit !== null)
  const alone = (outcome.visits.get(1) ?? []).filter((visit) => visit !== null)
  const decision = standing(cores, outcome, colocated)
  const unit = outcome.series.kind === 'http' ? 'req/s' : 'runs/s'
  const answer =
    outcome.failure === undefined
      ? (spoilt(visits, cores, colocated) ?? answerOf(decision, outcome, cores, duel))
      : // What an earlier look saw of a benchmark that then failed is no verdict.
        ({ verdict: 'inconclusive' } as const)
  return {
    cores,
    ...answer,
    base: throughputOf('base', visits, unit),
    head: throughputOf('head', visits, unit),
    change: decision?.change,
    scalingChange: decision?.scalingChange,
    speedup: alone.length === 0 ? undefined : speedupOf(visits, alone),
    ...observedOf(visits, cores),
    duel: {
      rounds: (outcome.visits.get(cores) ?? []).map((visit) => visit?.change ?? null),
      ...quadsOf(visits),
    },
  }
}

/** Why a point has no verdict although there are rounds of it; undefined where nothing is wrong with them. */
function spoilt(visits: readonly DuelVisit[], cores: number, colocated: (cores: number) => boolean) {
  if (visits.length === 0) return undefined
  if (generatorShare(visits) > generatorLimit(cores, colocated(cores)))
    return { verdict: 'inconclusive', reason: { kind: 'generator-bound' } } as const
  const counts = quadsOf(visits)
  return counts.void > VOID_LIMIT * counts.quads
    ? ({ verdict: 'inconclusive', reason: { kind: 'void-quads', ...counts } } as const)
    : undefined
}

function quadsOf(visits: readonly DuelVisit[]): { readonly quads: number; readonly void: number } {
  const sum = (pick: (visit: DuelVisit) => number) => visits.reduce((total, visit) => total + pick(visit), 0)
  return { quads: sum((visit) => visit.quads), void: sum((visit) => visit.void) }
}

/** What the looks decided; nothing of scaling where the point at one core, which it rests on, is spoilt. */
function standing(
  cores: number,
  outcome: DuelOutcome,
  colocated: (cores: number) => boolean,
): DuelDecision | undefined {
  const decision = outcome.decisions.get(cores)
  const alone = (outcome.visits.get(1) ?? []).filter((visit) => visit !== null)
  if (decision === undefined || cores === 1 || spoilt(alone, 1, colocated) === undefined) return decision
  const { scalingChange: _, regressed, ...rest } = decision
  return regressed === undefined || regressed === 'scaling-change' ? rest : { ...rest, regressed: 'change' }
}

function answerOf(
  decision: DuelDecision | undefined,
  { series, visits }: DuelOutcome,
  cores: number,
  duel: DuelResult,
): Pick<ComparisonPoint, 'verdict' | 'reason' | 'regressed'> {
  if (decision?.regressed !== undefined) return { verdict: 'regressed', regressed: decision.regressed }
  if (decision?.improved) return { verdict: 'improved' }
  if (decision?.lossExcluded) return { verdict: 'unchanged' }
  return {
    verdict: 'inconclusive',
    reason: reasonOf(decision, countOf(visits.get(cores) ?? []), series.benchmark.detect, duel),
  }
}

function reasonOf(
  decision: DuelDecision | undefined,
  rounds: number,
  detect: number,
  duel: DuelResult,
): PointReason {
  if (decision === undefined && !duel.complete) return { kind: 'interrupted' }
  if (decision?.smallestDetectable === undefined) {
    const secondsNeeded = (ROUNDS_WANTED * duel.pace) / 1000
    return {
      kind: 'too-few-rounds',
      rounds,
      needed: ROUNDS_FOR_DUEL,
      ...(secondsNeeded > 0 ? { secondsNeeded } : {}),
    }
  }
  const { smallestDetectable, roundsNeeded } = decision
  // A duel ends after so many rounds, however long it may take.
  const seconds =
    roundsNeeded === undefined || roundsNeeded > MOST_ROUNDS ? undefined : (roundsNeeded * duel.pace) / 1000
  // A loss about as large as `detect` was seen but neither proved nor excluded: more rounds are the answer too.
  const smallest = Math.max(smallestDetectable, detect)
  return {
    kind: 'too-noisy',
    smallestDetectable: smallest,
    ...(seconds === undefined ? {} : { secondsNeeded: seconds }),
  }
}

function throughputOf(
  arm: Arm,
  visits: readonly DuelVisit[],
  unit: Throughput['unit'] = 'req/s',
): ComparisonPoint['base'] {
  const rounds = visits.map(({ arms }) => (arms[arm].throughput > 0 ? arms[arm].throughput : null))
  return summarisePoint({ cores: 1, rounds, unit })?.throughput
}

function speedupOf(visits: readonly DuelVisit[], alone: readonly DuelVisit[]): ComparisonPoint['speedup'] {
  const ratio = (arm: Arm) => {
    const many = throughputOf(arm, visits)?.median
    const one = throughputOf(arm, alone)?.median
    return many === undefined || one === undefined ? undefined : speedup(many, one)
  }
  return { base: ratio('base'), head: ratio('head') }
}

function countOf(visits: readonly (DuelVisit | null)[]): number {
  return visits.filter((visit) => visit !== null).length
}
