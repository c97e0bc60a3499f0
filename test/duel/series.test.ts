import { describe, expect, it } from 'vitest'
import type { Config, HttpBenchmark } from '../../src/config/config.ts'
import { declaredSeries, entriesOf, loadKey, seriesLabel } from '../../src/duel/series.ts'
import { seriesKey } from '../../src/result/series-key.ts'
import { aSeries } from './duel-visits.ts'
import {
  aLatencySeries,
  anOverloadSeries,
  aStreamSeries,
  LATENCY,
  OVERLOAD,
  STREAM,
} from './regime-series.ts'

/** The series of one benchmark of a service. */
function declared(changes: Partial<HttpBenchmark>) {
  const { benchmark, service } = aSeries('checkout', changes)
  return declaredSeries({ services: [service], benchmarks: [benchmark] } as unknown as Config)
}

describe('what a benchmark declares', () => {
  it('is a series for each level, then one for latency and one for overload', () => {
    const series = declared({ connections: [1, 16], latency: LATENCY, overload: OVERLOAD })
    expect(series.map(loadKey)).toEqual([
      'checkout@1',
      'checkout@16',
      'checkout:latency',
      'checkout:overload',
    ])
    expect(series.flatMap(entriesOf).map(seriesKey)).toEqual([
      'checkout@1',
      'checkout@16',
      'checkout:latency-50',
      'checkout:latency-99',
      'checkout:goodput',
    ])
  })

  it('is streams at each level, with their gaps, where it streams', () => {
    const series = declared({ connections: [2, 4], stream: STREAM })
    expect(series.map(({ kind, ...rest }) => 'regime' in rest && rest.regime)).toEqual(['stream', 'stream'])
    expect(series.flatMap(entriesOf).map(seriesKey)).toEqual([
      'checkout@2',
      'checkout@2:gap-99',
      'checkout@4',
      'checkout@4:gap-99',
    ])
  })
})

describe('the entries of a series', () => {
  it('have the tolerances of their own group', () => {
    expect(entriesOf(aStreamSeries())).toMatchObject([
      { tolerance: 0.03, detect: 0.1 },
      { tolerance: 0.1, detect: 0.25, measure: { kind: 'gap', quantile: 99 } },
    ])
    expect(entriesOf(anOverloadSeries())).toEqual([
      {
        name: 'checkout',
        kind: 'http',
        measure: { kind: 'goodput', deadline: 200 },
        tolerance: 0.1,
        detect: 0.25,
      },
    ])
  })
})

describe('the label of a series', () => {
  it('says what the load is, and the level only where there are several', () => {
    const levels = declared({ connections: [1, 16] })
    expect(levels.map(seriesLabel)).toEqual(['checkout (1 connection)', 'checkout (16 connections)'])
    expect(seriesLabel(aSeries('checkout'))).toBe('checkout')
    expect(seriesLabel(aLatencySeries())).toBe('checkout: latency at 70 %')
    expect(seriesLabel(aLatencySeries({ rate: { kind: 'absolute', perSecond: 500 } }))).toBe(
      'checkout: latency at 500/s',
    )
    expect(seriesLabel(anOverloadSeries())).toBe('checkout: overload at 150 %')
  })
})
