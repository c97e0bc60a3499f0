import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coin, seededRandom, shuffled } from '../../src/stats/random.ts'

const draw = (seed: string, count: number): number[] => {
  const random = seededRandom(seed)
  return Array.from({ length: count }, random)
}

describe('seededRandom', () => {
  it('gives the same numbers for the same text, in every version: a stored seed must replay', () => {
    expect(draw('corecurve', 3)).toEqual([0.39421433731560496, 0.8545485101323002, 0.7731798034548858])
  })

  it('gives different numbers for texts that differ in one character, or only beyond ASCII', () => {
    const firsts = ['a', 'b', 'aa', 'A', '', 'ä', 'á', '\u{1f600}', '\u{1f601}'].map(
      (seed) => draw(seed, 1)[0],
    )
    expect(new Set(firsts).size).toBe(firsts.length)
  })

  it('stays in [0, 1)', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        for (const value of draw(seed, 50)) {
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThan(1)
        }
      }),
    )
  })

  it('fills a hundred equal bins evenly (χ² with 99 degrees, 0.1 % on either side)', () => {
    const bins = new Array<number>(100).fill(0)
    for (const value of draw('bins', 100_000)) bins[Math.floor(value * 100)]! += 1
    const chiSquared = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    expect(chiSquared).toBeGreaterThan(60)
    expect(chiSquared).toBeLessThan(149)
  })

  it('draws neighbours that do not depend on each other, in one stream and over numbered seeds', () => {
    const streams = [
      draw('stream', 20_000),
      Array.from({ length: 20_000 }, (_, i) => draw(`seed-${i}`, 1)[0]!),
    ]
    for (const stream of streams) {
      const products = stream.slice(1).map((value, i) => (value - 0.5) * (stream[i]! - 0.5))
      const correlation = (12 * products.reduce((sum, product) => sum + product, 0)) / products.length
      expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(products.length))
    }
  })
})

describe('shuffled', () => {
  it('keeps every item and leaves the given list as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (items, seed) => {
        const before = [...items]
        const result = shuffled(items, seededRandom(seed))
        expect(items).toEqual(before)
        expect([...result].sort()).toEqual([...items].sort())
      }),
    )
  })

  it('gives each of the 24 orders of four items equally often', () => {
    const random = seededRandom('orders')
    const counts = new Map<string, number>()
    for (let i = 0; i < 24_000; i++) {
      const order = shuffled(['a', 'b', 'c', 'd'], random).join('')
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect(counts.size).toBe(24)
    const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    // 23 degrees of freedom: 49.7 is passed by one fair shuffle in a thousand.
    expect(chiSquared).toBeLessThan(49.7)
  })
})

describe('coin', () => {
  it('falls on either side half of the time', () => {
    const random = seededRandom('coin')
    const heads = Array.from({ length: 10_000 }, () => coin(random)).filter(Boolean).length
    expect(Math.abs(heads - 5000)).toBeLessThan(200)
  })
})
