import { describe, expect, it } from 'vitest'
import { drawSequential, prepareRuns } from '../../scripts/accuracy/draw-sequential.ts'
import type { RecordedStretch } from '../../scripts/accuracy/trace.ts'
import { mean } from '../../src/stats/quantiles.ts'
import { type Random, seededRandom } from '../../src/stats/random.ts'

/** Normal with mean 0 and deviation 1 (Box and Muller 1958). */
const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** Stretches around 1000/s whose levels scatter by `drift`, and whose runs by `scatter` around these. */
function stretchesOf(
  count: number,
  runs: number,
  { drift, scatter, random }: { drift: number; scatter: number; random: Random },
): RecordedStretch[] {
  return Array.from({ length: count }, (_, index) => {
    const level = 1000 + drift * normal(random)
    return {
      at: 400 * index,
      runs: Array.from({ length: runs }, () => ({
        seconds: 1.8,
        slices: [level + scatter * normal(random)],
      })),
    }
  })
}

/** Deviation of head's mean less base's, over draws from many recordings with nothing lost. */
function spread(drift: number, scatter: number, seconds: number): number {
  const random = seededRandom(`spread ${drift} ${scatter}`)
  const differences = Array.from({ length: 3000 }, () => {
    const prepared = prepareRuns(stretchesOf(4, 16, { drift, scatter, random }))
    const { base, head } = drawSequential(prepared, { seconds, loss: 0, random })
    return mean(head) - mean(base)
  })
  return Math.sqrt(mean(differences.map((each) => each * each)))
}

describe('drawing all of base, then all of head', () => {
  it('gives each arm the runs that fit into half of the time', () => {
    const random = seededRandom('runs')
    const prepared = prepareRuns(stretchesOf(4, 16, { drift: 0, scatter: 10, random }))
    const { base, head, history } = drawSequential(prepared, { seconds: 100, loss: 0.5, random })
    expect([base.length, head.length, history.length]).toEqual([27, 27, 30])
    expect(mean(head) / mean(base)).toBeCloseTo(0.5, 1)
  })

  it.each([
    { drift: 0, scatter: 50, seconds: 100 },
    { drift: 0, scatter: 50, seconds: 300 },
    { drift: 20, scatter: 20, seconds: 100 },
    { drift: 20, scatter: 50, seconds: 300 },
  ])('scatters as the recording did: drift $drift, runs $scatter, $seconds s', (scenario) => {
    const { drift, scatter, seconds } = scenario
    const runs = Math.floor(seconds / 2 / 1.8)
    const truth = Math.sqrt(2 * (drift ** 2 + scatter ** 2 / runs))
    const found = spread(drift, scatter, seconds) / truth
    expect(found).toBeGreaterThan(0.95)
    // Four stretches cannot tell no drift from a little: some recordings without any seem to have some.
    expect(found).toBeLessThan(drift === 0 ? 1.8 : 1.1)
  })

  it('takes base from one stretch and head from a neighbouring one', () => {
    const random = seededRandom('neighbouring')
    const levels = [1000, 2000, 4000].map((level) => ({
      at: 0,
      runs: [level - 1e-6, level + 1e-6].map((rate) => ({ seconds: 1, slices: [rate] })),
    }))
    const prepared = prepareRuns(levels)
    const pairs = Array.from({ length: 200 }, () => {
      const { base, head } = drawSequential(prepared, { seconds: 10, loss: 0, random })
      return `${Math.round(mean(base))} ${Math.round(mean(head))}`
    })
    expect([...new Set(pairs)].sort()).toEqual(['1000 2000', '2000 1000', '2000 4000', '4000 2000'])
  })

  it('needs two stretches', () => {
    expect(() => prepareRuns([{ at: 0, runs: [{ seconds: 1, slices: [1] }] }])).toThrow(/2 of 2 needed/)
  })
})
