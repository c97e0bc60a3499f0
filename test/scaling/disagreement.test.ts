import { describe, expect, it, test } from 'vitest'
import type { Comparison, ComparisonBenchmark } from '../../src/result/comparison.ts'
import { disagreement } from '../../src/scaling/disagreement.ts'
import { aComparison, anUnchanged } from '../support/results.ts'

/** Part i of three, which all declare six entries. */
function part(
  index: number,
  benchmarks: readonly ComparisonBenchmark[],
  changes: Partial<Comparison> = {},
): Comparison {
  const { method } = aComparison({})
  return aComparison({
    shard: { index, of: 3 },
    method: { ...method, share: benchmarks.length / 6 },
    benchmarks: [...benchmarks],
    ...changes,
  })
}

const plain = (...names: string[]) => names.map((name) => anUnchanged(name))
const latency = (name: string, changes: Partial<ComparisonBenchmark>): ComparisonBenchmark =>
  ({
    ...anUnchanged(name),
    connections: undefined,
    measure: { kind: 'latency', quantile: 99 },
    ...changes,
  }) as ComparisonBenchmark

const METHOD = aComparison({}).method

describe('parts agree', () => {
  test('whatever their machines, rounds, slices and times', () => {
    const slow = { method: { ...METHOD, rounds: 3, sliceMilliseconds: 900, share: 2 / 6 } }
    expect(disagreement([part(1, plain('a', 'b', 'c')), part(2, plain('d', 'e'), slow)])).toBeUndefined()
  })

  test('where a plan names fewer benchmarks than there are', () => {
    expect(disagreement([part(1, plain('a')), part(2, plain('b'))])).toBeUndefined()
  })

  test('where each has a seed that was drawn for it', () => {
    const drawn = ['0123abcd', 'ffff0000'].map((seed, index) => part(index + 1, plain(`b${index}`), { seed }))
    expect(disagreement(drawn)).toBeUndefined()
  })

  test('where a benchmark has other thresholds for latency than for throughput', () => {
    const wide = latency('a', { tolerance: 0.1, detect: 0.25 })
    expect(disagreement([part(1, plain('a')), part(2, [wide])])).toBeUndefined()
  })

  test('where an interrupt left one of them with fewer series than its share', () => {
    const cut = { method: { ...METHOD, complete: false, share: 3 / 6 } }
    expect(disagreement([part(1, plain('a', 'b', 'c')), part(2, plain('d'), cut)])).toBeUndefined()
  })

  test('with shares that no fraction of two holds exactly', () => {
    const shares = [1, 3, 3].map((count, index) => {
      const names = Array.from({ length: count }, (_, at) => `b${index}${at}`)
      return part(index + 1, plain(...names), { method: { ...METHOD, share: count / 7 } })
    })
    expect(disagreement(shares)).toBeUndefined()
  })
})

describe('parts are of no one report', () => {
  const first = part(1, plain('a', 'b'))

  it.each([
    [
      'with another base',
      part(3, plain('c'), { base: 'a'.repeat(40) }),
      'shards 1/3 and 3/3 did not measure the same commits',
    ],
    [
      'with another head',
      part(2, plain('c'), { head: 'a'.repeat(40) }),
      'shards 1/3 and 2/3 did not measure the same commits',
    ],
    [
      'with another seed',
      part(2, plain('c'), { seed: '999' }),
      'shards 1/3 and 2/3 were not drawn from the same seed',
    ],
    [
      'with a drawn seed beside a given one',
      part(2, plain('c'), { seed: '0123abcd' }),
      'shards 1/3 and 2/3 were not drawn from the same seed',
    ],
    [
      'with another tolerance of the same benchmark',
      part(2, [{ ...anUnchanged('a'), connections: 256, tolerance: 0.9, detect: 0.95 }]),
      'shards 1/3 and 2/3 judge the same benchmark by different thresholds',
    ],
    [
      'with two thresholds of one benchmark in one part',
      part(2, [latency('c', {}), latency('c', { detect: 0.5, measure: { kind: 'latency', quantile: 50 } })]),
      'shard 2/3 judges one benchmark by several thresholds',
    ],
    [
      'with a share next to nothing, that could reject nothing',
      part(2, plain('c'), { method: { ...METHOD, share: 1e-12 } }),
      'shards 1/3 and 2/3 do not share α by what they measured',
    ],
    [
      'with all of α beside another share of it',
      part(2, plain('c'), { method: { ...METHOD, share: 1 } }),
      'shards 1/3 and 2/3 claim more than the whole of α together',
    ],
    [
      'without a share',
      part(2, plain('c'), { method: METHOD }),
      'shards 1/3 and 2/3 claim more than the whole of α together',
    ],
  ])('%s', (_, second, reason) => {
    expect(disagreement([first, second])).toBe(reason)
  })
})

test('a whole agrees with itself', () => {
  expect(disagreement([aComparison({ benchmarks: plain('a', 'b') })])).toBeUndefined()
  const several = [anUnchanged('a'), { ...anUnchanged('a'), connections: 256, detect: 0.5 }]
  expect(disagreement([aComparison({ benchmarks: several })])).toBe(
    'the result judges one benchmark by several thresholds',
  )
})
