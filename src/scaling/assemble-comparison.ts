import type { Comparison, ComparisonBenchmark, Evidence } from '../result/comparison.ts'
import type { BaselineRecord, RecordBenchmark } from '../result/record.ts'
import { type SeriesIdentity, seriesKey } from '../result/series-key.ts'
import { compareStoredBenchmark } from './compare-stored-benchmark.ts'
import { judgeComparison } from './judge-comparison.ts'
import type { Tolerances } from './stored-verdict.ts'

/** What the baseline branch answered: a record and how many commits it lies behind base, or why there is none. */
export type Stored =
  | { readonly kind: 'found'; readonly record: BaselineRecord; readonly behind: number }
  | { readonly kind: 'missing' | 'corrupt' | 'newer' }

/**
 * The comparison of a measured head with a stored record, every benchmark of head in its order. A benchmark that base
 * lacks is `no-baseline`; so is each of them where there is no record.
 */
export function assembleComparison(inputs: {
  readonly head: BaselineRecord
  /** Commit that head is compared with. */
  readonly base: string
  readonly stored: Stored
  /** Every series that head declares. */
  readonly declared: readonly (Tolerances & SeriesIdentity)[]
  /** Enough records of this host key to know how much whole runs differ. */
  readonly history?: {
    readonly records: number
    readonly runToRun: (series: RecordBenchmark) => number | undefined
  }
}): Comparison {
  const { head, base, stored } = inputs
  const evidence = evidenceOf(stored, head, inputs.history?.records)
  const judged = head.benchmarks.map((benchmark): ComparisonBenchmark => {
    const declared = inputs.declared.find((each) => seriesKey(each) === seriesKey(benchmark))
    if (declared === undefined) throw new Error(`${seriesKey(benchmark)} was measured but is not declared`)
    const counterpart = stored.kind === 'found' ? sameSeries(stored.record, benchmark) : undefined
    return compareStoredBenchmark({
      head: benchmark,
      benchmark: declared,
      evidence,
      ...(counterpart === undefined ? {} : { base: counterpart }),
      runToRun: inputs.history?.runToRun(benchmark),
    })
  })
  return {
    schema: 1,
    kind: 'comparison',
    at: head.at,
    seed: head.seed,
    host: head.host,
    method: head.method,
    base,
    head: head.commit,
    dirty: head.dirty,
    baseline: stored.kind,
    verdict: judgeComparison(judged),
    benchmarks: judged,
  }
}

function evidenceOf(stored: Stored, head: BaselineRecord, records: number | undefined): Evidence {
  if (stored.kind !== 'found') return { kind: 'none' }
  const { record, behind } = stored
  return {
    kind: 'stored',
    commit: record.commit,
    at: record.at,
    behind,
    sameHost: record.host.key === head.host.key,
    cpu: record.host.cpu,
    cpus: record.host.cpus,
    records,
  }
}

/** The same benchmark under the same load, and the same question. */
function sameSeries(record: BaselineRecord, wanted: RecordBenchmark): RecordBenchmark | undefined {
  return record.benchmarks.find((each) => each.kind === wanted.kind && seriesKey(each) === seriesKey(wanted))
}
