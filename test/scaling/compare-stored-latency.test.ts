import { describe, expect, it } from 'vitest'
import type { MeasuredBenchmark, RecordPoint } from '../../src/result/record.ts'
import { assembleComparison } from '../../src/scaling/assemble-comparison.ts'
import { compareStored } from '../../src/scaling/compare-stored.ts'
import { runToRunDeviation } from '../../src/scaling/run-to-run.ts'
import { aRecord } from '../support/results.ts'
import { steady } from './stored-records.ts'

const measure = { kind: 'latency', quantile: 99 } as const
const TOLERANCES = { tolerance: 0.1, detect: 0.25 }

/** A latency of so many ms at one core, answered at 700 requests a second. */
function timed(milliseconds: number, changes: Partial<MeasuredBenchmark> = {}): MeasuredBenchmark {
  const point: RecordPoint = {
    cores: 1,
    throughput: { median: 700, low: 700, high: 700, unit: 'req/s' },
    latency: { median: milliseconds, low: milliseconds, high: milliseconds, unit: 'ms' },
    rounds: steady(milliseconds),
    offered: 700,
    errors: 0,
    pinned: true,
  }
  return { name: 'checkout', kind: 'http', measure, points: [point], skipped: [], warnings: [], ...changes }
}

const compare = (base: number, head: number) =>
  compareStored({
    base: timed(base),
    head: timed(head),
    benchmark: TOLERANCES,
    sameHost: true,
    runToRun: 0.01,
  })[0]!

describe('a stored latency', () => {
  it('that grew is a suspicion with a positive change, in ms', () => {
    const point = compare(10, 14)
    expect(point).toMatchObject({ verdict: 'inconclusive', reason: { kind: 'suspicion' }, offered: 700 })
    expect(point.base).toMatchObject({ median: 10, unit: 'ms' })
    expect(point.change!.estimate).toBeCloseTo(0.4, 3)
    expect(point.change!.low).toBeLessThan(0.4)
    expect(point.change!.high).toBeGreaterThan(0.4)
  })

  it('that fell is one too, and one within the tolerance is unchanged', () => {
    expect(compare(14, 10)).toMatchObject({ reason: { kind: 'suspicion' } })
    expect(compare(10, 10.5)).toMatchObject({ verdict: 'unchanged' })
  })

  it('leaves a growth open that the drift between runs could hide', () => {
    const point = compareStored({
      base: timed(10),
      head: timed(10),
      benchmark: TOLERANCES,
      sameHost: true,
    })[0]!
    // e^(1.96 · √2 · 0.14) − 1, and a little for the rounds.
    expect(point.reason).toMatchObject({ kind: 'too-noisy', smallestDetectable: expect.closeTo(0.474, 2) })
  })

  it('is compared with the same quantile of the same benchmark, and with its own tolerances', () => {
    const other = timed(500, { measure: { kind: 'latency', quantile: 50 } })
    const closed = timed(1000, { measure: undefined, connections: 16 })
    const stored = aRecord({ benchmarks: [other, closed, timed(10)] })
    const declared = [
      { name: 'checkout', connections: 16, tolerance: 0.03, detect: 0.1 },
      { name: 'checkout', measure, ...TOLERANCES },
    ]
    const comparison = assembleComparison({
      head: aRecord({ benchmarks: [timed(10)] }),
      base: stored.commit,
      stored: { kind: 'found', record: stored, behind: 0 },
      declared,
    })
    expect(comparison.benchmarks).toMatchObject([
      { measure, ...TOLERANCES, points: [{ base: { median: 10 } }] },
    ])
  })

  it('differs from run to run by its own deviation, not that of the rate', () => {
    const records = Array.from({ length: 10 }, (_, run) =>
      aRecord({ benchmarks: [timed(10 * Math.exp(run % 2 ? 0.2 : -0.2))] }),
    )
    expect(runToRunDeviation(records, { name: 'checkout', measure }, 10)).toBeGreaterThan(0.2)
    expect(runToRunDeviation(records, { name: 'checkout' }, 10)).toBeUndefined()
  })
})
