import { describe, expect, it } from 'vitest'
import { entriesOf } from '../../src/duel/series.ts'
import { figuresOf, sliceRate } from '../../src/duel/visit-figures.ts'
import { Histogram } from '../../src/load/histogram.ts'
import { aSeries } from './duel-visits.ts'
import { aLatencySeries, anOverloadSeries, aStreamSeries } from './regime-series.ts'
import { aSlice } from './slices.ts'

/** A slice with these latencies, in ms. */
function timed(latencies: readonly number[]) {
  const histogram = new Histogram()
  for (const latency of latencies) histogram.record(latency)
  return aSlice({ latencies: histogram.encode() })
}

describe('the figures of a visit', () => {
  it('are quantiles of all requests of its slices together', () => {
    const slices = [timed([1, 1, 1, 1]), timed([1, 1, 100, 1, 1, 1])]
    const [p50, p99] = figuresOf(entriesOf(aLatencySeries()), 50, slices)
    expect(p50).toBeCloseTo(1, 2)
    expect(p99).toBeCloseTo(100, 0)
  })

  it('are the rate and the gaps of streams', () => {
    const [rate, p99] = figuresOf(entriesOf(aStreamSeries()), 1234, [timed([5, 5, 20])])
    expect(rate).toBe(1234)
    expect(p99).toBeCloseTo(20, 1)
  })

  it('are the rate alone of a closed loop and of an overload', () => {
    for (const series of [aSeries('checkout'), anOverloadSeries()])
      expect(figuresOf(entriesOf(series), 900, [aSlice()])).toEqual([900])
  })

  it('are unknown where nothing was timed, and never 0: that has no logarithm', () => {
    expect(figuresOf(entriesOf(aLatencySeries()), 1, [aSlice()])).toEqual([null, null])
    expect(figuresOf(entriesOf(aLatencySeries()), 1, [timed([0, 0])])).toEqual([0.001, 0.001])
    expect(sliceRate(aSlice({ completed: 0, elapsed: 2 }))).toBe(0.25)
  })
})
