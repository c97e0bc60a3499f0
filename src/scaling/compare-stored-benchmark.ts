import type { ComparisonBenchmark, Evidence } from '../result/comparison.ts'
import type { MeasuredBenchmark, RecordBenchmark } from '../result/record.ts'
import { seriesKey } from '../result/series-key.ts'
import { compareStored } from './compare-stored.ts'
import { judgeBenchmark } from './judge-benchmark.ts'
import type { Tolerances } from './stored-verdict.ts'

/**
 * One series of head against the same one in base's stored record. A head that
 * failed is `failed`, whatever base was; a base without the benchmark, or where it failed or was of another
 * kind, is no baseline.
 */
export function compareStoredBenchmark(comparison: {
  readonly base?: RecordBenchmark
  readonly head: RecordBenchmark
  readonly benchmark: Tolerances
  /** Of the record that `base` was taken from. */
  readonly evidence: Evidence
  readonly runToRun?: number
}): ComparisonBenchmark {
  const { head, runToRun } = comparison
  const { tolerance, detect } = comparison.benchmark
  const base = comparison.evidence.kind === 'none' ? undefined : comparable(comparison.base, head)
  const evidence: Evidence = base === undefined ? { kind: 'none' } : comparison.evidence
  const sameHost = evidence.kind === 'stored' && evidence.sameHost
  const points = compareStored({ base, head, benchmark: { tolerance, detect }, sameHost, runToRun })
  const { name, kind, measure, connections, warnings } = head
  const series = { name, kind, measure, connections, tolerance, detect, evidence, points, warnings }
  if (head.verdict === 'failed') {
    const { verdict, phase, reason, output } = head
    return { ...series, verdict, phase, reason, output }
  }
  return { ...series, verdict: base === undefined ? 'no-baseline' : judgeBenchmark(points) }
}

function comparable(base: RecordBenchmark | undefined, head: RecordBenchmark): MeasuredBenchmark | undefined {
  if (base === undefined || base.verdict === 'failed') return undefined
  return base.kind === head.kind && seriesKey(base) === seriesKey(head) ? base : undefined
}
