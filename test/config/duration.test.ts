import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDuration } from '../../src/config/duration.ts'
import { UserError } from '../../src/user-error.ts'

test.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['1.5s', 1500],
  ['2m', 120_000],
  ['24h', 86_400_000],
])('%s is %d milliseconds', (text, milliseconds) => {
  expect(parseDuration(text, '--budget')).toBe(milliseconds)
})

test.each(['', '30', '0s', '0.1ms', '-1s', '1m30s', '30 s', '25h', '1e3s', '30S', ' 30s', '30s\n'])(
  '"%s" is no duration',
  (text) => {
    expect(() => parseDuration(text, '--budget')).toThrow(UserError)
  },
)

test('the message says what was found and what is allowed', () => {
  expect(() => parseDuration('5 min', '--budget')).toThrowErrorMatchingInlineSnapshot(
    `[UserError: --budget: found "5 min"; allowed: a duration from 1ms to 24h, such as 500ms, 30s, 2m or 1h]`,
  )
})

test('every duration is a whole number of milliseconds from one to a day', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 86_400_000 }), (milliseconds) => {
      expect(parseDuration(`${milliseconds}ms`, 'x')).toBe(milliseconds)
    }),
  )
})
