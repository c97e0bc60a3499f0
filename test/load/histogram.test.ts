import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Histogram } from '../../src/load/histogram.ts'

function histogramOf(milliseconds: readonly number[]): Histogram {
  const histogram = new Histogram()
  for (const one of milliseconds) histogram.record(one)
  return histogram
}

const durations = fc.array(fc.double({ min: 0.001, max: 100_000, noNaN: true }), {
  minLength: 1,
  maxLength: 200,
})
const QUANTILES = [0, 1, 50, 90, 99, 99.9, 100]

describe('a histogram', () => {
  it('tells every quantile to a thousandth', () => {
    fc.assert(
      fc.property(durations, fc.constantFrom(...QUANTILES.slice(1)), (milliseconds, percentile) => {
        const sorted = [...milliseconds].sort((a, b) => a - b)
        const exact = sorted[Math.max(1, Math.ceil((percentile / 100) * sorted.length - 1e-9)) - 1] as number
        const told = histogramOf(milliseconds).quantile(percentile)
        expect(Math.abs(told - exact)).toBeLessThanOrEqual(exact / 1000 + 0.001)
      }),
    )
  })

  it('merged from parts is the histogram of them all', () => {
    fc.assert(
      fc.property(fc.array(durations, { maxLength: 5 }), (parts) => {
        const merged = Histogram.merge(parts.map((part) => histogramOf(part).encode()))
        const whole = histogramOf(parts.flat())
        expect(merged.encode()).toEqual(whole.encode())
        expect(merged.count).toBe(whole.count)
        for (const percentile of QUANTILES)
          expect(merged.quantile(percentile)).toBe(whole.quantile(percentile))
        expect(merged.mean).toBeCloseTo(whole.mean, 6)
      }),
    )
  })

  it('is the same after it was encoded and decoded, wherever the bytes lie', () => {
    fc.assert(
      fc.property(durations, (milliseconds) => {
        const histogram = histogramOf(milliseconds)
        const encoded = histogram.encode()
        const moved = Buffer.concat([Buffer.of(1), encoded]).subarray(1)
        expect(Histogram.decode(moved).encode()).toEqual(encoded)
        expect(Histogram.decode(moved).quantile(99)).toBe(histogram.quantile(99))
      }),
    )
  })

  it('counts what is out of its range at the range’s end', () => {
    const histogram = histogramOf([-1, Number.POSITIVE_INFINITY, 1e9])
    expect(histogram.count).toBe(3)
    expect(histogram.quantile(1)).toBe(0)
    expect(histogram.quantile(50) / 600_000).toBeCloseTo(1, 2)
  })

  it('of nothing has a count of 0', () => {
    const empty = Histogram.decode(new Uint8Array())
    expect([empty.count, empty.mean, empty.quantile(50)]).toEqual([0, 0, 0])
  })

  it('is not read from other bytes', () => {
    expect(() => Histogram.decode(new Uint8Array(7))).toThrow('pairs of 8 bytes, not 7')
    expect(() => Histogram.decode(new Uint8Array(8).fill(255))).toThrow(RangeError)
  })

  it('takes no memory while it records', () => {
    const histogram = histogramOf([1])
    for (let i = 0; i < 100_000; i++) histogram.record(i % 997)
    const before = process.memoryUsage().arrayBuffers
    for (let i = 0; i < 1_000_000; i++) histogram.record(i % 60_000)
    expect(process.memoryUsage().arrayBuffers).toBe(before)
    expect(histogram.count).toBe(1_100_001)
  })
})
