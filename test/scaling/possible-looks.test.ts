import { describe, expect, it, test } from 'vitest'
import type { Look, Method } from '../../src/result/shared-schema.ts'
import { ALPHA, DOUBT } from '../../src/scaling/duel-decision.ts'
import { arePossibleLooks } from '../../src/scaling/possible-looks.ts'
import { madeUpComparison } from '../duel/made-up-comparison.ts'
import { aDuelled } from '../support/duelled.ts'
import { aComparison, anUnchanged } from '../support/results.ts'

const part = (round: number, of: number, share = 1): Look => ({
  round,
  level: ALPHA * of * share,
  doubt: DOUBT * of,
})

/** Of a duel of 20 rounds. */
function possible(looks: Look[], changes: Partial<Method> = {}): boolean {
  const { method } = aComparison({})
  return arePossibleLooks({ method: { ...method, looks, ...changes }, benchmarks: [aDuelled('a')] })
}

describe('the looks of a duel are possible', () => {
  it.each([1, 2, 3, 4, 5, 6])('as the duel itself holds them, whatever ends it: world %i', async (world) => {
    for (const changes of [
      {},
      { share: 1 / 7 },
      { budget: 20_000 },
      { budget: 90_000, share: 0.3 },
      { interruptedAfter: 5 },
      { interruptedAfter: 200, share: 0.1 },
    ]) {
      const { comparison, saved } = await madeUpComparison({ seed: `looks ${world}`, ...changes })
      const all = [comparison, ...saved.filter((_, round) => round % 5 === 0)]
      expect(all.map(arePossibleLooks), JSON.stringify(changes)).toEqual(all.map(() => true))
    }
  })

  test('where two planned ones were held, or none of them for want of time', () => {
    expect(possible([part(8, 0.25), part(14, 0.25), part(20, 0.5)])).toBe(true)
    expect(possible([part(20, 0.5)])).toBe(true)
    expect(possible([part(20, 1)])).toBe(true)
  })

  test('in the share of a shard', () => {
    expect(possible([part(20, 1, 1 / 8)], { share: 1 / 8 })).toBe(true)
  })

  test('where an interrupt came before one', () => {
    expect(possible([], { complete: false })).toBe(true)
    expect(possible([part(8, 0.25)], { complete: false })).toBe(true)
  })

  test('where nothing was duelled, and there were none', () => {
    const { method } = aComparison({})
    expect(arePossibleLooks({ method, benchmarks: [anUnchanged('a')] })).toBe(true)
  })
})

describe('the looks of a duel are not possible', () => {
  it.each<[string, Look[], Partial<Method>?]>([
    ['where a duel of rounds has none', []],
    ['at a level that rejects nothing', [{ ...part(20, 1), level: 1e-30 }]],
    ['at a level below the least of a plan', [part(20, 0.2)]],
    ['with a last one that has an interim share', [part(8, 0.25), part(20, 0.25)]],
    ['with more of α than there is', [part(8, 0.25), part(20, 1)]],
    ['with the whole of α in a shard', [part(20, 1)], { share: 1 / 8 }],
    ['with another doubt than the level says', [{ ...part(20, 1), doubt: DOUBT / 2 }]],
    ['before rounds that were measured', [part(3, 1)]],
    ['out of order', [part(14, 0.25), part(8, 0.25), part(20, 0.5)]],
    ['too early to reject anything', [part(2, 0.25), part(20, 0.75)]],
    ['after more rounds than any duel has', [part(9999, 1)]],
    ['with a share so small that no level is left', [part(20, 1)], { share: Number.MIN_VALUE }],
  ])('%s', (_, looks, changes) => {
    expect(possible(looks, changes)).toBe(false)
  })
})
