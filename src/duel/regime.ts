import type { Rate } from '../config/config.ts'
import type { Regime } from '../load/generator-protocol.ts'
import type { HttpSeries } from './series.ts'

/** Of an open loop the most requests in flight: far more than a service in its right mind keeps waiting. */
export const MOST_IN_FLIGHT = 1024
/** As many as a process may usually open files. */
export const MOST_OVERLOADED = 4096

/** The calm before and after an overload, as a share of capacity, and at the most of the overload itself. */
const CALM = 0.5

/**
 * The load of a series, for either arm alike.
 * @param capacity requests per second that base can do at the core count
 * @throws Error where the load rests on a capacity that is not known
 */
export function regimeOf(series: HttpSeries, capacity: number | undefined): Regime {
  switch (series.regime) {
    case 'closed':
      return { kind: 'closed' }
    case 'stream':
      return { kind: 'stream', count: series.load.count }
    case 'latency': {
      const { rate, arrivals } = series.load
      return { kind: 'open', rate: perSecond(rate, capacity), arrivals }
    }
    case 'overload': {
      const { arrivals, deadline } = series.load
      const rate = perSecond(series.load.rate, capacity)
      return { kind: 'overload', rate, calmRate: calmRate(rate, capacity), arrivals, deadline }
    }
  }
}

/**
 * What warms a service up for a load: that load itself, so that pools and caches are as the slices find them; for an
 * overload its calm, because one that collapses would begin its first episode ill.
 */
export function warmUpRegime(regime: Regime): Regime {
  return regime.kind === 'overload'
    ? { kind: 'open', rate: regime.calmRate, arrivals: regime.arrivals }
    : regime
}

/** Requests per second that are offered; absent where the service sets the pace. */
export function offeredRate(regime: Regime): number | undefined {
  return regime.kind === 'open' || regime.kind === 'overload' ? regime.rate : undefined
}

/** Whether an open loop that is no overload offers what a service can do, or more; unknown capacity tells nothing. */
export function isAboveCapacity(regime: Regime, capacity: number | undefined): boolean {
  return regime.kind === 'open' && capacity !== undefined && regime.rate >= capacity
}

/**
 * Connections, or streams; of an open loop the most requests in flight. Of an overload so many that it is the service and
 * not this bound that keeps requests waiting until their deadline.
 */
export function connectionsOf(series: HttpSeries, regime: Regime): number {
  if (series.regime === 'closed' || series.regime === 'stream') return series.connections
  if (regime.kind !== 'overload') return MOST_IN_FLIGHT
  const waiting = Math.ceil((1.5 * regime.rate * regime.deadline) / 1000)
  return Math.min(MOST_OVERLOADED, Math.max(MOST_IN_FLIGHT, waiting))
}

function perSecond(rate: Rate, capacity: number | undefined): number {
  return rate.kind === 'absolute' ? rate.perSecond : rate.ofCapacity * known(capacity)
}

function calmRate(rate: number, capacity: number | undefined): number {
  return CALM * Math.min(rate, known(capacity))
}

function known(capacity: number | undefined): number {
  if (capacity === undefined) throw new Error('the load is a share of a capacity that is not known')
  return capacity
}
