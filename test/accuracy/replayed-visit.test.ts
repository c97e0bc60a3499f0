import { describe, expect, it } from 'vitest'
import { prepareRound, replayVisit } from '../../scripts/accuracy/replayed-visit.ts'
import type { RecordedRound } from '../../scripts/accuracy/trace.ts'
import { seededRandom } from '../../src/stats/random.ts'

const round: RecordedRound = {
  at: 0,
  seconds: 5,
  overhead: 1.4,
  slice: 100,
  generator: 0.05,
  quads: [
    ['BHHB', 100, 90, 90, 100],
    ['HBBH', 90, 100, 100, 90],
    ['BHHB', 'stolen'],
  ],
}
const prepared = prepareRound(round)
const random = seededRandom('visit')
const asRecorded = { exchanged: false, loss: 0, measure: 1200, random }

describe('a recorded round replayed as a visit', () => {
  it('keeps the change, the void quads and the time', () => {
    const { visit, milliseconds } = replayVisit(prepared, asRecorded)
    expect(visit.figures[0]!.gain).toBeCloseTo(Math.log(0.9), 12)
    expect(visit).toMatchObject({ quads: 3, void: 1, slice: 100 })
    expect(milliseconds).toBe(5000)
  })

  it('turns the change round where its arms are exchanged', () => {
    const { visit } = replayVisit(prepared, { ...asRecorded, exchanged: true })
    expect(visit.figures[0]!.gain).toBeCloseTo(-Math.log(0.9), 12)
    expect(visit.arms.head.throughput).toBeCloseTo(100, 9)
  })

  it('takes a loss from head, whichever process that is', () => {
    const { visit } = replayVisit(prepared, { ...asRecorded, exchanged: true, loss: 0.1 })
    expect(visit.figures[0]!.gain).toBeCloseTo(0, 12)
    expect(visit.arms.head.throughput).toBeCloseTo(90, 9)
  })

  it('takes longer where the plan wants more quads than were recorded', () => {
    const { visit, milliseconds } = replayVisit(prepared, { ...asRecorded, measure: 2000 })
    expect(visit.quads).toBe(5)
    expect(milliseconds).toBe(5800)
  })
})
