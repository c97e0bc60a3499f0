import { isColocated } from '../host/plan-cpus.ts'
import type { CpuPlan } from '../host/topology.ts'
import { errorCount, sumErrors } from '../load/slice.ts'
import type { BaselineRecord, RecordBenchmark, RecordPoint } from '../result/record.ts'
import type { Failure, Skipped, Warning } from '../result/shared-schema.ts'
import type { Rounds } from '../scaling/speedup.ts'
import { fewRoundsWarning, summarisePoint } from '../scaling/summarise-point.ts'
import { generatorLimit } from './generator-limit.ts'
import { DISTURBED_ABOVE, WAITED_BELOW } from './observation-limits.ts'
import type { Series } from './series.ts'
import type { VisitSample } from './visit-sample.ts'

/** Everything measured of one series so far: a sample for each round and core count, null where it was lost. */
export interface SeriesSamples {
  readonly series: Series
  /** By core count, then by round. */
  readonly samples: ReadonlyMap<number, readonly (VisitSample | null)[]>
  readonly failure?: Failure
}

/** The entry of one series in a record, from whatever has been measured of it. */
export function assembleBenchmark(
  { series, samples, failure }: SeriesSamples,
  plan: Pick<CpuPlan, 'colocated' | 'programCpus' | 'pinnable'>,
  skipped: readonly Skipped[],
  usedCpus: number,
): RecordBenchmark {
  const points = [...samples]
    .sort(([a], [b]) => a - b)
    .filter(([, visits]) => roundsOf(visits).some((round) => round !== null))
    .map(([cores, visits]) => assemblePoint(series, cores, visits, roundsOf(samples.get(1) ?? []), plan))
  const entry = {
    name: series.name,
    kind: series.kind,
    ...(series.kind === 'http' ? { connections: series.connections } : {}),
    points,
    skipped: [...skipped],
    warnings: warningsOf(points, samples, usedCpus),
  }
  return failure === undefined ? entry : { ...entry, verdict: 'failed', ...failure }
}

function assemblePoint(
  series: Series,
  cores: number,
  visits: readonly (VisitSample | null)[],
  singleCore: Rounds,
  plan: Pick<CpuPlan, 'colocated' | 'programCpus' | 'pinnable'>,
): RecordPoint {
  const taken = visits.filter((visit) => visit !== null)
  const sum = (pick: (visit: VisitSample) => number) => taken.reduce((total, visit) => total + pick(visit), 0)
  const elapsed = sum((visit) => visit.elapsed)
  const completed = sum((visit) => visit.completed)
  const rounds = roundsOf(visits)
  const unit = series.kind === 'http' ? 'req/s' : 'runs/s'
  const summary = summarisePoint({ cores, rounds, singleCore, unit })
  if (summary === undefined) throw new Error(`no round of ${series.name} at ${cores} cores was measured`)
  const point: RecordPoint = {
    cores,
    ...summary,
    rounds,
    errors: sum((visit) => errorCount(visit.errors)),
    pinned: taken.every((visit) => visit.pinned),
  }
  if (taken.every((visit) => visit.programCpu !== undefined) && elapsed > 0) {
    const cpu = sum((visit) => visit.programCpu ?? 0)
    point.utilisation = cpu / (elapsed * cores)
    if (completed > 0) point.cpuPerRequest = cpu / completed
  }
  if (series.kind === 'http' && elapsed > 0) {
    const utilisation = sum((visit) => visit.generatorCpu ?? 0) / elapsed
    const colocated = isColocated(plan, cores)
    point.generator = { utilisation, bound: utilisation > generatorLimit(cores, colocated), colocated }
  }
  return point
}

function roundsOf(visits: readonly (VisitSample | null)[]): (number | null)[] {
  return visits.map((visit) => (visit === null || visit.throughput <= 0 ? null : visit.throughput))
}

/** The share of the CPUs in use that others had while a point was measured. */
function othersShare(visits: readonly VisitSample[], usedCpus: number): number {
  const elapsed = visits.reduce((sum, visit) => sum + visit.elapsed, 0)
  const others = visits.reduce((sum, visit) => sum + (visit.othersCpu ?? 0), 0)
  return elapsed === 0 ? 0 : others / (elapsed * usedCpus)
}

function warningsOf(
  points: readonly RecordPoint[],
  samples: SeriesSamples['samples'],
  usedCpus: number,
): Warning[] {
  const warnings: Warning[] = []
  for (const { cores, generator, utilisation } of points) {
    if (generator?.bound) {
      warnings.push({ kind: 'generator-bound', cores, utilisation: generator.utilisation })
    }
    const visits = (samples.get(cores) ?? []).filter((visit) => visit !== null)
    const share = othersShare(visits, usedCpus)
    if (share > DISTURBED_ABOVE) warnings.push({ kind: 'disturbed', cores, share })
    // What others took the program could not use: only CPUs that stood idle say that it waited.
    if (!generator?.bound && utilisation !== undefined && utilisation + share < WAITED_BELOW) {
      warnings.push({ kind: 'waited', cores, utilisation })
    }
    if (visits.some((visit) => visit.outliers)) warnings.push({ kind: 'outliers', cores })
    const errors = errorWarning(cores, visits)
    if (errors !== undefined) warnings.push(errors)
  }
  if (points.some((point) => !point.pinned)) warnings.push({ kind: 'unpinned' })
  const fewRounds = fewRoundsWarning(points)
  if (fewRounds !== undefined) warnings.push(fewRounds)
  if (points.length > 0 && !points.some(({ cores }) => cores === 1)) warnings.push({ kind: 'no-single-core' })
  return warnings
}

function errorWarning(cores: number, visits: readonly VisitSample[]): Warning | undefined {
  const kinds = sumErrors(visits.map(({ errors }) => errors))
  const failed = errorCount(kinds)
  if (failed === 0) return undefined
  const completed = visits.reduce((total, visit) => total + visit.completed, 0)
  return { kind: 'errors', cores, rate: failed / (failed + completed), kinds }
}

/** What a record needs beside its benchmarks. */
export type RecordHead = Omit<BaselineRecord, 'schema' | 'kind' | 'benchmarks'>

/** The whole record. */
export function assembleRecord(head: RecordHead, benchmarks: readonly RecordBenchmark[]): BaselineRecord {
  return { schema: 1, kind: 'record', ...head, benchmarks: [...benchmarks] }
}
