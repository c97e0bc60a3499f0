import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePercent } from '../../src/config/percentage.ts'
import { UserError } from '../../src/user-error.ts'

test.each([
  ['0%', 0],
  ['0.5%', 0.005],
  ['3%', 0.03],
  ['99.9%', 0.999],
])('%s is the fraction %d', (text, fraction) => {
  expect(parsePercent(text, '--tolerance')).toBeCloseTo(fraction, 12)
})

test.each(['', '3', '0.03', '-3%', '100%', '3 %', '3%%', '%', '1e1%'])('"%s" is no percentage', (text) => {
  expect(() => parsePercent(text, '--tolerance')).toThrow(UserError)
})

test('the message says what was found and what is allowed', () => {
  expect(() => parsePercent('3', '--tolerance')).toThrowErrorMatchingInlineSnapshot(
    `[UserError: --tolerance: found "3"; allowed: a percentage from 0% to below 100%, such as 3% or 0.5%]`,
  )
})

test('every percentage is a fraction from 0 to below 1', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9999 }), (hundredths) => {
      const fraction = parsePercent(`${(hundredths / 100).toFixed(2)}%`, 'x')
      expect(fraction).toBeCloseTo(hundredths / 10_000, 12)
      expect(fraction).toBeLessThan(1)
    }),
  )
})
