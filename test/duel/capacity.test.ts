import { describe, expect, it } from 'vitest'
import { Capacities, capacityFirst } from '../../src/duel/capacity.ts'
import { aSeries } from './duel-visits.ts'
import { aLatencySeries, anOverloadSeries } from './regime-series.ts'

const closed = aSeries('checkout')
const latency = aLatencySeries()

describe('Capacities', () => {
  it('keeps the largest throughput over the levels of the first round that measured it', () => {
    const capacities = new Capacities()
    capacities.note(closed, 2, 0, { base: 900, head: 800 })
    capacities.note({ ...closed, connections: 256 }, 2, 0, { base: 1000, head: 700 })
    capacities.note(closed, 2, 1, { base: 2000, head: 2000 })
    expect(capacities.at(latency, 2)).toEqual({ base: 1000, head: 800 })
  })

  it('is of one benchmark at one core count', () => {
    const capacities = new Capacities()
    capacities.note(closed, 2, 0, { base: 900, head: 800 })
    expect(capacities.at(latency, 1)).toBeUndefined()
    expect(capacities.at(aSeries('search'), 2)).toBeUndefined()
  })

  it('waits for a later round where the first one lost it', () => {
    const capacities = new Capacities()
    capacities.note(closed, 1, 0, { base: 0, head: 0 })
    expect(capacities.isMissing(latency, 1)).toBe(true)
    capacities.note(closed, 1, 1, { base: 500, head: 0 })
    expect(capacities.isMissing(latency, 1)).toBe(false)
    expect(capacities.at(latency, 1)).toEqual({ base: 500, head: undefined })
  })

  it('is not made of what an open loop answered', () => {
    const capacities = new Capacities()
    capacities.note(latency, 1, 0, { base: 350, head: 350 })
    expect(capacities.at(latency, 1)).toBeUndefined()
  })

  it('is missing only where the load rests on it: not for requests per second, but for every overload', () => {
    const absolute = { kind: 'absolute', perSecond: 500 } as const
    const missing = [
      closed,
      latency,
      aLatencySeries({ rate: absolute }),
      anOverloadSeries({ rate: absolute }),
    ]
    expect(missing.map((series) => new Capacities().isMissing(series, 1))).toEqual([false, true, false, true])
  })
})

describe('capacityFirst', () => {
  it('puts off what rests on a capacity that is not known yet, and keeps the order otherwise', () => {
    const visits = [
      { series: latency, cores: 1 },
      { series: closed, cores: 2 },
      { series: latency, cores: 2 },
      { series: closed, cores: 1 },
    ]
    const capacities = new Capacities()
    const [a, b, c, d] = visits
    expect(capacityFirst(visits, capacities)).toEqual([b, d, a, c])
    capacities.note(closed, 1, 0, { base: 900, head: 800 })
    expect(capacityFirst(visits, capacities)).toEqual([a, b, d, c])
    capacities.note(closed, 2, 0, { base: 900, head: 800 })
    expect(capacityFirst(visits, capacities)).toEqual(visits)
  })
})
