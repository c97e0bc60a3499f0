import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  changeOfGain,
  type Direction,
  gainOfImprovement,
  gainOfLoss,
  lossOfGain,
} from '../../src/scaling/direction.ts'

const directions: Direction[] = ['more-is-better', 'less-is-better']

describe('the direction of a change', () => {
  it.each(directions)('takes a loss to a negative gain and back (%s)', (direction) => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.9, noNaN: true }), (loss) => {
        expect(gainOfLoss(loss, direction)).toBeLessThan(0)
        expect(gainOfImprovement(loss, direction)).toBeGreaterThan(0)
        expect(lossOfGain(gainOfLoss(loss, direction), direction)).toBeCloseTo(loss, 10)
      }),
    )
  })

  it('calls a tenth less throughput and a tenth more latency a loss of a tenth', () => {
    expect(gainOfLoss(0.1, 'more-is-better')).toBeCloseTo(Math.log(900 / 1000), 12)
    expect(gainOfLoss(0.1, 'less-is-better')).toBeCloseTo(Math.log(10 / 11), 12)
  })

  it('shows a latency that grew as a positive change, the ends of its interval in order', () => {
    const gain = { estimate: Math.log(10 / 13), low: Math.log(10 / 14), high: Math.log(10 / 12) }
    const { estimate, low, high } = changeOfGain(gain, 'less-is-better')
    expect(estimate).toBeCloseTo(0.3, 12)
    expect([low, high]).toEqual([expect.closeTo(0.2, 12), expect.closeTo(0.4, 12)])
  })

  it('shows a throughput that fell as a negative change', () => {
    const gain = { estimate: Math.log(0.8), low: Math.log(0.7), high: Math.log(0.9) }
    expect(changeOfGain(gain, 'more-is-better').estimate).toBeCloseTo(-0.2, 12)
  })
})
