import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FEWEST_CALM, normalLimit, recoverySeconds } from '../../src/load/recovery.ts'

/** Requests every 10 ms. */
const settled = (...latency: number[]) => ({ due: latency.map((_, index) => 10 * index), latency })
const times = (count: number, latency: number) => Array.from({ length: count }, () => latency)

describe('the latency that is normal', () => {
  it('is twice what nine in ten calm requests took, and a millisecond', () => {
    expect(normalLimit([...times(18, 4), 4, 400, 400])).toBe(9)
  })

  it('is not known from too few requests, or where too many went unanswered', () => {
    expect(normalLimit(times(FEWEST_CALM - 1, 4))).toBeUndefined()
    expect(normalLimit([...times(10, 4), ...times(5, Number.POSITIVE_INFINITY)])).toBeUndefined()
  })
})

describe('the time to recover', () => {
  it('is none where latency was normal at once', () => {
    expect(recoverySeconds(settled(...times(10, 5)), 9)).toBe(0)
  })

  it('lasts until the first of ten requests of which nine are normal', () => {
    expect(recoverySeconds(settled(...times(30, 200), 5, 5, 5, 50, ...times(6, 5)), 9)).toBe(0.3)
  })

  it('does not end with a fast answer among slow ones', () => {
    const mixed = Array.from({ length: 40 }, (_, index) => (index % 4 === 0 ? 200 : 5))
    expect(recoverySeconds(settled(...mixed, ...times(12, 5)), 9)).toBe(0.33)
  })

  it('is not known where latency stayed high, or too few requests were seen', () => {
    expect(recoverySeconds(settled(...times(50, 200)), 9)).toBeNull()
    expect(recoverySeconds(settled(...times(50, Number.POSITIVE_INFINITY)), 9)).toBeNull()
    expect(recoverySeconds(settled(...times(9, 5)), 9)).toBeNull()
    expect(recoverySeconds(settled(), 9)).toBeNull()
  })

  it('looks at nothing after a request that is still out', () => {
    expect(recoverySeconds(settled(...times(5, 200), Number.NaN, ...times(20, 5)), 9)).toBeNull()
    expect(recoverySeconds(settled(...times(10, 5), Number.NaN), 9)).toBe(0)
  })

  it('does not grow with the limit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 60 }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (latencies, limit) => {
          const strict = recoverySeconds(settled(...latencies), limit) ?? Number.POSITIVE_INFINITY
          const wide = recoverySeconds(settled(...latencies), limit * 1.5) ?? Number.POSITIVE_INFINITY
          expect(wide).toBeLessThanOrEqual(strict)
        },
      ),
    )
  })
})
