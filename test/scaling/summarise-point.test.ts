import { describe, expect, it } from 'vitest'
import { fewRoundsWarning, summarisePoint } from '../../src/scaling/summarise-point.ts'

const UNIT = 'req/s'

describe('summarisePoint', () => {
  it('gives the median of six rounds between the smallest and the largest', () => {
    const summary = summarisePoint({ cores: 2, rounds: [105, 101, 103, 102, 104, 190], unit: UNIT })
    expect(summary).toEqual({ throughput: { median: 103.5, low: 101, high: 190, unit: UNIT } })
  })

  it('gives speedup and efficiency as ratios of the medians that the record shows', () => {
    const singleCore = [100, 90, 110]
    expect(summarisePoint({ cores: 4, rounds: [310, 300, 290], singleCore, unit: UNIT })).toMatchObject({
      speedup: 3,
      efficiency: 0.75,
    })
    expect(summarisePoint({ cores: 1, rounds: singleCore, singleCore, unit: UNIT })).toMatchObject({
      speedup: 1,
      efficiency: 1,
    })
  })

  it('leaves out lost rounds, and speedup where every round at one core was lost', () => {
    const summary = summarisePoint({ cores: 2, rounds: [null, 7, null], singleCore: [null], unit: UNIT })
    expect(summary).toEqual({ throughput: { median: 7, low: 7, high: 7, unit: UNIT } })
  })

  it('is no point where every round was lost', () => {
    expect(summarisePoint({ cores: 2, rounds: [null, null], unit: UNIT })).toBeUndefined()
    expect(summarisePoint({ cores: 2, rounds: [], unit: UNIT })).toBeUndefined()
  })
})

describe('fewRoundsWarning', () => {
  it('counts the measured rounds of the worst point', () => {
    const points = [{ rounds: [1, 2, 3, 4, 5, 6] }, { rounds: [1, 2, null, 4, 5, 6] }]
    expect(fewRoundsWarning(points)).toEqual({ kind: 'few-rounds', rounds: 5, needed: 6 })
  })

  it('does not warn from six rounds up, nor where there is no point', () => {
    expect(fewRoundsWarning([{ rounds: [1, 2, 3, 4, 5, 6] }])).toBeUndefined()
    expect(fewRoundsWarning([])).toBeUndefined()
  })
})
