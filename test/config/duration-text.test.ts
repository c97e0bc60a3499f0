import fc from 'fast-check'
import { expect, test } from 'vitest'
import { durationOf, durationText } from '../../src/config/duration.ts'

test('a duration is written as it can be read', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 86_400_000 }), (ms) => durationOf(durationText(ms)) === ms))
  expect([600_000, 90_000, 7_200_000, 1500].map(durationText)).toEqual(['10m', '90s', '2h', '1500ms'])
})
