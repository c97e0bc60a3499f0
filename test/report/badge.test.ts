import { expect, test } from 'vitest'
import { badgeJson, badgeSvg, benchmarkBadge, recordBadge } from '../../src/report/badge.ts'
import { badgeFiles, badgeMarkdown } from '../../src/report/badge-files.ts'
import { aMeasured, aRecord, aRecordPoint } from '../support/results.ts'

const failed = aMeasured('orders', {
  verdict: 'failed',
  phase: 'start',
  reason: 'gone',
  output: [],
  points: [],
} as never)
const flat = aMeasured('flat', { points: [aRecordPoint(1, 1000, 1000), aRecordPoint(4, 1050, 1000)] })

test('a benchmark is rated by its speedup at the largest core count', () => {
  const benchmark = aMeasured('checkout', {
    points: [aRecordPoint(4, 3300, 1000), aRecordPoint(1, 1000, 1000)],
  })
  expect(benchmarkBadge(benchmark)).toMatchObject({ message: '3.3× on 4 cores', color: 'green' })
  expect(benchmarkBadge(flat)).toMatchObject({ message: '1.1× on 4 cores', color: 'red' })
})

test('a point that the load generator limited is not rated', () => {
  const bound = { utilisation: 0.99, bound: true, colocated: false }
  const points = [
    aRecordPoint(1, 1000, 1000),
    aRecordPoint(2, 1900, 1000),
    aRecordPoint(4, 2000, 1000, { generator: bound }),
  ]
  expect(benchmarkBadge(aMeasured('ping', { points }))).toMatchObject({
    message: '1.9× on 2 cores',
    color: 'brightgreen',
  })
})

test('without a speedup there is no rating', () => {
  const grey = { color: 'lightgrey' }
  expect(benchmarkBadge(failed)).toMatchObject({ message: 'failed', ...grey })
  expect(benchmarkBadge(aMeasured('one', { points: [aRecordPoint(1, 10, 10)] }))).toMatchObject({
    message: '1 core only',
    ...grey,
  })
  expect(benchmarkBadge(aMeasured('none', { points: [] }))).toMatchObject({
    message: 'not measured',
    ...grey,
  })
})

test('the whole is as good as its weakest benchmark, with failed ones left out', () => {
  expect(recordBadge(aRecord({ benchmarks: [aMeasured('a'), flat] }))).toEqual({
    label: 'scaling',
    message: '1.1× on 4 cores',
    color: 'red',
  })
  expect(recordBadge(aRecord({ benchmarks: [failed, flat] })).message).toBe('1.1× on 4 cores')
  expect(recordBadge(aRecord({ benchmarks: [failed] })).message).toBe('failed')
  expect(recordBadge(aRecord({ benchmarks: [] })).message).toBe('not measured')
})

test('only throughput is rated: latency and goodput have no speedup', () => {
  const latency = { measure: { kind: 'latency', quantile: 99 } as const, connections: undefined }
  const record = aRecord({ benchmarks: [aMeasured('checkout'), aMeasured('checkout', latency)] })
  expect([...badgeFiles(record).keys()]).toEqual([
    'badge.svg',
    'badge.json',
    'badges/checkout.svg',
    'badges/checkout.json',
  ])
  expect(recordBadge(aRecord({ benchmarks: [aMeasured('checkout', latency)] })).message).toBe('not measured')
})

test('a benchmark with levels is as good as its best: one connection cannot keep several cores busy', () => {
  const one = aMeasured('checkout', {
    connections: 1,
    points: [aRecordPoint(1, 900, 900), aRecordPoint(4, 930, 900)],
  })
  const many = aMeasured('checkout', {
    connections: 64,
    points: [aRecordPoint(1, 1000, 1000), aRecordPoint(4, 3300, 1000)],
  })
  expect(recordBadge(aRecord({ benchmarks: [one, many] })).message).toBe('3.3× on 4 cores')
  expect(recordBadge(aRecord({ benchmarks: [one, many, flat] })).message).toBe('1.1× on 4 cores')
})

test('the endpoint badge has the shape that shields reads', () => {
  expect(JSON.parse(badgeJson(recordBadge(aRecord())))).toEqual({
    schemaVersion: 1,
    label: 'scaling',
    message: '2.8× on 3 cores',
    color: 'brightgreen',
  })
})

test('an SVG badge shows its words, escaped', () => {
  const svg = badgeSvg({ label: '<script>\u202e', message: '3.3× on 4 cores', color: 'green' })
  expect(svg).toMatch(/^<svg /)
  expect(svg).toContain('3.3× on 4 cores')
  expect(svg).not.toMatch(/<script|\u202e/)
})

test('each benchmark has its files, each level its own, and no two share one', () => {
  const record = aRecord({
    benchmarks: [
      aMeasured('api', { connections: 16 }),
      aMeasured('api', { connections: 256 }),
      aMeasured('api-16'),
      aMeasured('..'),
      aMeasured('.'),
    ],
  })
  expect([...badgeFiles(record).keys()]).toEqual([
    'badge.svg',
    'badge.json',
    'badges/api-16_.svg',
    'badges/api-16_.json',
    'badges/api-256.svg',
    'badges/api-256.json',
    'badges/api-16.svg',
    'badges/api-16.json',
    'badges/...svg',
    'badges/...json',
    'badges/..svg',
    'badges/..json',
  ])
  for (const path of badgeFiles(record).keys()) {
    expect(path.split('/')).not.toContain('..')
    expect(path.split('/')).not.toContain('.')
  }
})

test('a benchmark that was not measured leaves its badge as it was', () => {
  const benchmarks = [failed, aMeasured('none', { points: [] }), flat]
  expect([...badgeFiles(aRecord({ benchmarks })).keys()]).toEqual([
    'badge.svg',
    'badge.json',
    'badges/flat.svg',
    'badges/flat.json',
  ])
})

test('the lines to paste hold addresses that nothing in a branch name can break', () => {
  const home = { serverUrl: 'https://github.com/', owner: 'acme', repo: 'shop', branch: 'bench/a(b)' }
  expect(badgeMarkdown(aRecord(), home)).toEqual([
    '[![scaling](https://github.com/acme/shop/raw/bench/a%28b%29/badge.svg)](https://github.com/acme/shop/tree/bench/a%28b%29)',
    '[![checkout scaling](https://github.com/acme/shop/raw/bench/a%28b%29/badges/checkout.svg)](https://github.com/acme/shop/tree/bench/a%28b%29)',
  ])
})
