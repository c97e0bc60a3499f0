import { describe, expect, it } from 'vitest'
import { mannWhitney } from '../../scripts/accuracy/mann-whitney.ts'
import {
  ALARMS,
  bencherBoundary,
  NEIGHBOURS,
  type Sequential,
} from '../../scripts/accuracy/neighbour-rules.ts'
import { seededRandom } from '../../src/stats/random.ts'

const counted = (from: number, size: number) => Array.from({ length: size }, (_, index) => from + index)

describe('the rules of the neighbours', () => {
  const point = (base: number, head: number): Sequential => ({
    base: counted(base, 20),
    head: counted(head, 20),
    history: counted(base, 30),
  })

  it('alarm where head has lost nearly everything', () => {
    for (const name of NEIGHBOURS) expect(ALARMS[name](point(1000, 100)), name).toBe(true)
  })

  it('do not alarm where head is twice as fast', () => {
    for (const name of NEIGHBOURS) expect(ALARMS[name](point(1000, 2000)), name).toBe(false)
  })

  it('draw the line of github-action-benchmark at the ratio of means', () => {
    const ratio = (head: number): Sequential => ({ base: [1000, 1000], head: [head, head], history: [] })
    expect(ALARMS['github-action-benchmark, 110 %'](ratio(908))).toBe(true)
    expect(ALARMS['github-action-benchmark, 110 %'](ratio(910))).toBe(false)
    expect(ALARMS['github-action-benchmark, 200 %'](ratio(501))).toBe(false)
    expect(ALARMS['github-action-benchmark, 200 %'](ratio(499))).toBe(true)
  })

  it('put Bencher’s boundary at mean − t(0.99, 29) · s, s with n below', () => {
    // mean 15.5, s = √(899 / 12), t = 2.46202 (any table)
    expect(bencherBoundary(counted(1, 30))).toBeCloseTo(15.5 - 2.46202 * Math.sqrt(899 / 12), 4)
  })
})

describe('the Mann–Whitney test', () => {
  it('comes to the normal approximation of two samples that do not overlap', () => {
    // U = 0, mean 200, variance 20 · 20 · 41 / 12: z = 199.5 / 36.968 = 5.3966, p = 6.79e-8
    expect(mannWhitney(counted(0, 20), counted(100, 20))).toBeCloseTo(6.79e-8, 9)
  })

  it('is 1 where all values are the same, and does not care which sample is first', () => {
    expect(mannWhitney([1, 1, 1], [1, 1, 1])).toBe(1)
    const random = seededRandom('ranks')
    const [a, b] = [0, 0.3].map((shift) => Array.from({ length: 25 }, () => random() + shift))
    expect(mannWhitney(a ?? [], b ?? [])).toBeCloseTo(mannWhitney(b ?? [], a ?? []), 12)
  })

  it('is under 0.05 in one of twenty pairs of samples of the same kind', () => {
    const random = seededRandom('level')
    const sample = () => Array.from({ length: 25 }, random)
    const low = Array.from({ length: 4000 }, () => mannWhitney(sample(), sample())).filter((p) => p < 0.05)
    expect(low.length / 4000).toBeGreaterThan(0.035)
    expect(low.length / 4000).toBeLessThan(0.06)
  })
})
