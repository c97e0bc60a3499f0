import { describe, expect, it } from 'vitest'
import { medianInterval } from '../../src/stats/median-interval.ts'
import { normalQuantile } from '../../src/stats/normal.ts'
import { type Random, seededRandom } from '../../src/stats/random.ts'
import { estimateMean, type Interval, tInterval } from '../../src/stats/t-interval.ts'
import { differenceOfMeans, pValueBelow } from '../../src/stats/welch.ts'

const REPEATS = 10_000

/** How often something happened, with the room that chance needs: four standard errors. */
function frequency(random: Random, happens: (random: Random) => boolean): number {
  let count = 0
  for (let i = 0; i < REPEATS; i++) if (happens(random)) count++
  return count / REPEATS
}
const fourErrors = (p: number): number => 4 * Math.sqrt((p * (1 - p)) / REPEATS)

const normal = (random: Random): number => normalQuantile(random() || Number.MIN_VALUE)
const sample = (size: number, draw: () => number): number[] => Array.from({ length: size }, draw)
const holds = (interval: Pick<Interval, 'low' | 'high'>, truth: number): boolean =>
  interval.low <= truth && truth <= interval.high

describe('intervals and tests keep their level in simulation', () => {
  it.each([3, 6, 12])('the t interval of %i normal values holds the mean in 95 %%', (size) => {
    const random = seededRandom(`t ${size}`)
    const held = frequency(random, () =>
      holds(tInterval(estimateMean(sample(size, () => 5 + 2 * normal(random)))), 5),
    )
    expect(Math.abs(held - 0.95)).toBeLessThan(fourErrors(0.95))
  })

  it.each([3, 6, 11, 24])(
    'the median interval of %i skewed values holds the median as often as it says',
    (size) => {
      const random = seededRandom(`median ${size}`)
      const { attained } = medianInterval(sample(size, random))
      const held = frequency(random, () =>
        holds(medianInterval(sample(size, () => Math.exp(normal(random)))), 1),
      )
      expect(Math.abs(held - attained)).toBeLessThan(fourErrors(attained))
    },
  )

  it.each([
    [6, 6, 1],
    [6, 12, 3],
    [12, 6, 3],
  ])(
    'the Welch interval of %i and %i normal values, one %i times as wide, holds the difference in 95 %%',
    (n1, n2, ratio) => {
      const random = seededRandom(`welch ${n1} ${n2} ${ratio}`)
      const held = frequency(random, () => {
        const base = sample(n1, () => normal(random))
        const head = sample(n2, () => 0.7 + ratio * normal(random))
        return holds(tInterval(differenceOfMeans(base, head)), 0.7)
      })
      // Welch's degrees of freedom are an approximation: half a percent beside chance.
      expect(Math.abs(held - 0.95)).toBeLessThan(fourErrors(0.95) + 0.005)
    },
  )

  it('the one-sided test at the edge of the tolerance alarms in 1 % at α = 0.01', () => {
    const random = seededRandom('edge')
    const alarms = frequency(random, () => {
      const base = sample(8, () => normal(random))
      const head = sample(8, () => -0.5 + 1.5 * normal(random))
      return pValueBelow(differenceOfMeans(base, head), -0.5) <= 0.01
    })
    expect(Math.abs(alarms - 0.01)).toBeLessThan(fourErrors(0.01) + 0.002)
  })
})
