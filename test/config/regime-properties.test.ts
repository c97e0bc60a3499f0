import { tmpdir } from 'node:os'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import type { HttpBenchmark } from '../../src/config/config.ts'
import { parseConfig } from '../../src/config/parse-config.ts'

const place = { file: 'corecurve.yml', root: tmpdir() }

const thresholds = fc
  .record({ tolerance: fc.integer({ min: 0, max: 40 }), detect: fc.integer({ min: 41, max: 99 }) })
  .map(({ tolerance, detect }) => ({ tolerance: `${tolerance}%`, detect: `${detect}%` }))
const arrivals = fc.constantFrom('poisson', 'constant')
const quantiles = fc.uniqueArray(
  fc.integer({ min: 1000, max: 99_999 }).map((thousandths) => thousandths / 1000),
  { minLength: 1, maxLength: 10 },
)
const perSecond = fc.integer({ min: 1, max: 1_000_000 }).map((perSecond) => ({
  text: `${perSecond}/s`,
  rate: { kind: 'absolute', perSecond },
}))
const share = (min: number, max: number) =>
  fc.integer({ min, max }).map((percent) => ({
    text: `${percent}%`,
    rate: { kind: 'share', ofCapacity: percent / 100 },
  }))

test('any valid regime is read as it was declared, quantiles in ascending order', async () => {
  const regimes = fc.record({
    latency: fc.record({ rate: fc.oneof(perSecond, share(1, 99)), quantiles, arrivals, thresholds }),
    overload: fc.record({
      rate: fc.oneof(perSecond, share(101, 1000)),
      deadline: fc.integer({ min: 1, max: 10_000 }),
      arrivals,
      thresholds,
    }),
    stream: fc.record({ count: fc.constantFrom('lines', 'events', 'chunks'), quantiles, thresholds }),
  })
  const fractions = (of: { tolerance: string; detect: string }) => ({
    tolerance: Number.parseInt(of.tolerance, 10) / 100,
    detect: Number.parseInt(of.detect, 10) / 100,
  })
  const sorted = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)
  await fc.assert(
    fc.asyncProperty(regimes, async ({ latency, overload, stream }) => {
      const text = stringify({
        services: { api: { start: 'x' } },
        benchmarks: {
          open: {
            service: 'api',
            latency: {
              rate: latency.rate.text,
              quantiles: latency.quantiles,
              arrivals: latency.arrivals,
              ...latency.thresholds,
            },
            overload: {
              rate: overload.rate.text,
              deadline: `${overload.deadline}ms`,
              arrivals: overload.arrivals,
              ...overload.thresholds,
            },
          },
          stream: {
            service: 'api',
            stream: { count: stream.count, quantiles: stream.quantiles, ...stream.thresholds },
          },
        },
      })
      const [open, streamed] = (await parseConfig(text, place)).benchmarks as HttpBenchmark[]
      expect(open?.latency).toEqual({
        rate: latency.rate.rate,
        quantiles: sorted(latency.quantiles),
        arrivals: latency.arrivals,
        ...fractions(latency.thresholds),
      })
      expect(open?.overload).toEqual({
        rate: overload.rate.rate,
        deadline: overload.deadline,
        arrivals: overload.arrivals,
        ...fractions(overload.thresholds),
      })
      expect(streamed?.stream).toEqual({
        count: stream.count,
        quantiles: sorted(stream.quantiles),
        ...fractions(stream.thresholds),
      })
    }),
    { numRuns: 150 },
  )
})
