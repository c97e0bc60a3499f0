import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { efficiency, efficiencyInterval } from '../../src/scaling/efficiency.ts'
import { serialFraction, serialFractionInterval } from '../../src/scaling/serial-fraction.ts'
import { logSpeedups, speedup, speedupInterval } from '../../src/scaling/speedup.ts'

describe('speedup and efficiency', () => {
  it('are X(n) / X(1) and S(n) / n', () => {
    expect(speedup(3520, 1790)).toBeCloseTo(1.9665, 4)
    expect(efficiency(3, 4)).toBe(0.75)
    expect(efficiencyInterval({ estimate: 3, low: 2, high: 4 }, 4)).toEqual({
      estimate: 0.75,
      low: 0.5,
      high: 1,
    })
  })
})

describe('logSpeedups', () => {
  it('pairs rounds by index and leaves out those that either core count lost', () => {
    const logs = logSpeedups([200, null, 240, 390, 280], [100, 110, null, 130])
    expect(logs.map((log) => Math.round(Math.exp(log) * 1e9) / 1e9)).toEqual([2, 3])
  })
})

describe('speedupInterval', () => {
  it('is the t interval of paired logarithms', () => {
    const interval = speedupInterval([190, 200, 210], [100, 100, 100])!
    const logs = [1.9, 2, 2.1].map(Math.log)
    const mean = logs.reduce((a, b) => a + b) / 3
    const deviation = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / 2)
    // t(0.975) with two degrees of freedom.
    const reach = (4.302652729749 * deviation) / Math.sqrt(3)
    expect(interval.estimate).toBeCloseTo(Math.exp(mean), 12)
    expect(interval.low).toBeCloseTo(Math.exp(mean - reach), 9)
    expect(interval.high).toBeCloseTo(Math.exp(mean + reach), 9)
  })

  it('does not feel what slows whole rounds, however much', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 3, maxLength: 12 }),
        (drift) => {
          const interval = speedupInterval(
            drift.map((level) => 180 * level),
            drift.map((level) => 100 * level),
          )!
          expect(interval.low).toBeCloseTo(1.8, 9)
          expect(interval.high).toBeCloseTo(1.8, 9)
        },
      ),
    )
  })

  it('is undefined under two paired rounds', () => {
    expect(speedupInterval([200], [100])).toBeUndefined()
    expect(speedupInterval([200, null, 220], [100, 100, null])).toBeUndefined()
  })
})

describe('serialFraction', () => {
  it('gives Karp and Flatt’s figures: 0 for ideal speedup, 1 for none', () => {
    expect(serialFraction(4, 4)).toBe(0)
    expect(serialFraction(1, 4)).toBe(1)
    expect(serialFraction(1.95, 2)).toBeCloseTo(0.02564, 5)
  })

  it('finds the f of Amdahl’s law at every core count', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 2, max: 512 }), (f, n) => {
        expect(serialFraction(1 / (f + (1 - f) / n), n)).toBeCloseTo(f, 9)
      }),
    )
  })

  it('turns the interval of speedup around', () => {
    const interval = serialFractionInterval({ estimate: 3, low: 2, high: 4 }, 4)
    expect(interval).toEqual({ estimate: (4 / 3 - 1) / 3, low: 0, high: 1 / 3 })
  })

  it('refuses one core, where there is nothing to be serial against', () => {
    expect(() => serialFraction(1, 1)).toThrow(RangeError)
  })
})
