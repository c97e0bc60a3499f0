import { describe, expect, it } from 'vitest'
import { prepare, replayScenario } from '../../scripts/accuracy/replay-scenario.ts'
import type { Scenario } from '../../scripts/accuracy/scenario.ts'
import { addTallies } from '../../scripts/accuracy/tally.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { madeUpTraces } from './made-up-traces.ts'

const steady = prepare(madeUpTraces(0.02, seededRandom('steady')), 'quiet')
const wild = prepare(madeUpTraces(0.3, seededRandom('wild')), 'quiet')
const scenario = (loss: Scenario['loss']): Scenario => ({ condition: 'quiet', minutes: 5, loss })
const replays = (from: number, to: number) => ({ seed: 'test', from, to })

describe('replaying reports through the duel', () => {
  it('calls nothing a regression where nothing was lost and slices hardly scatter', async () => {
    const tally = await replayScenario(steady, scenario({ kind: 'none' }), replays(0, 30))
    expect(tally.ours).toEqual({ alarms: 0, found: 0, named: 30, accusedOne: 0 })
    expect(tally.rightVerdict).toBe(30)
  })

  it('finds a loss at the highest core count, names it alone, and calls it scales-worse', async () => {
    const tally = await replayScenario(steady, scenario({ kind: 'scaling', share: 0.15 }), replays(0, 30))
    expect(tally.ours).toEqual({ alarms: 30, found: 30, named: 30, accusedOne: 0 })
    expect(tally.rightVerdict).toBe(30)
  })

  it('finds a loss at every core count and calls it slower', async () => {
    const tally = await replayScenario(steady, scenario({ kind: 'uniform', share: 0.15 }), replays(0, 30))
    expect(tally.ours).toMatchObject({ found: 30, named: 30, accusedOne: 30 })
    expect(tally.rightVerdict).toBe(30)
  })

  it('finds less where slices scatter widely', async () => {
    const loss = scenario({ kind: 'scaling', share: 0.05 })
    expect((await replayScenario(wild, loss, replays(0, 30))).ours.found).toBeLessThan(15)
  })

  it('uses the minutes that it was given, and no more', async () => {
    const tally = await replayScenario(wild, scenario({ kind: 'scaling', share: 0.05 }), replays(0, 10))
    expect(tally.seconds / 10).toBeLessThanOrEqual(3 * 5 * 60)
    expect(tally.rounds / 10).toBeGreaterThan(15)
  })

  it('comes to the same figures for the same seed, however the replays are shared out', async () => {
    const loss = scenario({ kind: 'none' })
    const whole = await replayScenario(wild, loss, replays(0, 12))
    const shared = addTallies(
      await replayScenario(wild, loss, replays(0, 5)),
      await replayScenario(wild, loss, replays(5, 12)),
    )
    expect({ ...shared, seconds: 0 }).toEqual({ ...whole, seconds: 0 })
    expect(shared.seconds).toBeCloseTo(whole.seconds, 6)
  })

  it('gives intervals that hold the truth as often as they say', async () => {
    const { widths } = await replayScenario(wild, scenario({ kind: 'none' }), replays(0, 150))
    const held = widths.filter((width) => width.held).length / widths.length
    expect(held).toBeGreaterThan(0.92)
    expect(held).toBeLessThan(0.985)
  })
})
