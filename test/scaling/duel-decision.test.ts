import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DOUBT, decideDuel } from '../../src/scaling/duel-decision.ts'
import type { DuelPoint } from '../../src/scaling/duel-hypotheses.ts'
import { judgeBenchmark } from '../../src/scaling/judge-benchmark.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { accused, decideWithLooks, NOISY, simulatedPoints, TOLERANCES } from './simulated-duel.ts'

const ALPHA = 0.01
const LOOKS = [
  { rounds: 7, level: ALPHA / 4 },
  { rounds: 12, level: ALPHA / 4 },
  { rounds: 16, level: ALPHA / 2 },
]

/** Rounds around `loss` that differ by a few tenths of a percent. */
function steady(cores: number, loss: number, count = 12): DuelPoint {
  const rounds = Array.from({ length: count }, (_, round) => Math.log1p(-loss) + 0.003 * ((round % 3) - 1))
  return { series: 'checkout@16', cores, direction: 'more-is-better', rounds, ...TOLERANCES }
}

const decided = (...points: DuelPoint[]) => decideDuel(points, ALPHA)

const verdictOf = (points: readonly DuelPoint[]) =>
  judgeBenchmark(
    decideDuel(points, ALPHA).map((decision, index) =>
      decision.regressed === undefined
        ? { cores: points[index]!.cores, verdict: decision.lossExcluded ? 'unchanged' : 'inconclusive' }
        : { cores: points[index]!.cores, verdict: 'regressed', regressed: decision.regressed },
    ),
  )

describe('decideDuel', () => {
  it('finds a lock: throughput and scaling at two cores, nothing at one', () => {
    const points = [steady(1, 0), steady(2, 0.25)]
    const [one, two] = decided(...points)
    expect(one).toMatchObject({ improved: false, lossExcluded: true, settled: true })
    expect(one!.regressed).toBeUndefined()
    expect(one!.scalingChange).toBeUndefined()
    expect(two).toMatchObject({ regressed: 'both', lossExcluded: false })
    expect(two!.change!.estimate).toBeCloseTo(-0.25, 3)
    expect(two!.scalingChange!.estimate).toBeCloseTo(-0.25, 3)
    expect(verdictOf(points)).toBe('scales-worse')
  })

  it('finds a loss that is alike everywhere to be throughput alone', () => {
    const points = [steady(1, 0.2), steady(2, 0.2), steady(4, 0.2)]
    expect(decided(...points).map(({ regressed }) => regressed)).toEqual(['change', 'change', 'change'])
    expect(verdictOf(points)).toBe('slower')
  })

  it('finds both', () => {
    const points = [steady(1, 0.1), steady(2, 0.3)]
    expect(decided(...points).map(({ regressed }) => regressed)).toEqual(['change', 'both'])
    expect(verdictOf(points)).toBe('slower-and-scales-worse')
  })

  it('accuses nobody who made one core 20 % faster and kept the others as they were', () => {
    const [one, two] = decided(steady(1, -0.2), steady(2, 0))
    expect(one).toMatchObject({ improved: true })
    expect(two!.regressed).toBeUndefined()
    expect(two!.scalingChange!.high).toBeLessThan(-0.1)
    expect(two!.lossExcluded).toBe(true)
  })

  it('finds a gain beyond the tolerance, and none within it', () => {
    expect(decided(steady(1, -0.1))[0]).toMatchObject({ improved: true, lossExcluded: true })
    expect(decided(steady(1, -0.02))[0]!.improved).toBe(false)
  })

  it('never alarms for a loss within the tolerance, however sure it is', () => {
    const [one] = decided(steady(1, 0.025, 60))
    expect(one!.change!.high).toBeLessThan(0)
    expect(one!.regressed).toBeUndefined()
  })

  it('decides nothing under three rounds, lost rounds not counted', () => {
    const few: DuelPoint = { ...steady(1, 0.5), rounds: [null, -0.69, null, -0.7, null] }
    expect(decided(few)).toEqual([{ improved: false, lossExcluded: false, settled: false }])
  })

  it('pairs scaling by round: a lost round at one core is missing from g alone', () => {
    const one = steady(1, 0)
    const two = steady(2, 0.25)
    const gaps = { ...one, rounds: one.rounds.map((round, index) => (index < 10 ? null : round)) }
    const [alone, both] = decided(gaps, two)
    expect(alone!.change).toBeUndefined()
    expect(both).toMatchObject({ regressed: 'change' })
    expect(both!.scalingChange).toBeUndefined()
  })

  it('does not mix the one core of another series into scaling', () => {
    const [, two] = decided({ ...steady(1, 0), series: 'other' }, steady(2, 0.25))
    expect(two!.scalingChange).toBeUndefined()
  })

  it('gives the same answer for the same rounds', () => {
    const points = simulatedPoints({ 1: 0.02, 2: 0.07, 4: 0.12 }, 14, seededRandom('same'))
    expect(decideDuel(structuredClone(points), ALPHA)).toEqual(decideDuel(points, ALPHA))
  })

  it('is monotonic: with every round of a point a little worse, what regressed still does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -0.4, max: 0.2, noNaN: true }), { minLength: 3, maxLength: 20 }),
        fc.double({ min: 0, max: 0.3, noNaN: true }),
        (rounds, worse) => {
          const point = { ...steady(1, 0), rounds }
          const [before] = decided(point)
          const [after] = decided({ ...point, rounds: rounds.map((round) => round - worse) })
          if (accused(before!)) expect(accused(after!)).toBe(true)
          if (after!.lossExcluded) expect(before!.lossExcluded).toBe(true)
        },
      ),
    )
  })

  it('asks more of each where there are more hypotheses', () => {
    const weak = { ...steady(1, 0), rounds: [-0.09, -0.05, -0.06, -0.1, -0.055, -0.08, -0.07, -0.1] }
    expect(accused(decided(weak)[0]!)).toBe(true)
    const crowd = Array.from({ length: 2000 }, (_, index) => ({ ...steady(1, 0), series: `other ${index}` }))
    expect(accused(decideDuel([weak, ...crowd], ALPHA)[0]!)).toBe(false)
  })
})

