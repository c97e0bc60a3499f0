import type { CpuPlan } from '../host/topology.ts'
import type { BaselineRecord, RecordBenchmark } from '../result/record.ts'
import type { Failure, Skipped } from '../result/shared-schema.ts'
import { figureRounds, recordPoint } from './record-point.ts'
import { recordWarnings } from './record-warnings.ts'
import { entriesOf, type Series } from './series.ts'
import type { VisitSample } from './visit-sample.ts'

/** Everything measured of one series so far: a sample for each round and core count, null where it was lost. */
export interface SeriesSamples {
  readonly series: Series
  /** By core count, then by round. */
  readonly samples: ReadonlyMap<number, readonly (VisitSample | null)[]>
  readonly failure?: Failure
  /** That its visits took. */
  readonly milliseconds?: number
}

/** The entries of one series in a record, from whatever has been measured of it. */
export function assembleBenchmarks(
  measured: SeriesSamples,
  plan: Pick<CpuPlan, 'colocated' | 'programCpus' | 'pinnable'>,
  skipped: readonly Skipped[],
  usedCpus: number,
): RecordBenchmark[] {
  const { series, samples, failure } = measured
  const entries = entriesOf(series)
  const seconds =
    measured.milliseconds === undefined ? {} : { seconds: measured.milliseconds / 1000 / entries.length }
  return entries.map(({ name, kind, measure, connections }, index): RecordBenchmark => {
    const points = [...samples]
      .sort(([a], [b]) => a - b)
      .filter(([, visits]) => figureRounds(visits, index).some((round) => round !== null))
      .map(([cores, visits]) =>
        recordPoint({ series, index, cores, visits, alone: samples.get(1) ?? [], plan }),
      )
    const entry = {
      name,
      kind,
      measure,
      connections,
      points,
      skipped: [...skipped],
      warnings: recordWarnings(points, samples, usedCpus),
      ...seconds,
    }
    return failure === undefined ? entry : { ...entry, verdict: 'failed', ...failure }
  })
}

/** What a record needs beside its benchmarks. */
export type RecordHead = Omit<BaselineRecord, 'schema' | 'kind' | 'benchmarks'>

/** The whole record. */
export function assembleRecord(head: RecordHead, benchmarks: readonly RecordBenchmark[]): BaselineRecord {
  return { schema: 1, kind: 'record', ...head, benchmarks: [...benchmarks] }
}
