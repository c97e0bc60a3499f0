import { describe, expect, it } from 'vitest'
import { decideDuel } from '../../src/scaling/duel-decision.ts'
import type { DuelPoint } from '../../src/scaling/duel-hypotheses.ts'
import { duelReason } from '../../src/scaling/duel-reason.ts'

const METHOD = {
  pace: 6,
  layout: { visits: 1, warmUp: 0.5, measure: 3.2, overhead: 2, ofBudget: 1 },
}

/** `count` rounds that lost `loss` on average and differ by `scatter` to either side. */
function point(loss: number, scatter: number, count: number): DuelPoint {
  const rounds = Array.from(
    { length: count },
    (_, round) => Math.log1p(-loss) + scatter * (round % 2 === 0 ? 1 : -1),
  )
  return {
    ...{ series: 'a', cores: 1, direction: 'more-is-better' as const, rounds },
    ...{ tolerance: 0.03, detect: 0.1 },
  }
}

const decided = (one: DuelPoint, level = 0.01) => decideDuel([one], level)[0]!
const reasonOf = (one: DuelPoint, level = 0.01) => duelReason(decided(one, level), one.rounds, 0.1, METHOD)

describe('a point that is open though a loss of “detect” would have been seen', () => {
  const open = point(0.04, 0.015, 12)

  it('is not said to have been too noisy', () => {
    const decision = decided(open)
    expect(decision).toMatchObject({ lossExcluded: false, improved: false })
    expect(decision.regressed).toBeUndefined()
    expect(decision.smallestDetectable).toBeLessThan(0.1)
    expect(reasonOf(open)).toMatchObject({ kind: 'undecided', secondsNeeded: expect.any(Number) })
  })

  it('is decided after the rounds that are named, and not before, if what was seen stays', () => {
    const needed = decided(open).roundsNeeded as number
    expect(needed).toBeGreaterThan(12)
    const decides = (rounds: number) => {
      // Of an even number of rounds the mean is exact, and the scatter as large as of twelve.
      const grown = point(0.04, 0.015 * Math.sqrt((12 / 11) * ((rounds - 1) / rounds)), rounds)
      const { regressed, lossExcluded } = decided(grown)
      return regressed !== undefined || lossExcluded
    }
    expect(decides(2 * Math.ceil(needed / 2))).toBe(true)
    expect(decides(2 * Math.floor((needed - 1) / 2))).toBe(false)
  })

  it('gets no time where no duel has as many rounds', () => {
    const barely = point(0.0303, 0.0004, 12)
    expect(decided(barely)).toMatchObject({ lossExcluded: false })
    expect(decided(barely, 1e-9).smallestDetectable).toBeLessThan(0.1)
    expect(reasonOf(barely, 1e-9)).toEqual({ kind: 'undecided' })
  })

  it('is too noisy where it would not have been seen, and only then a size is named', () => {
    const noisy = reasonOf(point(0, 0.12, 12))
    expect(noisy).toMatchObject({ kind: 'too-noisy' })
    expect((noisy as { smallestDetectable: number }).smallestDetectable).toBeGreaterThan(0.1)
  })

  it('is given more rounds where some were lost, for as many will be again', () => {
    const lost = { ...open, rounds: [...open.rounds, ...Array.from({ length: 12 }, () => null)] }
    const seconds = (one: DuelPoint) => (reasonOf(one) as { secondsNeeded: number }).secondsNeeded
    expect(seconds(lost)).toBeGreaterThan(1.5 * seconds(open))
  })
})
