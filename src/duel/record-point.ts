import { isColocated } from '../host/plan-cpus.ts'
import type { CpuPlan } from '../host/topology.ts'
import { errorCount } from '../load/slice.ts'
import type { RecordPoint } from '../result/record.ts'
import { generatorLimit } from '../scaling/generator-limit.ts'
import { summariseOverloads } from '../scaling/overload-finding.ts'
import { summarisePoint, summariseRounds } from '../scaling/summarise-point.ts'
import { median } from '../stats/quantiles.ts'
import { entriesOf, type Series, type SeriesEntry } from './series.ts'
import { throughputUnit, unitOf } from './unit-of.ts'
import type { VisitSample } from './visit-sample.ts'

type Visits = readonly (VisitSample | null)[]

/** One entry of a series at one core count. `index`: the place of the entry in `entriesOf`. */
export function recordPoint(measured: {
  readonly series: Series
  readonly index: number
  readonly cores: number
  readonly visits: Visits
  /** The visits at one core. */
  readonly alone: Visits
  readonly plan: Pick<CpuPlan, 'colocated' | 'programCpus' | 'pinnable'>
}): RecordPoint {
  const { series, index, cores, visits, alone, plan } = measured
  const taken = visits.filter((visit) => visit !== null)
  const sum = (pick: (visit: VisitSample) => number) => taken.reduce((total, visit) => total + pick(visit), 0)
  const elapsed = sum((visit) => visit.elapsed)
  const completed = sum((visit) => visit.completed)
  const rounds = figureRounds(visits, index)
  const point: RecordPoint = {
    cores,
    ...figuresAt(series, index, rounds, visits, { cores, alone }),
    rounds,
    errors: sum((visit) => errorCount(visit.errors)),
    pinned: taken.every((visit) => visit.pinned),
  }
  const offered = taken.flatMap((visit) => (visit.offered === undefined ? [] : [visit.offered]))
  if (offered.length > 0) point.offered = median(offered)
  // Where the generator could not ask, nothing is known of how the service would have answered.
  const short = taken.some(({ limits }) => limits?.short)
  const overload = short ? undefined : summariseOverloads(taken.flatMap((visit) => visit.overload ?? []))
  if (overload !== undefined) point.overload = overload
  if (taken.every((visit) => visit.programCpu !== undefined) && elapsed > 0) {
    const cpu = sum((visit) => visit.programCpu ?? 0)
    point.utilisation = cpu / (elapsed * cores)
    // Under overload CPU also goes into what comes too late to count.
    if (completed > 0 && taken.every((visit) => visit.overload === undefined))
      point.cpuPerRequest = cpu / completed
  }
  if (series.kind === 'http' && elapsed > 0) {
    const utilisation = sum((visit) => visit.generatorCpu ?? 0) / elapsed
    const colocated = isColocated(plan, cores)
    const bound = short || utilisation > generatorLimit(cores, colocated)
    point.generator = { utilisation, bound, colocated }
  }
  return point
}

/** What the entry measures, for each round; null where the round was lost. */
export function figureRounds(visits: Visits, index: number): (number | null)[] {
  return visits.map((visit) => visit?.figures[index] ?? null)
}

/** Speedup and efficiency are of throughput; how a latency goes with core counts has no such ratio. */
function figuresAt(
  series: Series,
  index: number,
  rounds: readonly (number | null)[],
  visits: Visits,
  { cores, alone }: { readonly cores: number; readonly alone: Visits },
): Pick<RecordPoint, 'throughput' | 'latency' | 'speedup' | 'efficiency'> {
  const entry = entriesOf(series)[index] as SeriesEntry
  const work = throughputUnit(series)
  if (entry.measure === undefined) {
    const singleCore = figureRounds(alone, index)
    return certain(summarisePoint({ cores, rounds, singleCore, unit: work }), series)
  }
  const unit = unitOf(series, entry)
  if (unit !== 'ms') return { throughput: certain(summariseRounds(rounds, unit), series) }
  return {
    throughput: certain(
      summariseRounds(
        visits.map((visit) => visit?.throughput ?? null),
        work,
      ),
      series,
    ),
    latency: certain(summariseRounds(rounds, unit), series),
  }
}

/** A point is made of a round at the least. */
function certain<T>(summary: T | undefined, { name }: Series): T {
  if (summary === undefined) throw new Error(`a point of ${name} has no round`)
  return summary
}
