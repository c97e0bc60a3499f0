import type { ComparisonBenchmark, ComparisonPoint, PointReason } from '../result/comparison.ts'
import type { Skipped, Throughput, Warning } from '../result/shared-schema.ts'
import { type DuelDecision, ROUNDS_FOR_DUEL } from '../scaling/duel-decision.ts'
import { type JudgedPoint, judgeBenchmark } from '../scaling/judge-benchmark.ts'
import { speedup } from '../scaling/speedup.ts'
import { summarisePoint } from '../scaling/summarise-point.ts'
import type { DuelOutcome } from './contest.ts'
import type { ArmTotals, DuelVisit } from './duel-visit.ts'
import { generatorLimit } from './generator-limit.ts'
import type { DuelResult } from './measure-duel.ts'
import type { Arm } from './quad.ts'

/** A point with more void quads than this has no verdict. */
const VOID_LIMIT = 0.25

interface Surroundings {
  readonly colocated: boolean
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
    warnings: warningsOf(outcome, around.colocated),
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
  const decision = outcome.decisions.get(cores)
  const unit = outcome.series.kind === 'http' ? 'req/s' : 'runs/s'
  const quads = visits.reduce((sum, visit) => sum + visit.quads, 0)
  const voids = visits.reduce((sum, visit) => sum + visit.void, 0)
  const limit = generatorLimit(cores, colocated)
  const bound = visits.length > 0 && generatorShare(visits) > limit
  const voided = voids > VOID_LIMIT * quads
  const answer = bound
    ? ({ verdict: 'inconclusive', reason: { kind: 'generator-bound' } } as const)
    : voided
      ? ({ verdict: 'inconclusive', reason: { kind: 'void-quads', void: voids, quads } } as const)
      : answerOf(decision, outcome, cores, duel)
  return {
    cores,
    ...answer,
    base: throughputOf('base', visits, unit),
    head: throughputOf('head', visits, unit),
    change: decision?.change,
    scalingChange: decision?.scalingChange,
    speedup: alone.length === 0 ? undefined : speedupOf(visits, alone),
    ...observed(visits, cores),
    duel: {
      rounds: (outcome.visits.get(cores) ?? []).map((visit) => visit?.change ?? null),
      quads,
      void: voids,
    },
  }
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
    return { kind: 'too-few-rounds', rounds, needed: ROUNDS_FOR_DUEL }
  }
  const { smallestDetectable, roundsNeeded } = decision
  const seconds = roundsNeeded === undefined ? undefined : (roundsNeeded * duel.pace) / 1000
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

function generatorShare(visits: readonly DuelVisit[]): number {
  const sum = (pick: (totals: ArmTotals) => number) =>
    visits.reduce((total, { arms }) => total + pick(arms.base) + pick(arms.head), 0)
  return sum(({ generatorCpu }) => generatorCpu) / sum(({ elapsed }) => elapsed)
}

/** What the program was doing, per arm, over all quads of the point. */
function observed(visits: readonly DuelVisit[], cores: number) {
  const both = (figure: (arm: Arm) => number | undefined) => ({ base: figure('base'), head: figure('head') })
  const sum = (arm: Arm, pick: (totals: ArmTotals) => number | undefined) => {
    const values = visits.map(({ arms }) => pick(arms[arm]))
    const known = values.filter((value) => value !== undefined)
    return known.length < values.length || values.length === 0
      ? undefined
      : known.reduce((total, value) => total + value, 0)
  }
  const over = (
    arm: Arm,
    pick: (totals: ArmTotals) => number | undefined,
    by: (totals: ArmTotals) => number,
  ) => {
    const total = sum(arm, pick)
    const divisor = sum(arm, by)
    return total === undefined || divisor === undefined || divisor === 0 ? undefined : total / divisor
  }
  const each = (pick: (totals: ArmTotals) => number | undefined) => both((arm) => over(arm, pick, () => 1))
  const perRequest = (pick: (totals: ArmTotals) => number | undefined) =>
    both((arm) => over(arm, pick, ({ completed }) => completed))
  return {
    utilisation: both((arm) =>
      over(
        arm,
        ({ programCpu }) => programCpu,
        ({ elapsed }) => elapsed * cores,
      ),
    ),
    cpuPerRequest: perRequest(({ programCpu }) => programCpu),
    voluntarySwitches: perRequest(({ voluntarySwitches }) => voluntarySwitches),
    involuntarySwitches: perRequest(({ involuntarySwitches }) => involuntarySwitches),
    threads: each(({ threads }) => threads),
    processes: each(({ processes }) => processes),
    memoryBytes: each(({ memoryBytes }) => memoryBytes),
  }
}

function warningsOf({ visits }: DuelOutcome, colocated: boolean): Warning[] {
  const warnings: Warning[] = []
  for (const [cores, all] of visits) {
    const measured = all.filter((visit) => visit !== null)
    if (measured.length === 0) continue
    const share = generatorShare(measured)
    const limit = generatorLimit(cores, colocated)
    if (share > limit) warnings.push({ kind: 'generator-bound', cores, utilisation: share })
    if (measured.some(({ pinned }) => !pinned) && !warnings.some(({ kind }) => kind === 'unpinned')) {
      warnings.push({ kind: 'unpinned' })
    }
  }
  return warnings
}

function countOf(visits: readonly (DuelVisit | null)[]): number {
  return visits.filter((visit) => visit !== null).length
}
