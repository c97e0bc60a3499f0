import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueTimes, joinDueTimes } from '../../src/load/arrivals.ts'
import { seededRandom } from '../../src/stats/random.ts'

const plans = fc.record({
  arrivals: fc.constantFrom('poisson' as const, 'constant' as const),
  rate: fc.double({ min: 0, max: 20_000, noNaN: true }),
  milliseconds: fc.integer({ min: 0, max: 500 }),
  phase: fc.double({ min: 0, max: 0.999, noNaN: true }),
})

describe('due times', () => {
  it('ascend, and lie within the stretch', () => {
    fc.assert(
      fc.property(plans, fc.string(), (plan, seed) => {
        const times = dueTimes(plan, seededRandom(seed))
        expect(times).toEqual(times.slice().sort())
        expect(times.every((time) => time >= 0 && time < plan.milliseconds)).toBe(true)
      }),
    )
  })

  it('are the same for the same seed, and others for another', () => {
    const plan = { arrivals: 'poisson', rate: 1000, milliseconds: 200 } as const
    expect(dueTimes(plan, seededRandom('a'))).toEqual(dueTimes(plan, seededRandom('a')))
    expect(dueTimes(plan, seededRandom('a'))).not.toEqual(dueTimes(plan, seededRandom('b')))
  })

  it('are as many as the rate says', () => {
    const count = (arrivals: 'poisson' | 'constant', rate: number, milliseconds: number) =>
      dueTimes({ arrivals, rate, milliseconds }, seededRandom('count')).length
    expect(count('constant', 333, 3000)).toBe(999)
    expect(count('constant', 14, 100)).toBe(1)
    expect(count('constant', 16, 100)).toBe(2)
    // A Poisson count of 100 000 strays by 316.
    expect(Math.abs(count('poisson', 10_000, 10_000) - 100_000)).toBeLessThan(4 * 316)
    expect(count('poisson', 0, 1000) + count('constant', 0, 1000)).toBe(0)
  })

  it('of Poisson arrivals have gaps whose deviation is their mean, and that know nothing of each other', () => {
    const times = dueTimes({ arrivals: 'poisson', rate: 1000, milliseconds: 50_000 }, seededRandom('gaps'))
    const gaps = [...times].map((time, index) => time - (times[index - 1] ?? 0))
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
    const moment = (lag: number) =>
      gaps.slice(lag).reduce((sum, gap, i) => sum + (gap - mean) * ((gaps[i] as number) - mean), 0) /
      gaps.length
    expect(Math.sqrt(moment(0))).toBeCloseTo(mean, 1)
    expect(Math.abs(moment(1) / moment(0))).toBeLessThan(4 / Math.sqrt(gaps.length))
  })

  it('of a constant rate that several share interleave to that rate', () => {
    const shared = [0.125, 0.375, 0.625, 0.875].flatMap((phase) => [
      ...dueTimes({ arrivals: 'constant', rate: 250, milliseconds: 100, phase }, seededRandom('')),
    ])
    const whole = dueTimes({ arrivals: 'constant', rate: 1000, milliseconds: 100 }, seededRandom(''))
    for (const [index, time] of shared.sort((a, b) => a - b).entries())
      expect(time).toBeCloseTo(whole[index] ?? -1)
    expect(shared).toHaveLength(whole.length)
  })

  it('of stretches one after the other are shifted by what came before', () => {
    const stretch = (milliseconds: number, ...times: number[]) => ({
      milliseconds,
      times: Float64Array.from(times),
    })
    expect([...joinDueTimes([stretch(10, 1, 9), stretch(5), stretch(20, 0, 19)])]).toEqual([1, 9, 15, 34])
  })

  it('have no negative or endless rate', () => {
    const at = (rate: number) => () =>
      dueTimes({ arrivals: 'constant', rate, milliseconds: 1 }, seededRandom(''))
    expect(at(-1)).toThrow('a rate is 0 or more, not -1')
    expect(at(Number.POSITIVE_INFINITY)).toThrow(RangeError)
  })
})
