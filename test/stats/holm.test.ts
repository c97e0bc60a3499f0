import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holmAdjusted, holmRejected } from '../../src/stats/holm.ts'
import { seededRandom } from '../../src/stats/random.ts'

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 })

describe('holmAdjusted', () => {
  it('multiplies the smallest by m, the next by m − 1, and never falls below the one before', () => {
    const adjusted = holmAdjusted([0.01, 0.04, 0.03, 0.005])
    expect(adjusted).toHaveLength(4)
    for (const [index, value] of [0.03, 0.06, 0.06, 0.02].entries())
      expect(adjusted[index]).toBeCloseTo(value, 12)
  })

  it('lies between the p-value itself and Bonferroni, and keeps their order', () => {
    fc.assert(
      fc.property(pValues, (ps) => {
        const adjusted = holmAdjusted(ps)
        for (const [i, p] of ps.entries()) {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p)
          expect(adjusted[i]).toBeLessThanOrEqual(Math.min(1, p * ps.length))
          for (const [j, q] of ps.entries()) if (p < q) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]!)
        }
      }),
    )
  })

  it('has nothing to say about no hypothesis', () => {
    expect(holmAdjusted([])).toEqual([])
  })
})

describe('holmRejected', () => {
  it('stops at the first that it cannot reject, even where a later one lies below α', () => {
    expect(holmRejected([0.02, 0.0001, 0.03], 0.05)).toEqual([true, true, true])
    expect(holmRejected([0.03, 0.0001, 0.035], 0.05)).toEqual([false, true, false])
  })

  it('rejects a true hypothesis in no more than α of the families', () => {
    const random = seededRandom('families')
    const families = 20_000
    let alarms = 0
    for (let i = 0; i < families; i++)
      if (holmRejected(Array.from({ length: 8 }, random), 0.05).includes(true)) alarms++
    // 1 − (1 − 0.05/8)⁸ = 4.9 % where the tests are independent; four standard errors are 0.6 %.
    expect(alarms / families).toBeLessThan(0.055)
    expect(alarms / families).toBeGreaterThan(0.043)
  })
})
