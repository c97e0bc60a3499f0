import { describe, expect, it } from 'vitest'
import { entriesOf } from '../../src/duel/series.ts'
import { isClearable, isUnchanged } from '../../src/pipeline/clearable.ts'
import type { BenchmarkVerdict } from '../../src/result/comparison.ts'
import { aSeries } from '../duel/duel-visits.ts'
import { aLatencySeries, anOverloadSeries, aStreamSeries, LATENCY } from '../duel/regime-series.ts'
import { aBenchmark } from '../support/results.ts'

describe('the stored baseline', () => {
  it('may clear throughput and streams, but nothing of a benchmark with latency or overload', () => {
    expect([aSeries('checkout'), aStreamSeries()].map(isClearable)).toEqual([true, true])
    expect([aLatencySeries(), anOverloadSeries()].map(isClearable)).toEqual([false, false])
    expect(isClearable(aSeries('checkout', { latency: LATENCY }))).toBe(false)
  })

  it('clears what one visit measures together: events with their gaps', () => {
    const stream = aStreamSeries()
    const compared = (verdicts: readonly BenchmarkVerdict[]) => ({
      benchmarks: entriesOf(stream).map((entry, index) =>
        aBenchmark({ ...entry, verdict: verdicts[index] ?? 'unchanged' }),
      ),
    })
    expect(isUnchanged(stream, compared(['unchanged', 'unchanged']))).toBe(true)
    expect(isUnchanged(stream, compared(['unchanged', 'inconclusive']))).toBe(false)
    expect(isUnchanged(stream, { benchmarks: [] })).toBe(false)
  })
})
