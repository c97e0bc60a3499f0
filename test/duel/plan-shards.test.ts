import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Config } from '../../src/config/config.ts'
import { divideBenchmarks, durationsOf, planShards } from '../../src/duel/plan-shards.ts'
import { declaredSeries, entriesOf } from '../../src/duel/series.ts'
import { shardOf } from '../../src/duel/shard-of.ts'
import { UserError } from '../../src/user-error.ts'
import { aMeasured } from '../support/results.ts'
import { aSeries } from './duel-visits.ts'
import { LATENCY } from './regime-series.ts'

/** A configuration of benchmarks, by name with their levels of concurrency. */
function config(levels: Readonly<Record<string, readonly number[]>>): Config {
  const { service } = aSeries('checkout')
  const benchmarks = Object.entries(levels).map(
    ([name, connections]) => aSeries(name, { connections, name }).benchmark,
  )
  return {
    file: 'corecurve.yml',
    root: '/',
    cores: 'auto',
    services: [service],
    benchmarks,
    baseline: { branch: 'corecurve', keep: 1000 },
  }
}

const anyConfig = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 20 })
  .map((counts) =>
    config(
      Object.fromEntries(
        counts.map((count, index) => [`b${index}`, Array.from({ length: count }, (_, i) => i + 1)]),
      ),
    ),
  )

describe('the plan of shards', () => {
  it('gives the longest to whom has least to do', () => {
    const durations = new Map([
      ['a', 60],
      ['b', 300],
      ['c', 120],
      ['d', 130],
    ])
    expect(planShards(config({ a: [1], b: [1], c: [1], d: [1] }), 2, durations)).toEqual([
      { shard: '1/2', benchmarks: 'b', minutes: 5 },
      { shard: '2/2', benchmarks: 'a,c,d', minutes: 5.2 },
    ])
  })

  it('without durations goes by the number of series, and promises no time', () => {
    expect(planShards(config({ a: [1], b: [1, 2, 3], c: [1], d: [1] }), 2)).toEqual([
      { shard: '1/2', benchmarks: 'b' },
      { shard: '2/2', benchmarks: 'a,c,d' },
    ])
  })

  it('takes a benchmark that no record knows for as long as the others, for each of its series', () => {
    const plan = planShards(
      config({ a: [1], b: [1], new: [1, 2, 3] }),
      2,
      new Map([
        ['a', 60],
        ['b', 60],
      ]),
    )
    expect(plan).toEqual([
      { shard: '1/2', benchmarks: 'new' },
      { shard: '2/2', benchmarks: 'a,b', minutes: 2 },
    ])
  })

  it('has no more shards than benchmarks', () => {
    expect(planShards(config({ a: [1], b: [1] }), 8).map(({ shard }) => shard)).toEqual(['1/2', '2/2'])
  })

  it('has every benchmark in exactly one shard, no shard empty, and none so long that moving one would help', () => {
    fc.assert(
      fc.property(
        anyConfig,
        fc.integer({ min: 1, max: 12 }),
        fc.infiniteStream(fc.nat(500)),
        (whole, count, times) => {
          const names = whole.benchmarks.map(({ name }) => name)
          const durations = new Map(names.map((name) => [name, 1 + (times.next().value as number)]))
          const shards = divideBenchmarks(whole, count, durations)
          expect(shards.flat().toSorted()).toEqual(names.toSorted())
          expect(shards.every((shard) => shard.length > 0)).toBe(true)
          const took = shards.map((shard) => shard.reduce((sum, name) => sum + durations.get(name)!, 0))
          const least = Math.min(...took)
          for (const [index, shard] of shards.entries()) {
            // Longest first: the last that came to a shard came when that had least to do.
            const shortest = Math.min(...shard.map((name) => durations.get(name)!))
            expect(took[index]! - shortest).toBeLessThanOrEqual(least)
          }
          expect(divideBenchmarks(whole, count, durations)).toEqual(shards)
        },
      ),
    )
  })
})

describe('a shard', () => {
  const whole = config({ a: [1, 2], b: [1], c: [1] })

  it('measures the benchmarks that a plan named', () => {
    const { config: own, shard } = shardOf(whole, ['c', 'a'], { index: 2, of: 3 })
    expect(own.benchmarks.map(({ name }) => name)).toEqual(['a', 'c'])
    expect(shard).toEqual({ index: 2, of: 3, share: 3 / 4 })
  })

  it('without names measures its part of the benchmarks', () => {
    const names = [1, 2].map((index) =>
      shardOf(whole, [], { index, of: 2 }).config.benchmarks.map(({ name }) => name),
    )
    expect(names).toEqual([['a'], ['b', 'c']])
  })

  it('has a share that counts entries: every quantile of a latency is one', () => {
    const latency = config({ a: [1], b: [1] })
    const benchmarks = latency.benchmarks.map((each) =>
      each.name === 'b' ? { ...each, latency: LATENCY } : each,
    )
    const mixed = { ...latency, benchmarks } as Config
    expect(declaredSeries(mixed).flatMap(entriesOf)).toHaveLength(4)
    expect(shardOf(mixed, ['b'], { index: 1, of: 2 }).shard.share).toBe(3 / 4)
  })

  it('has shares that add up to one with those of the others, as planned and as divided', () => {
    fc.assert(
      fc.property(anyConfig, fc.integer({ min: 1, max: 12 }), (any, count) => {
        const plan = planShards(any, count)
        const planned = plan.map(({ benchmarks }, index) =>
          shardOf(any, benchmarks.split(','), { index: index + 1, of: plan.length }),
        )
        const divided = plan.map((_, index) => shardOf(any, [], { index: index + 1, of: plan.length }))
        for (const shards of [planned, divided])
          expect(shards.reduce((sum, { shard }) => sum + shard.share, 0)).toBeCloseTo(1, 12)
      }),
    )
  })

  it('that is left without a benchmark is told so, and what to do', () => {
    const empty = () => shardOf(whole, [], { index: 4, of: 8 })
    expect(empty).toThrow(UserError)
    expect(empty).toThrow(
      /^shard 4\/8 has nothing to measure: corecurve\.yml has 3 benchmarks, .* into 3 shards at the most/,
    )
  })

  it('of a benchmark that there is not is refused', () => {
    expect(() => shardOf(whole, ['d'], { index: 1, of: 2 })).toThrow(/no benchmark called "d"/)
  })
})

describe('the durations of records', () => {
  it('are summed over the series of a benchmark, and taken from the first record that knows it', () => {
    const records = [
      { benchmarks: [aMeasured('a', { seconds: 10 }), aMeasured('a', { connections: 256, seconds: 5 })] },
      { benchmarks: [aMeasured('a', { seconds: 99 }), aMeasured('b', { seconds: 7 })] },
    ]
    expect([...durationsOf(records)]).toEqual([
      ['a', 15],
      ['b', 7],
    ])
  })

  it('are not known of what failed, nor where a series says nothing', () => {
    const failure = { verdict: 'failed', phase: 'load', reason: '', output: [] } as const
    const benchmarks = [
      aMeasured('a', { seconds: 1, ...failure } as never),
      aMeasured('b', { seconds: 1 }),
      aMeasured('b', { connections: 256 }),
    ]
    expect(durationsOf([{ benchmarks }]).size).toBe(0)
  })
})
