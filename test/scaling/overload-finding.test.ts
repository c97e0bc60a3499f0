import { describe, expect, it } from 'vitest'
import type { Overload } from '../../src/result/shared-schema.ts'
import {
  overloadFinding,
  roundFinding,
  summariseOverloads,
  takenOverload,
} from '../../src/scaling/overload-finding.ts'

const taken = (share: number, recovery: number | null = 0.2): Overload => ({
  finding: overloadFinding(share, recovery),
  share,
  recovery,
})
const EDGE = Math.log(0.9)
const judged = (base: Overload, head: Overload) =>
  roundFinding(base, head, Math.log(head.share / base.share), EDGE)

describe('overloadFinding', () => {
  it.each([
    [1.02, 0, 'holds'],
    [0.8, 3, 'holds'],
    [0.79, 0, 'degrades'],
    [0.4, 0, 'degrades'],
    [0.39, 0, 'collapses'],
    [0.95, null, 'collapses'],
  ] as const)('a share of %f that recovers after %s s %s', (share, recovery, finding) => {
    expect(overloadFinding(share, recovery)).toBe(finding)
  })
})

describe('takenOverload', () => {
  it('measures what was offered more than it can do by its capacity', () => {
    expect(takenOverload(900, { offered: 1500, capacity: 1000 }, 0.3)).toEqual({
      finding: 'holds',
      share: 0.9,
      recovery: 0.3,
    })
    expect(takenOverload(300, { offered: 1000, capacity: 1000 }, 0.3)).toMatchObject({ finding: 'collapses' })
  })

  it('measures what was offered less than it can do by what was offered, and needs no recovery', () => {
    expect(takenOverload(99, { offered: 100, capacity: 371 }, null)).toEqual({
      finding: 'holds',
      share: 0.99,
      recovery: null,
      capacity: 371,
    })
    expect(takenOverload(70, { offered: 100, capacity: 371 }, 0)).toMatchObject({ finding: 'degrades' })
  })
})

describe('summariseOverloads', () => {
  it('takes the medians of share and of recovery, in which none is the longest', () => {
    const rounds = [taken(0.9, 0.1), taken(0.7, null), taken(0.85, 0.5)]
    expect(summariseOverloads(rounds)).toEqual({ finding: 'holds', share: 0.85, recovery: 0.5 })
    expect(summariseOverloads([...rounds, taken(0.9, null), taken(0.9, null)])).toMatchObject({
      finding: 'collapses',
      recovery: null,
    })
  })

  it('takes the worse recovery of two episodes, and has nothing to say of none', () => {
    expect(summariseOverloads([taken(0.9, 0.1), taken(0.7, null)])).toMatchObject({ recovery: null })
    expect(summariseOverloads([])).toBeUndefined()
  })
})

describe('summarised, what was not overloaded', () => {
  it('stays so where most were not', () => {
    const calm = { ...taken(0.98, null), capacity: 371 }
    expect(summariseOverloads([calm, calm, taken(0.9)])).toMatchObject({ finding: 'holds', capacity: 371 })
    expect(summariseOverloads([calm, taken(0.9), taken(0.9)])).not.toHaveProperty('capacity')
  })
})

describe('a round', () => {
  it('is not worse where head was offered less than it can do, whatever its latency did after', () => {
    const head = takenOverload(1480, { offered: 1500, capacity: 3000 }, null)
    expect(roundFinding(taken(0.95), head, Math.log(1480 / 950), EDGE)).toBe('not-worse')
  })

  it('is worse where head degrades and lost more than the tolerance', () => {
    expect(judged(taken(0.95), taken(0.6))).toBe('worse')
  })

  it('is worse where head alone does not recover, whatever it answered', () => {
    expect(judged(taken(0.95), taken(0.97, null))).toBe('worse')
  })

  it('is not worse where the finding changed by a loss within the tolerance', () => {
    expect(judged(taken(0.81), taken(0.79))).toBe('not-worse')
  })

  it('is not worse where head takes it better, or as base does', () => {
    expect(judged(taken(0.6), taken(0.95))).toBe('not-worse')
    expect(judged(taken(0.9, null), taken(0.85))).toBe('not-worse')
    expect(judged(taken(0.9), taken(0.9))).toBe('not-worse')
  })

  it('says neither where goodput fell beyond the tolerance within one finding: that is for d to say', () => {
    expect(judged(taken(0.75), taken(0.5))).toBe('neither')
  })
})
