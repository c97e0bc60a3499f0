import { describe, expect, it } from 'vitest'
import {
  connectionsOf,
  MOST_IN_FLIGHT,
  MOST_OVERLOADED,
  offeredRate,
  regimeOf,
  warmUpRegime,
} from '../../src/duel/regime.ts'
import { aSeries } from './duel-visits.ts'
import { aLatencySeries, anOverloadSeries, aStreamSeries } from './regime-series.ts'

describe('the regime of a series', () => {
  it('offers a share of capacity, or so many requests a second whatever the capacity', () => {
    expect(regimeOf(aLatencySeries(), 1000)).toEqual({ kind: 'open', rate: 700, arrivals: 'poisson' })
    const absolute = aLatencySeries({ rate: { kind: 'absolute', perSecond: 50 }, arrivals: 'constant' })
    expect(regimeOf(absolute, undefined)).toEqual({ kind: 'open', rate: 50, arrivals: 'constant' })
  })

  it('overloads after a calm at half of capacity', () => {
    const regime = regimeOf(anOverloadSeries(), 1000)
    expect(regime).toEqual({
      kind: 'overload',
      rate: 1500,
      calmRate: 500,
      arrivals: 'poisson',
      deadline: 200,
    })
    expect(warmUpRegime(regime)).toEqual({ kind: 'open', rate: 500, arrivals: 'poisson' })
  })

  it('is calm below what is declared as an overload, even where that is less than capacity', () => {
    const series = anOverloadSeries({ rate: { kind: 'absolute', perSecond: 100 } })
    expect(regimeOf(series, 1000)).toMatchObject({ rate: 100, calmRate: 50 })
  })

  it('warms up with itself, but for an overload', () => {
    for (const series of [aSeries('checkout'), aLatencySeries(), aStreamSeries()]) {
      const regime = regimeOf(series, 1000)
      expect(warmUpRegime(regime)).toBe(regime)
    }
  })

  it('has the declared connections in flight, an open loop up to many', () => {
    const series = [aSeries('checkout'), aStreamSeries(), aLatencySeries(), anOverloadSeries()]
    const most = series.map((each) => connectionsOf(each, regimeOf(each, 1000)))
    expect(most).toEqual([16, 16, MOST_IN_FLIGHT, MOST_IN_FLIGHT])
  })

  it('has more in flight under an overload than can be answered by the deadline, within what a process may open', () => {
    const series = anOverloadSeries()
    const most = (capacity: number) => connectionsOf(series, regimeOf(series, capacity))
    // 150 % of 8,000 a second for 1.5 deadlines of 200 ms.
    expect(most(8000)).toBe(3600)
    expect(most(1e6)).toBe(MOST_OVERLOADED)
  })

  it('offers a rate only where the service does not set the pace', () => {
    const series = [aSeries('checkout'), aStreamSeries(), aLatencySeries(), anOverloadSeries()]
    const rates = series.map((each) => offeredRate(regimeOf(each, 1000)))
    expect(rates).toEqual([undefined, undefined, 700, 1500])
  })

  it('cannot be made of a capacity that is not known', () => {
    expect(() => regimeOf(aLatencySeries(), undefined)).toThrow('capacity')
  })
})
