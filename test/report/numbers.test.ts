import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as numbers from '../../src/report/numbers.ts'
import {
  amount,
  brief,
  change,
  cpuList,
  cpuTime,
  duration,
  interval,
  latencyRange,
  limit,
  measured,
  memory,
  milliseconds,
  percent,
  percentile,
  share,
  size,
  throughput,
  times,
} from '../../src/report/numbers.ts'
import { aChange } from '../support/results.ts'

test.for([
  [1790.2, '1,790'],
  [1234567, '1,234,567'],
  [999.96, '1,000'],
  [99.96, '100'],
  [45.23, '45.2'],
  [9.999, '10.0'],
  [4.523, '4.52'],
  [0.4518, '0.452'],
  [0.00123, '0.00123'],
  [0, '0'],
  [Number.NaN, '–'],
] as const)('an amount of %s is written %s', ([value, text]) => {
  expect(amount(value)).toBe(text)
})

test('throughput carries its unit', () => {
  expect(throughput(1790.2, 'req/s')).toBe('1,790 /s')
  expect(throughput(0.4518, 'runs/s')).toBe('0.452 runs/s')
})

test.for([
  [-0.213, '−21 %'],
  [-0.0996, '−10 %'],
  [-0.094, '−9.4 %'],
  [0.004, '+0.4 %'],
  [-0.0001, '0.0 %'],
  [3.4, '+340 %'],
] as const)('a change of %s is %s', ([fraction, text]) => {
  expect(percent(fraction)).toBe(text)
})

describe('a change with its interval', () => {
  test('has a half width where the interval is symmetric', () => {
    expect(change(aChange(-0.4, 1.1))).toBe('−0.4 % ± 1.1')
    expect(change(aChange(-21.3, 2.4))).toBe('−21 % ± 2.4')
    expect(change(aChange(2, 13))).toBe('+2.0 % ± 13')
  })
  test('is a factor where it is manifold', () => {
    expect(change(aChange(341, 303, 379))).toBe('4.41× (4.03 to 4.79)')
  })
  test('has both bounds where it clearly is not', () => {
    expect(change(aChange(-21.3, -24, -19.9))).toBe('−21 % (−24 to −20)')
    expect(change(aChange(-3, -9, 0.5))).toBe('−3.0 % (−9.0 to +0.5)')
  })
})

test('the interval of a loss is told from its small end, and signed where it spans zero', () => {
  expect(interval(aChange(-21.3, -24, -19))).toBe('19 to 24')
  expect(interval(aChange(21.3, 19, 24))).toBe('19 to 24')
  expect(interval(aChange(-3, -9, 0.5))).toBe('−9.0 to +0.5')
  expect(interval(aChange(-3, -9, 0))).toBe('0.0 to 9.0')
})

test('sizes, shares and limits', () => {
  expect(size(-0.213)).toBe('21 %')
  expect(share(0.634)).toBe('63 %')
  expect(share(0.012)).toBe('1.2 %')
  expect(limit(0.1)).toBe('10 %')
  expect(limit(0.025)).toBe('2.5 %')
})

test.for([
  [1, '1×'],
  [3.742, '3.74×'],
  [0.98, '0.98×'],
  [12.41, '12.4×'],
  [120.2, '120×'],
] as const)('a speedup of %s is %s', ([value, text]) => {
  expect(times(value)).toBe(text)
})

test.for([
  [0.84, '0.8 s'],
  [45.4, '45 s'],
  [59.7, '1 min'],
  [400, '6 min 40 s'],
  [3600, '1 h'],
  [3900, '1 h 5 min'],
  [7199, '2 h'],
] as const)('%s seconds are %s', ([seconds, text]) => {
  expect(duration(seconds)).toBe(text)
})

test.for([
  [0.0424, '42.4 µs'],
  [0.1, '0.1 ms'],
  [1.2351, '1.24 ms'],
  [83, '83 ms'],
  [999.4, '999 ms'],
  [999.6, '1 s'],
  [1234, '1.23 s'],
  [0, '0 ms'],
  [Number.NaN, '–'],
] as const)('%s milliseconds are %s', ([value, text]) => {
  expect(milliseconds(value)).toBe(text)
})

test('a latency stands with its bounds in one unit', () => {
  expect(latencyRange({ median: 8.4, low: 8.123, high: 8.8, unit: 'ms' })).toBe('8.4 ms (8.12 to 8.8)')
  expect(latencyRange({ median: 1010, low: 950, high: 1100, unit: 'ms' })).toBe('1.01 s (0.95 to 1.1)')
})

test('what is measured carries its unit, a percentile its p', () => {
  expect(measured(8.4, 'ms')).toBe('8.4 ms')
  expect(measured(18000, 'events/s')).toBe('18,000 events/s')
  expect(percentile(99)).toBe('p99')
  expect(percentile(99.9)).toBe('p99.9')
})

test('memory and brief figures', () => {
  expect(memory(41.23e6)).toBe('41.2 MB')
  expect(memory(1.2e9)).toBe('1.2 GB')
  expect([9, 0.21, 3.134, 12345].map(brief)).toEqual(['9', '0.21', '3.13', '12,345'])
})

test('CPU time and CPU lists', () => {
  expect(cpuTime(0.00055)).toBe('0.55 ms')
  expect(cpuTime(0.0000123)).toBe('12.3 µs')
  expect(cpuTime(1.25)).toBe('1.25 s')
  expect(cpuList([3, 0, 1, 2, 5])).toBe('0–3, 5')
})

test('every figure of a finite number is short and has no ASCII minus', () => {
  fc.assert(
    fc.property(fc.double({ min: -1, max: 1e9, noNaN: true }), (value) => {
      for (const text of [amount(value), percent(value), share(value), times(Math.abs(value)), size(value)]) {
        expect(text).not.toMatch(/-|NaN|Infinity|undefined/)
        expect(text.length).toBeLessThan(20)
      }
    }),
  )
})

describe('no figure has an exponent, an infinity, or what is no number', () => {
  const UNFIT = /\de[+-]?\d|Infinity|NaN|undefined/
  const value = fc.oneof(
    fc.double(),
    fc.constantFrom(0, -0, 1e-7, 9.9999e-7, 99.95, 9999.5, 1e15, 1e15 + 2, 1e21, 5e-324, Number.MAX_VALUE),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  )

  test('of any number', () => {
    const written = Object.values({
      ...{ amount, brief, cpuTime, duration, limit, memory, milliseconds, percent, percentile, share, size },
      ...{ times, grouped: numbers.grouped, rate: (of: number) => throughput(of, 'req/s') },
      inUnit: (of: number) => measured(of, 'ms'),
    })
    fc.assert(
      fc.property(value, (of) => {
        for (const write of written) expect(write(of)).not.toMatch(UNFIT)
      }),
      { numRuns: 2000 },
    )
  })

  test('of any interval', () => {
    fc.assert(
      fc.property(value, value, value, (estimate, low, high) => {
        const of = { estimate, low, high }
        const { times: factor, interval: between } = numbers.factor(of)
        const latency = latencyRange({ median: estimate, low, high, unit: 'ms' })
        for (const text of [change(of), interval(of), factor, between, latency])
          expect(text).not.toMatch(UNFIT)
      }),
      { numRuns: 2000 },
    )
  })

  test.for([
    [1e9, '1,000,000,000×'],
    [12_345.6, '12,346×'],
  ] as const)('times %s is %s', ([of, text]) => {
    expect(times(of)).toBe(text)
  })
})
