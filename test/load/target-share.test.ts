import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Target } from '../../src/load/generator-protocol.ts'
import { Histogram } from '../../src/load/histogram.ts'
import { mergeCounts } from '../../src/load/merge-counts.ts'
import { NO_ERRORS } from '../../src/load/slice.ts'
import { shareOf } from '../../src/load/target-share.ts'

function target(changes: Partial<Target>): Target {
  return {
    origin: 'http://127.0.0.1:80',
    requests: [{ method: 'GET', path: '/', headers: {}, weight: 1, bodies: [] }],
    seed: 'seed',
    regime: { kind: 'closed' },
    connections: 1,
    expect: { status: [200], headers: {} },
    timeout: 1000,
    pid: 1,
    cpus: [0],
    ...changes,
  }
}

const shares = (whole: Target, of: number) =>
  Array.from({ length: of }, (_, index) => shareOf(whole, index, of))
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

describe('shareOf', () => {
  it('shares out connections and rates, nothing lost', () => {
    const several = fc.record({
      of: fc.integer({ min: 1, max: 16 }),
      more: fc.nat(1000),
      rate: fc.integer({ min: 1 }),
    })
    fc.assert(
      fc.property(several, ({ of, more, rate }) => {
        const regime = {
          kind: 'overload',
          rate,
          calmRate: rate / 2,
          arrivals: 'poisson',
          deadline: 9,
        } as const
        const parts = shares(target({ connections: of + more, regime }), of)
        expect(sum(parts.map(({ connections }) => connections))).toBe(of + more)
        expect(Math.min(...parts.map(({ connections }) => connections))).toBeGreaterThan(0)
        const rates = parts.map((part) =>
          part.regime.kind === 'overload' ? part.regime : { rate: 0, calmRate: 0 },
        )
        expect(sum(rates.map((each) => each.rate))).toBeCloseTo(rate, 4)
        expect(sum(rates.map((each) => each.calmRate))).toBeCloseTo(rate / 2, 4)
        expect(new Set(parts.map(({ seed }) => seed)).size).toBe(of)
      }),
    )
  })

  it('deals the bodies of a request out, each to one', () => {
    const bodies = ['a', 'b', 'c', 'd', 'e'].map((text) => new TextEncoder().encode(text))
    const whole = target({
      connections: 3,
      requests: [{ method: 'POST', path: '/', headers: {}, weight: 1, bodies }],
    })
    const dealt = shares(whole, 2).map(({ requests }) =>
      requests[0]?.bodies.map((body) => new TextDecoder().decode(body)).join(''),
    )
    expect(dealt).toEqual(['ace', 'bd'])
    expect(shares(whole, 6).map(({ requests }) => requests[0]?.bodies.length)).toEqual([5, 5, 5, 5, 5, 5])
  })
})

describe('mergeCounts', () => {
  const counts = { completed: 2, errors: NO_ERRORS }

  it('adds up what threads counted', () => {
    const errors = { status: 1, body: 2, connection: 3, timeout: 4 }
    expect(mergeCounts([counts, { completed: 3, errors, firstError: 'GET / …', shortages: 2 }])).toEqual({
      completed: 5,
      errors,
      firstError: 'GET / …',
      shortages: 2,
    })
  })

  it('merges histograms', () => {
    const [one, other] = [new Histogram(), new Histogram()]
    one.record(1)
    other.record(9)
    other.record(9)
    const { latencies = new Uint8Array() } = mergeCounts([
      { ...counts, latencies: one.encode() },
      { ...counts, latencies: other.encode() },
    ])
    const merged = Histogram.decode(latencies)
    expect([merged.count, Math.round(merged.quantile(1)), Math.round(merged.quantile(99))]).toEqual([3, 1, 9])
  })

  it('takes a service for well again when it is so for all threads', () => {
    const episode = (recovery: number | null) => ({ ...counts, overload: { late: 1, failed: 2, recovery } })
    expect(mergeCounts([episode(1), episode(3)]).overload).toEqual({ late: 2, failed: 4, recovery: 3 })
    expect(mergeCounts([episode(null), episode(3)]).overload?.recovery).toBeNull()
  })
})
