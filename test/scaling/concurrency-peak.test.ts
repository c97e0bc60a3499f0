import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concurrencyPeak } from '../../src/scaling/concurrency-peak.ts'

/** A level whose interval is 2 % to both sides. */
const level = (connections: number, median: number, reach = 0.02) => ({
  connections,
  throughput: { median, low: median * (1 - reach), high: median * (1 + reach) },
})

describe('the level from which more concurrency loses throughput', () => {
  test('is the last one before the loss', () => {
    const peak = concurrencyPeak([level(1, 900), level(64, 1790), level(256, 1320)])
    expect(peak?.from.connections).toBe(64)
    expect(peak?.least.connections).toBe(256)
  })

  test('is a level beside the peak where their intervals overlap', () => {
    const peak = concurrencyPeak([level(16, 1800), level(64, 1790), level(256, 1320)])
    expect(peak?.from.connections).toBe(64)
  })

  test('passes over a level whose interval touches those of the losing ones', () => {
    const peak = concurrencyPeak([level(16, 1800), level(64, 1700, 0.1), level(256, 1600)])
    expect(peak?.from.connections).toBe(16)
  })

  test('is told with the level that does least', () => {
    const peak = concurrencyPeak([level(16, 1800), level(64, 1400), level(128, 900), level(256, 1000)])
    expect(peak?.least.connections).toBe(128)
  })

  test('is not claimed where the intervals overlap, where throughput only grows, nor of one level', () => {
    expect(concurrencyPeak([level(16, 1800), level(256, 1770)])).toBeUndefined()
    expect(concurrencyPeak([level(1, 900), level(16, 1800), level(256, 1900)])).toBeUndefined()
    expect(concurrencyPeak([level(16, 1800)])).toBeUndefined()
    expect(concurrencyPeak([])).toBeUndefined()
  })

  test('is not claimed where a higher level comes back', () => {
    expect(concurrencyPeak([level(16, 1800), level(64, 1200), level(256, 1795)])).toBeUndefined()
  })

  test('does not depend on the order of levels, and its interval touches none of those that lose', () => {
    const levels = fc.uniqueArray(
      fc.record({
        connections: fc.integer({ min: 1, max: 1000 }),
        median: fc.integer({ min: 1, max: 5000 }),
      }),
      { selector: (each) => each.connections, maxLength: 6 },
    )
    fc.assert(
      fc.property(levels, (drawn) => {
        const built = drawn.map(({ connections, median }) => level(connections, median))
        const peak = concurrencyPeak(built)
        expect(concurrencyPeak(built.toReversed())).toEqual(peak)
        if (peak === undefined) return
        const above = built.filter(({ connections }) => connections > peak.from.connections)
        expect(above).toContainEqual(peak.least)
        expect(peak.least.throughput.high).toBeLessThan(peak.from.throughput.low)
      }),
    )
  })
})
