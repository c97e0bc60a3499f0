import { describe, expect, it } from 'vitest'
import { recordedChange, recordingTable } from '../../scripts/accuracy/recording-table.ts'
import type { RecordedQuad, Trace } from '../../scripts/accuracy/trace.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { madeUpTraces } from './made-up-traces.ts'

/** Made-up traces whose head does `share` more than was drawn for it, in both orders. */
function asymmetric(share: number): Trace[] {
  const scaled = (quad: RecordedQuad): RecordedQuad => {
    if (quad.length === 2) return quad
    const [order, ...rates] = quad
    const [a, b, c, d] = rates.map((rate, index) => (order[index] === 'H' ? rate * (1 + share) : rate))
    return [order, a as number, b as number, c as number, d as number]
  }
  return madeUpTraces(0.02, seededRandom('recordings')).map((trace) => ({
    ...trace,
    rounds: trace.rounds.map((round) => ({ ...round, quads: round.quads.map(scaled) })),
  }))
}

describe('the recordings themselves', () => {
  it('show by how much head differed from base, whatever the order of the slices', () => {
    const { rounds, pairs, all } = recordedChange(asymmetric(0.05)[0] as Trace)
    expect(rounds).toBe(12)
    for (const { estimate, low, high } of [pairs, all]) {
      expect(estimate).toBeCloseTo(0.05, 2)
      expect(low).toBeGreaterThan(0)
      expect(high).toBeLessThan(0.1)
    }
  })

  it('leave out rounds of which nothing counts', () => {
    const [trace] = asymmetric(0) as [Trace]
    const [first, ...others] = trace.rounds as [Trace['rounds'][number]]
    const spoilt: RecordedQuad[] = [['BHHB', 'stolen']]
    const { rounds } = recordedChange({ ...trace, rounds: [{ ...first, quads: spoilt }, ...others] })
    expect(rounds).toBe(11)
  })

  it('count the intervals that miss zero', () => {
    const lines = recordingTable(asymmetric(0.05)).split('\n')
    expect(lines).toHaveLength(2 + 12 + 1)
    expect(lines[2]).toMatch(/^\| go 1 quiet +\| +12 \| \+\d\.\d\d % \|/)
    expect(lines.at(-1)?.match(/12 of 12/g)).toHaveLength(2)
  })
})
