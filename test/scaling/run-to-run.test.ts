import { describe, expect, it } from 'vitest'
import { couldClear, runToRunDeviation } from '../../src/scaling/run-to-run.ts'
import { aMeasured, aRecord, aRecordPoint } from '../support/results.ts'

/** Records whose throughput at each core count is the given logarithms above 1000. */
const records = (byCores: Readonly<Record<number, readonly number[]>>) =>
  (byCores[1] ?? []).map((_, run) =>
    aRecord({
      benchmarks: [
        aMeasured('checkout', {
          points: Object.entries(byCores).flatMap(([cores, logs]) =>
            logs[run] === undefined
              ? []
              : [aRecordPoint(Number(cores), 1000 * Math.exp(logs[run] as number), 1000)],
          ),
        }),
      ],
    }),
  )

const SERIES = { name: 'checkout', connections: 16 }
const alternating = (size: number, count = 10) =>
  Array.from({ length: count }, (_, i) => (i % 2 ? size : -size))

describe('runToRunDeviation', () => {
  it('is the standard deviation of the logarithms, widened for the ten runs that it is taken from', () => {
    const plain = 0.02 * Math.sqrt(10 / 9)
    // t(0.975, 9) = 2.262157, z(0.975) = 1.959964.
    const deviation = runToRunDeviation(records({ 1: alternating(0.02) }), SERIES, 10)
    expect(deviation).toBeCloseTo((plain * 2.262157) / 1.959964, 6)
  })

  it('is the largest over the core counts', () => {
    const both = runToRunDeviation(records({ 1: alternating(0.01), 2: alternating(0.03) }), SERIES, 10)
    expect(both).toBeCloseTo(runToRunDeviation(records({ 1: alternating(0.03) }), SERIES, 10) as number, 12)
  })

  it('is not known from fewer records, at any core count, of another series, or of failed ones', () => {
    expect(runToRunDeviation(records({ 1: alternating(0.01, 9) }), SERIES, 10)).toBeUndefined()
    expect(
      runToRunDeviation(records({ 1: alternating(0.01), 2: alternating(0.01, 9) }), SERIES, 10),
    ).toBeUndefined()
    const ten = records({ 1: alternating(0.01) })
    expect(runToRunDeviation(ten, { name: 'checkout', connections: 256 }, 10)).toBeUndefined()
    expect(runToRunDeviation(ten, { name: 'search', connections: 16 }, 10)).toBeUndefined()
    const failed = ten.map((record) =>
      aRecord({
        benchmarks: record.benchmarks.map((each) => ({
          ...each,
          verdict: 'failed' as const,
          phase: 'load' as const,
          reason: 'gone',
          output: [],
        })),
      }),
    )
    expect(runToRunDeviation(failed, SERIES, 10)).toBeUndefined()
    expect(runToRunDeviation([], SERIES, 10)).toBeUndefined()
  })
})

describe('couldClear', () => {
  it('asks whether two runs that differ so could exclude the loss at all', () => {
    // 1 − e^(−1.96 · √2 · 0.14) = 32 %.
    expect(couldClear(0.14, 0.1)).toBe(false)
    expect(couldClear(0.14, 0.33)).toBe(true)
    expect(couldClear(0.03, 0.1)).toBe(true)
  })
})
