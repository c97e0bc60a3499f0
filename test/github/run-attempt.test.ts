import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareAttempts, formatAttempt, parseAttempt } from '../../src/github/run-attempt.ts'

const attempts = fc.record({ run: fc.nat(), attempt: fc.nat() })

test('attempts are in order of run, then of attempt', () => {
  const one = { run: 118, attempt: 1 }
  expect(compareAttempts(one, { run: 9, attempt: 1 })).toBeGreaterThan(0)
  expect(compareAttempts(one, { run: 119, attempt: 1 })).toBeLessThan(0)
  expect(compareAttempts(one, { run: 118, attempt: 2 })).toBeLessThan(0)
  expect(compareAttempts(one, { run: 117, attempt: 9 })).toBeGreaterThan(0)
  expect(compareAttempts(one, { ...one })).toBe(0)
})

test('an attempt is read back as it was written', () => {
  expect(formatAttempt({ run: 118, attempt: 2 })).toBe('118/2')
  fc.assert(
    fc.property(attempts, (attempt) => {
      expect(parseAttempt(formatAttempt(attempt))).toEqual(attempt)
    }),
  )
})

test.each(['', '118', '118/', '/1', '1e3/1', '118/1/1', ' 118/1', '118/1\n', 'ca395085-040a-526b'])(
  '%j is none',
  (text) => {
    expect(parseAttempt(text)).toBeUndefined()
  },
)
