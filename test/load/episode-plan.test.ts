import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planEpisode } from '../../src/load/episode-plan.ts'

describe('the plan of an episode of overload', () => {
  it('counts nothing before a queue without bounds has reached the deadline', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1.2, max: 10, noNaN: true }),
        fc.integer({ min: 10, max: 2000 }),
        (share, deadline) => {
          const { ramp } = planEpisode({ rate: 1000 * share, calmRate: 500, deadline }, 500)
          expect(ramp * (share - 1)).toBeGreaterThan(deadline)
          expect(ramp).toBeGreaterThanOrEqual(3 * deadline)
          expect(ramp).toBeLessThanOrEqual(10 * deadline)
        },
      ),
    )
  })

  it('is that of 150 % and 200 ms', () => {
    expect(planEpisode({ rate: 1500, calmRate: 500, deadline: 200 }, 1000)).toEqual({
      calm: 300,
      ramp: 600,
      counted: 1000,
      after: 2900,
    })
  })

  it('counts for two deadlines at the least', () => {
    expect(planEpisode({ rate: 1500, calmRate: 500, deadline: 200 }, 100).counted).toBe(400)
  })

  it('looks for a recovery longer than the backlog takes, and has an end', () => {
    const { ramp, counted, after } = planEpisode({ rate: 2000, calmRate: 500, deadline: 200 }, 1000)
    expect(after).toBeGreaterThan(2 * (ramp + counted))
    expect(planEpisode({ rate: 100_000, calmRate: 500, deadline: 1000 }, 1000).after).toBe(10_000)
  })

  it('learns what is normal from slow services for longer', () => {
    expect(planEpisode({ rate: 60, calmRate: 20, deadline: 200 }, 1000).calm).toBe(2000)
    expect(planEpisode({ rate: 0.6, calmRate: 0.2, deadline: 200 }, 1000).calm).toBe(3000)
  })

  it('knows a rate that is no overload', () => {
    expect(planEpisode({ rate: 500, calmRate: 500, deadline: 200 }, 1000)).toEqual({
      calm: 300,
      ramp: 2000,
      counted: 1000,
      after: 2000,
    })
  })
})
