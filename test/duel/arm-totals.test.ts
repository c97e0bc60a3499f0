import { describe, expect, it } from 'vitest'
import { totalsOf } from '../../src/duel/arm-totals.ts'
import { type Arm, makeQuad, roundChange } from '../../src/duel/quad.ts'
import { aSlice } from './slices.ts'

const ORDER: readonly Arm[] = ['base', 'head', 'head', 'base']

/** Eight quads of 100 ms slices with 100 requests each, in which head once waits nine seconds for an answer. */
const stalled = Array.from({ length: 8 }, (_, quad) =>
  makeQuad(
    ORDER.map((arm, place) => ({
      arm,
      slice: aSlice({ completed: 100, elapsed: quad === 3 && place === 1 ? 9.1 : 0.1 }),
    })),
    2,
  ),
)

describe('the totals of an arm', () => {
  it('are all its work over all its time, so that a stall counts as long as it was', () => {
    const throughput = (arm: Arm) => totalsOf(arm, stalled, {}, {}).throughput
    expect(roundChange(stalled)).toBe(0)
    expect(throughput('base')).toBeCloseTo(1000, 9)
    expect(throughput('head')).toBeCloseTo(1600 / 10.6, 9)
  })

  it('are nothing where no quad counts', () => {
    const spoilt = stalled.map(({ slices }) => ({ slices, void: 'stolen' as const }))
    expect(totalsOf('head', spoilt, {}, {}).throughput).toBe(0)
  })
})
