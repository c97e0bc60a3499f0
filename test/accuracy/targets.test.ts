import { describe, expect, it } from 'vitest'
import { Figures, SCENARIOS } from '../../scripts/accuracy/figures.ts'
import { metBy } from '../../scripts/accuracy/range.ts'
import { NO_TALLY, type Tally } from '../../scripts/accuracy/tally.ts'
import { shareTarget, targetTable } from '../../scripts/accuracy/targets.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { madeUpTraces } from './made-up-traces.ts'

describe('whether a target is met', () => {
  it('is a matter of the whole range', () => {
    expect(metBy({ low: 5, high: 8 }, { atLeast: 5 })).toBe('yes')
    expect(metBy({ low: 4, high: 8 }, { atLeast: 5 })).toBe('not shown')
    expect(metBy({ low: 3, high: 4 }, { atLeast: 5 })).toBe('no')
    expect(metBy({ low: 3, high: 4 }, { atMost: 4 })).toBe('yes')
    expect(metBy({ low: 3, high: 5 }, { atMost: 4 })).toBe('not shown')
    expect(metBy({ low: 5, high: 6 }, { atMost: 4 })).toBe('no')
    expect(metBy(undefined, { atMost: 4 })).toBe('not shown')
  })

  it.each([
    { hits: 500, of: 500, met: 'yes', found: '100.0 % of 500 replays, 95 % lower bound 99.4 %' },
    { hits: 455, of: 500, met: 'not shown', found: '91.0 % of 500 replays, 95 % lower bound 88.6 %' },
    { hits: 400, of: 500, met: 'no', found: '80.0 % of 500 replays, 95 % lower bound 76.8 %' },
    { hits: 0, of: 0, met: 'not shown', found: 'no replays' },
  ])('takes the bound of a share, not the share alone: $hits of $of', ({ hits, of, met, found }) => {
    const target = shareTarget('found', { hits, of, counted: 'replays' }, { atLeast: 0.9 })
    expect(target).toEqual({ name: 'found', found, met })
  })
})

describe('the table of targets', () => {
  const traces = madeUpTraces(0.1, seededRandom('targets'))
  /** 1000 replays of each scenario, with alarms of ours as given where the loss is the tolerance, and widths. */
  const tableOf = (alarms: number) => {
    const tallies = SCENARIOS.map(
      ({ loss }): Tally => ({
        ...NO_TALLY,
        replays: 1000,
        ours: {
          ...NO_TALLY.ours,
          alarms: loss.kind !== 'none' && loss.share === 0.03 ? alarms : 0,
        },
        seconds: 1000 * 900,
        widths: [-0.05, 0.05].map((sequential) => ({ point: 'go 1', ours: 0.01, held: true, sequential })),
      }),
    )
    return targetTable(new Figures(tallies, { traces, seed: 'test' })).split('\n')
  }
  const rowOf = (table: readonly string[], words: string) => table.find((row) => row.includes(words)) ?? ''

  it('has the level at a loss of exactly the tolerance, over all conditions, times and kinds', () => {
    const level = (alarms: number) => rowOf(tableOf(alarms), 'exactly the tolerance')
    expect(level(2)).toContain('0.20 % of 8000 replays, 95 % upper bound 0.30 %; 0.20 % in the worst of 8')
    expect(level(2)).toMatch(/\| +yes \|$/)
    expect(level(10)).toMatch(/\| +not shown \|$/)
    expect(level(15)).toMatch(/\| +no \|$/)
  })

  it('has the range of widths with each stretch left out beside how many times narrower', () => {
    expect(rowOf(tableOf(0), 'quiet, 5 min: interval at least 5 times')).toMatch(
      /\d times, \d+\.\d to \d+\.\d less a stretch \| +(yes|no|not shown) \|$/,
    )
  })
})