describe('the smallest loss that could have been found', () => {
  it('shrinks with more rounds, and says how many would do', () => {
    const random = seededRandom('detectable')
    const points = simulatedPoints({ 1: 0 }, 40, random)
    const seenAfter = (rounds: number) =>
      decideDuel([{ ...points[0]!, rounds: points[0]!.rounds.slice(0, rounds) }], ALPHA)[0]!
    expect(seenAfter(4).smallestDetectable).toBeGreaterThan(0.1)
    expect(seenAfter(4).roundsNeeded).toBeGreaterThan(4)
    expect(seenAfter(40).smallestDetectable).toBeLessThan(0.1)
    expect(seenAfter(40).roundsNeeded).toBeUndefined()
  })

  it('is found about nine times out of ten', () => {
    const random = seededRandom('nine of ten')
    const quiet = { ...NOISY, quad: 0.04, memory: 0 }
    const sizes = Array.from({ length: 200 }, () =>
      decideDuel(simulatedPoints({ 1: 0 }, 12, random, { noise: quiet }), ALPHA),
    ).map(([one]) => one!.smallestDetectable as number)
    const typical = sizes.toSorted((a, b) => a - b)[100] as number
    const found = Array.from({ length: 400 }, () =>
      decideDuel(simulatedPoints({ 1: typical }, 12, random, { noise: quiet }), ALPHA),
    ).filter(([one]) => accused(one!)).length
    expect(found / 400).toBeGreaterThan(0.82)
    expect(found / 400).toBeLessThan(0.97)
  })
})

describe('looks', () => {
  it('let a rejection stand, whatever later rounds say', () => {
    const early = steady(2, 0.25, 8)
    const later = { ...early, rounds: [...early.rounds, ...Array.from({ length: 8 }, () => 0.1)] }
    const [at8] = decideDuel([early], ALPHA / 4)
    expect(at8).toMatchObject({ regressed: 'change' })
    expect(accused(decideDuel([later], ALPHA / 2)[0]!)).toBe(false)
    expect(decideDuel([{ ...later, earlier: at8! }], ALPHA / 2)[0]).toMatchObject({ regressed: 'change' })
    expect(decideDuel([{ ...steady(1, 0), earlier: { improved: true } }], ALPHA)[0]!.improved).toBe(true)
  })

  it('add scaling to a throughput that an earlier look rejected', () => {
    const [, two] = decided(steady(1, 0), {
      ...steady(2, 0.25),
      earlier: { regressed: 'change', improved: false },
    })
    expect(two!.regressed).toBe('both')
  })

  it('go on for scaling where throughput regressed and scaling is in the balance', () => {
    const random = seededRandom('balance')
    const undecided = Array.from({ length: 200 }, () => simulatedPoints({ 1: 0, 2: 0.15 }, 8, random))
      .map((points) => decideDuel(points, ALPHA / 4)[1]!)
      .filter(({ regressed }) => regressed === 'change')
    expect(undecided.length).toBeGreaterThan(5)
    for (const { scalingChange, settled } of undecided) expect(settled).toBe(scalingChange!.estimate >= -0.03)
  })

  it('reject nothing more of a benchmark that an earlier look decided', () => {
    const [closed] = decided({ ...steady(1, 0.5), closed: true })
    expect(accused(closed!)).toBe(false)
  })

  it('do not take an absent decision for a rejection', () => {
    const few = { ...steady(1, 0), rounds: [0.1], earlier: { regressed: 'change', improved: false } as const }
    expect(decided(few)[0]).toMatchObject({ regressed: 'change', lossExcluded: false })
  })
})

