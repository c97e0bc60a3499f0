import { describe, expect, it } from 'vitest'
import { decideDuel } from '../../src/scaling/duel-decision.ts'
import type { DuelPoint } from '../../src/scaling/duel-hypotheses.ts'
import { quantile } from '../../src/stats/quantiles.ts'
import { type Random, seededRandom } from '../../src/stats/random.ts'
import { accused } from './simulated-duel.ts'

const ALPHA = 0.01
const TOLERANCES = { tolerance: 0.1, detect: 0.25 }
/** Requests of one arm in a visit. */
const REQUESTS = 500

/**
 * Latencies of a queue with one server, Poisson arrivals and exponential service, offered 70 % of its capacity, by
 * Lindley's recursion (1952): neighbours are alike, and the tail is long.
 */
function queueLatencies(level: number, random: Random): number[] {
  let wait = 0
  return Array.from({ length: REQUESTS }, () => {
    const service = -Math.log(1 - random())
    const latency = wait + service
    wait = Math.max(0, latency + Math.log(1 - random()) / 0.7)
    return level * latency
  })
}

/** A point whose rounds compare the 99th percentile of one visit of either arm, where head's latencies grew so much. */
function point(growth: number, rounds: number, random: Random): DuelPoint {
  const p99 = (level: number) => quantile(queueLatencies(level, random), 0.99)
  return {
    series: 'checkout:latency-99',
    cores: 1,
    direction: 'less-is-better',
    rounds: Array.from({ length: rounds }, () => Math.log(p99(1) / p99(1 + growth))),
    ...TOLERANCES,
  }
}

describe('the 99th percentile of a queue, in simulation', () => {
  const alarms = (growth: number, rounds: number, count: number, seed: string) => {
    const random = seededRandom(seed)
    const reports = Array.from({ length: count }, () => decideDuel([point(growth, rounds, random)], ALPHA))
    return reports.filter(([one]) => accused(one!)).length / count
  }

  // No `%%` in such a title: the runner takes a value for it.
  it.each([6, 12, 20])('alarms after %i rounds in no more than α at the edge of the tolerance', (rounds) => {
    const count = 600
    const limit = ALPHA + 3 * Math.sqrt((ALPHA * (1 - ALPHA)) / count)
    expect(alarms(TOLERANCES.tolerance, rounds, count, `edge ${rounds}`)).toBeLessThanOrEqual(limit)
  })

  it('is found where it doubled', () => {
    expect(alarms(1, 20, 100, 'doubled')).toBeGreaterThan(0.8)
  })
})
