import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pauseAfter, retry, type Timing } from '../../src/baseline/retry.ts'

/** A world whose time passes only by sleeping. */
function stillTime(random = () => 0.5): Timing & { pauses: number[] } {
  let now = 0
  const pauses: number[] = []
  return {
    pauses,
    clock: () => now,
    sleep: async (milliseconds) => {
      pauses.push(milliseconds)
      now += milliseconds
    },
    random,
  }
}

test('tries until it is done, and says how often', async () => {
  const timing = stillTime()
  const tried = await retry<string>(
    async (attempt) => (attempt < 4 ? { kind: 'again', said: 'busy' } : { kind: 'done', value: 'ok' }),
    { timing, patience: 120_000 },
  )
  expect(tried).toEqual({ kind: 'done', value: 'ok', attempts: 4 })
  expect(timing.pauses).toEqual([125, 250, 500])
})

test('gives up before its patience is over, with what the last attempt met', async () => {
  await fc.assert(
    fc.asyncProperty(fc.double({ min: 0.01, max: 0.99, noNaN: true }), async (random) => {
      const timing = stillTime(() => random)
      let attempts = 0
      const tried = await retry(async () => ({ kind: 'again', said: `no ${++attempts}` }), {
        timing,
        patience: 120_000,
      })
      expect(tried).toMatchObject({ kind: 'gave-up', said: `no ${attempts}`, attempts })
      expect(timing.clock()).toBeLessThanOrEqual(120_000)
      // And not long before it: the next pause would have passed the end.
      expect(timing.clock() + pauseAfter(attempts, random)).toBeGreaterThan(120_000)
    }),
  )
})

test('a pause is random below a bound that doubles, and never longer than eight seconds', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => pauseAfter(attempt, 1))).toEqual([
    250, 500, 1000, 2000, 4000, 8000, 8000, 8000,
  ])
  expect(pauseAfter(3, 0)).toBe(0)
})
