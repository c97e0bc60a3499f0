import { describe, expect, it } from 'vitest'
import { prepareRuns } from '../../scripts/accuracy/draw-sequential.ts'
import { narrower, narrowerRange, type PointWidths } from '../../scripts/accuracy/figures.ts'
import { sequentialWidth, widthsWithout } from '../../scripts/accuracy/left-out-stretches.ts'
import type { RecordedStretch } from '../../scripts/accuracy/trace.ts'
import { seededRandom } from '../../src/stats/random.ts'

/** Two runs a stretch that hardly differ, so that a width is that of the levels alone. */
function stretchesAt(...levels: number[]): RecordedStretch[] {
  return levels.map((level, index) => ({
    at: 400 * index,
    runs: [level * 0.999_999, level * 1.000_001].map((rate) => ({ seconds: 1, slices: [rate] })),
  }))
}

const time = (seed: string) => ({ seconds: 10, random: seededRandom(seed) })
const point = (ours: number, sequential: number, without: readonly number[]): PointWidths => ({
  point: 'go 1',
  ours,
  held: 0.95,
  sequential,
  deviation: 0,
  without,
})

describe('leaving recorded stretches out', () => {
  it('gives the width of the pairs that are left, those around a gap as neighbours', () => {
    const widths = widthsWithout(stretchesAt(1000, 1000, 1000, 1200), time('without'))
    const step = 2 * Math.log(1.2)
    for (const [left, expected] of [step, step, step, 0].entries())
      expect(widths[left]).toBeCloseTo(expected, 3)
  })

  it('gives the width of all pairs where none is left out', () => {
    const prepared = prepareRuns(stretchesAt(1000, 1100, 1000))
    expect(sequentialWidth(prepared, time('all'))).toBeCloseTo(2 * Math.log(1.1), 3)
  })

  it('knows nothing where fewer than two would be left', () => {
    expect(widthsWithout(stretchesAt(1000, 1100), time('two'))).toEqual([])
  })
})

describe('the range of how many times narrower', () => {
  it('reaches over every stretch left out and none', () => {
    const range = narrowerRange([point(1, 8, [6, 7, 9])])
    expect(range?.low).toBeCloseTo(6, 9)
    expect(range?.high).toBeCloseTo(9, 9)
    expect(narrowerRange([point(1, 10, [6, 7, 9])])?.high).toBeCloseTo(10, 9)
  })

  it('leaves the stretches of one pass out of all points together', () => {
    const points = [point(1, 8, [4, 16]), point(2, 16, [32, 8])]
    expect(narrower(points)).toBeCloseTo(8, 9)
    const range = narrowerRange(points)
    expect(range?.low).toBeCloseTo(8, 9)
    expect(range?.high).toBeCloseTo(8, 9)
  })

  it('is unknown where a point has too few stretches', () => {
    expect(narrowerRange([point(1, 8, [6, 7, 9]), point(1, 8, [])])).toBeUndefined()
  })
})