/** Reports of three benchmarks at three core counts, with three looks, on a noisy machine. */
function reports(count: number, losses: Readonly<Record<number, number>>, seed: string, noise = NOISY) {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => {
    const points = ['a', 'b', 'c'].flatMap((series) => simulatedPoints(losses, 16, random, { series, noise }))
    return { points, decisions: decideWithLooks(points, LOOKS) }
  })
}

describe('a report of three benchmarks at three core counts, on a noisy machine', () => {
  it('keeps its level at the edge of the tolerance, process effect, heavy tails and autocorrelation included', () => {
    const count = 1000
    const edge = TOLERANCES.tolerance
    const alarms = reports(count, { 1: edge, 2: edge, 4: edge }, 'edge').filter(({ decisions }) =>
      decisions.some(accused),
    ).length
    // α and three standard errors of its Monte-Carlo estimate.
    expect(alarms / count).toBeLessThanOrEqual(ALPHA + 3 * Math.sqrt((ALPHA * (1 - ALPHA)) / count))
  })

  it('keeps its level too for changes that speed up one core and hold the others at the edge', () => {
    const count = 1000
    const edge = TOLERANCES.tolerance
    const alarms = reports(count, { 1: -0.25, 2: edge, 4: edge }, 'one faster').filter(({ decisions }) =>
      decisions.some(accused),
    ).length
    expect(alarms / count).toBeLessThanOrEqual(ALPHA + 3 * Math.sqrt((ALPHA * (1 - ALPHA)) / count))
  })

  it('finds a loss of 15 % at one core count nine times out of ten', () => {
    const found = reports(200, { 1: 0, 2: 0, 4: 0.15 }, 'power').map(
      ({ points, decisions }) =>
        decisions.filter((decision, index) => accused(decision) && points[index]!.cores === 4).length,
    )
    expect(found.reduce((sum, each) => sum + each, 0) / 600).toBeGreaterThan(0.9)
  })

  it('names for a loss at four cores alone four cores, and never accuses one core', () => {
    const losses = reports(300, { 1: 0, 2: 0, 4: 0.2 }, 'lock').flatMap(({ points, decisions }) =>
      decisions.flatMap(({ regressed }, index) =>
        regressed === undefined ? [] : [{ cores: points[index]!.cores, regressed }],
      ),
    )
    expect(losses.length).toBeGreaterThan(800)
    expect(losses.filter(({ cores }) => cores === 1)).toEqual([])
    expect(losses.filter(({ cores }) => cores !== 4).length / losses.length).toBeLessThan(0.01)
    expect(losses.filter(({ regressed }) => regressed === 'both').length / losses.length).toBeGreaterThan(0.8)
  })

  it('calls a loss of `detect` unchanged in no more than one of twenty points, looks included', () => {
    const detect = TOLERANCES.detect
    const random = seededRandom('slips through')
    const count = 2000
    let slipped = 0
    for (let index = 0; index < count; index++) {
      const points = simulatedPoints({ 1: detect }, 16, random)
      for (const [place, { rounds, level }] of LOOKS.entries()) {
        const seen = { ...points[0]!, rounds: points[0]!.rounds.slice(0, rounds) }
        const [one] = decideDuel([seen], level, DOUBT * (level / ALPHA))
        const stops = one!.settled && one!.lossExcluded
        if (stops || (place === LOOKS.length - 1 && one!.lossExcluded && !accused(one!))) {
          slipped += 1
          break
        }
      }
    }
    expect(slipped / count).toBeLessThanOrEqual(DOUBT + 3 * Math.sqrt((DOUBT * (1 - DOUBT)) / count))
  })
})
