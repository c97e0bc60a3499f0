import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { meantRate, rateOf } from '../../src/config/rate.ts'

describe('a rate', () => {
  test.each([
    ['70%', { kind: 'share', ofCapacity: 0.7 }],
    ['12.5%', { kind: 'share', ofCapacity: 0.125 }],
    ['150%', { kind: 'share', ofCapacity: 1.5 }],
    ['500/s', { kind: 'absolute', perSecond: 500 }],
    ['2.5/s', { kind: 'absolute', perSecond: 2.5 }],
  ])('%s is read', (text, rate) => {
    expect(rateOf(text)).toEqual(rate)
  })

  test.each(['', '70', '0.7', '-5%', '70 %', '500 /s', '500/m', '500rps', '1e3/s', '%', '/s', '70%\n'])(
    '%j is none',
    (text) => {
      expect(rateOf(text)).toBeUndefined()
    },
  )
})

describe('what was meant by', () => {
  const anyRate = () => true

  test.each([
    ['500 req/s', '500/s'],
    ['500 requests per second', '500/s'],
    ['500rps', '500/s'],
    ['500 / s', '500/s'],
    ['500 hz', '500/s'],
    ['2.5k req/s', '2500/s'],
    ['1k/sec', '1000/s'],
    ['30000/min', '500/s'],
    ['100 rpm', '1.667/s'],
    ['70 %', '70%'],
    ['70 percent', '70%'],
    ['70% of capacity', '70%'],
    ['70', '70% or 70/s'],
    [70, '70% or 70/s'],
    [0.07, '7% or 0.07/s'],
    [1.5, '150% or 1.5/s'],
  ])('%j is %s', (written, meant) => {
    expect(meantRate(written, anyRate)).toBe(meant)
  })

  test.each(['', 'fast', '70 apples', '500 req/h', null, true, [500], {}, Number.NaN, -1, 'k'])(
    '%j nobody knows',
    (written) => {
      expect(meantRate(written, anyRate)).toBeUndefined()
    },
  )

  test('a number is only what may stand there', () => {
    expect(meantRate(0.7, ({ kind }) => kind === 'share')).toBe('70%')
    expect(meantRate(500, () => false)).toBeUndefined()
  })

  test('anything is nothing or spellings that can be read', () => {
    const written = fc.oneof(
      fc.anything(),
      fc.double(),
      fc
        .tuple(
          fc.double({ min: 0, max: 1e8, noNaN: true }),
          fc.constantFrom('', '%', ' %', '/s', ' rps', 'k/s', ' rpm'),
        )
        .map(([amount, unit]) => `${amount}${unit}`),
    )
    fc.assert(
      fc.property(written, (value) => {
        const meant = meantRate(value, anyRate)
        for (const spelling of meant?.split(' or ') ?? []) expect(rateOf(spelling)).toBeDefined()
      }),
    )
  })
})

test('every rate reads as the number that stands in it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_999_999 }), (thousandths) => {
      const text = (thousandths / 1000).toString()
      expect(rateOf(`${text}/s`)).toEqual({ kind: 'absolute', perSecond: thousandths / 1000 })
      expect(rateOf(`${text}%`)).toEqual({ kind: 'share', ofCapacity: thousandths / 1000 / 100 })
    }),
  )
})
