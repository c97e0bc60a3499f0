import { describe, expect, it } from 'vitest'
import { gainOfLoss } from '../../src/scaling/direction.ts'
import { DOUBT, decideDuel } from '../../src/scaling/duel-decision.ts'
import type { DuelPoint } from '../../src/scaling/duel-hypotheses.ts'
import { judgeBenchmark } from '../../src/scaling/judge-benchmark.ts'
import { overloadFinding, type RoundFinding, roundFinding } from '../../src/scaling/overload-finding.ts'
import { type Random, seededRandom } from '../../src/stats/random.ts'
import { accused, decideWithLooks } from './simulated-duel.ts'

const ALPHA = 0.01
const TOLERANCES = { tolerance: 0.1, detect: 0.25 }

/** Rounds of a latency that grew by `growth`, a few tenths of a percent apart. */
function latency(cores: number, growth: number, count = 12): DuelPoint {
  const rounds = Array.from({ length: count }, (_, round) => -Math.log1p(growth) + 0.003 * ((round % 3) - 1))
  return { series: 'checkout:latency-99', cores, direction: 'less-is-better', rounds, ...TOLERANCES }
}

describe('a latency', () => {
  it('that grew beyond the tolerance regressed, and its change is positive', () => {
    const [one] = decideDuel([latency(1, 0.3)], ALPHA)
    expect(one).toMatchObject({ regressed: 'change', improved: false, lossExcluded: false })
    expect(one!.change!.estimate).toBeCloseTo(0.3, 3)
    expect(one!.change!.low).toBeLessThan(one!.change!.estimate)
  })

  it('never alarms for a growth within the tolerance, which of a latency ends at ln(1 + τ)', () => {
    expect(decideDuel([latency(1, 0.098, 60)], ALPHA)[0]!.regressed).toBeUndefined()
    expect(decideDuel([latency(1, 0.105, 60)], ALPHA)[0]!.regressed).toBe('change')
  })

  it('improved where it fell beyond the tolerance', () => {
    expect(decideDuel([latency(1, -0.15)], ALPHA)[0]).toMatchObject({ improved: true, lossExcluded: true })
    expect(decideDuel([latency(1, -0.08)], ALPHA)[0]!.improved).toBe(false)
  })

  it('that grew at two cores alone scales worse', () => {
    const [, two] = decideDuel([latency(1, 0), latency(2, 0.5)], ALPHA)
    expect(two).toMatchObject({ regressed: 'both' })
    expect(two!.scalingChange!.estimate).toBeCloseTo(0.5, 3)
  })

  it('says how large a growth it could have seen, which may be more than the whole', () => {
    const wild = { ...latency(1, 0), rounds: [0.9, -0.9, 0.5, -0.6] }
    expect(decideDuel([wild], ALPHA)[0]!.smallestDetectable).toBeGreaterThan(1)
  })
})

/** Box and Muller 1958. */
const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** An overload of so many rounds: true shares of both arms, each round scattered, and how often an arm recovers. */
function overload(
  truth: { base: number; head: number; scatter: number; recovers?: { base: number; head: number } },
  count: number,
  random: Random,
): DuelPoint {
  const { recovers = { base: 1, head: 1 } } = truth
  const rounds: number[] = []
  const findings: RoundFinding[] = []
  for (let round = 0; round < count; round++) {
    const taken = (arm: 'base' | 'head') => {
      const share = truth[arm] * Math.exp(truth.scatter * normal(random))
      const recovery = random() < recovers[arm] ? 0.1 : null
      return { finding: overloadFinding(share, recovery), share, recovery }
    }
    const [base, head] = [taken('base'), taken('head')]
    const gain = Math.log(head.share / base.share)
    rounds.push(gain)
    findings.push(roundFinding(base, head, gain, gainOfLoss(TOLERANCES.tolerance, 'more-is-better')))
  }
  return {
    series: 'checkout:goodput',
    cores: 1,
    direction: 'more-is-better',
    rounds,
    findings,
    ...TOLERANCES,
  }
}

describe('the finding under overload', () => {
  const random = seededRandom('findings')

  it('regresses alone where goodput held and head does not recover any more', () => {
    const recovers = { base: 1, head: 0 }
    const [one] = decideDuel(
      [overload({ base: 0.95, head: 0.95, scatter: 0.02, recovers }, 12, random)],
      ALPHA,
    )
    expect(one).toMatchObject({ regressed: 'finding', lossExcluded: false })
    expect(judgeBenchmark([{ cores: 1, verdict: 'regressed', regressed: 'finding' }])).toBe('slower')
  })

  it('is left to d where goodput collapsed', () => {
    const [one] = decideDuel([overload({ base: 0.95, head: 0.2, scatter: 0.05 }, 12, random)], ALPHA)
    expect(one!.regressed).toBe('change')
  })

  it('keeps a point from being unchanged while a worse finding is not excluded', () => {
    const point = overload({ base: 0.95, head: 0.95, scatter: 0.01 }, 12, random)
    expect(decideDuel([point], ALPHA)[0]!.lossExcluded).toBe(true)
    const some = point.findings!.map((finding, round) => (round % 2 ? 'worse' : finding))
    expect(decideDuel([{ ...point, findings: some }], ALPHA)[0]!.lossExcluded).toBe(false)
    // Three rounds, none of them worse, leave one chance in eight.
    const few = { ...point, rounds: point.rounds.slice(0, 3), findings: point.findings!.slice(0, 3) }
    expect(decideDuel([few], ALPHA, DOUBT)[0]!.lossExcluded).toBe(false)
  })

  it('stands once it was rejected', () => {
    const earlier = { regressed: 'finding', improved: false } as const
    const point = overload({ base: 0.95, head: 0.95, scatter: 0.01 }, 12, random)
    expect(decideDuel([{ ...point, earlier }], ALPHA)[0]!.regressed).toBe('finding')
  })
})

describe('a report of overloads, in simulation', () => {
  const LOOKS = [
    { rounds: 8, level: ALPHA / 4 },
    { rounds: 14, level: ALPHA / 4 },
    { rounds: 20, level: ALPHA / 2 },
  ]
  const alarms = (truth: Parameters<typeof overload>[0], seed: string, count: number) => {
    const random = seededRandom(seed)
    const reports = Array.from({ length: count }, () => decideWithLooks([overload(truth, 20, random)], LOOKS))
    return reports.filter((decisions) => decisions.some(accused)).length / count
  }
  const limit = (count: number) => ALPHA + 3 * Math.sqrt((ALPHA * (1 - ALPHA)) / count)

  it.each([
    ['alike, at the limit of a finding', { base: 0.8, head: 0.8, scatter: 0.05 }],
    [
      'alike, and recovering every other time',
      { base: 0.9, head: 0.9, scatter: 0.05, recovers: { base: 0.5, head: 0.5 } },
    ],
    ['at the edge of the tolerance, which crosses the limit', { base: 0.82, head: 0.738, scatter: 0.05 }],
    ['at the edge of the tolerance, widely scattered', { base: 0.45, head: 0.405, scatter: 0.3 }],
  ])('keeps its level where the arms are %s', (name, truth) => {
    expect(alarms(truth, name, 2000)).toBeLessThanOrEqual(limit(2000))
  })

  it('finds that recovery was lost nineteen times out of twenty', () => {
    const truth = { base: 0.9, head: 0.9, scatter: 0.05, recovers: { base: 0.98, head: 0.05 } }
    expect(alarms(truth, 'lost', 300)).toBeGreaterThan(0.95)
  })
})
