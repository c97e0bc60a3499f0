import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparisonPointSchema } from '../../src/result/comparison.ts'
import type { MeasuredBenchmark } from '../../src/result/record.ts'
import { compareStored } from '../../src/scaling/compare-stored.ts'
import { judgeBenchmark } from '../../src/scaling/judge-benchmark.ts'
import { normalQuantile } from '../../src/stats/normal.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { boundAt, recorded, steady } from './stored-records.ts'

const TOLERANCES = { tolerance: 0.03, detect: 0.1 }
const BASE = recorded({ 1: steady(1000), 2: steady(1950), 4: steady(3700) })

/** On the same host, with a drift between runs so small that the scatter of rounds decides. */
const compare = (head: MeasuredBenchmark, base: MeasuredBenchmark | undefined = BASE, sameHost = true) =>
  compareStored({ base, head, benchmark: TOLERANCES, sameHost, runToRun: 0.01 })

const verdicts = (points: ReturnType<typeof compare>) =>
  points.map(({ cores, verdict, reason }) => [cores, verdict, reason?.kind])

describe('compareStored under the same host key', () => {
  it('gives d and g as fractions: a lock costs at 2 and 4 cores and nothing at 1', () => {
    const [one, two, four] = compare(recorded({ 1: steady(1000), 2: steady(1560), 4: steady(2220) }))
    expect(one!.change!.estimate).toBeCloseTo(0, 3)
    expect(one!.scalingChange).toBeUndefined()
    expect(two!.change!.estimate).toBeCloseTo(-0.2, 3)
    expect(two!.scalingChange!.estimate).toBeCloseTo(-0.2, 3)
    expect(four!.change!.estimate).toBeCloseTo(-0.4, 3)
    expect(four!.speedup!.base).toBeCloseTo(3.7, 2)
    expect(four!.speedup!.head).toBeCloseTo(2.22, 2)
  })

  it('calls a loss beyond the tolerance a suspicion, never a regression', () => {
    const points = compare(recorded({ 1: steady(1000), 2: steady(1560), 4: steady(2220) }))
    expect(verdicts(points)).toEqual([
      [1, 'unchanged', undefined],
      [2, 'inconclusive', 'suspicion'],
      [4, 'inconclusive', 'suspicion'],
    ])
  })

  it('calls a gain beyond the tolerance a suspicion too, never an improvement', () => {
    const points = compare(recorded({ 1: steady(1200), 2: steady(2340), 4: steady(4440) }))
    expect(verdicts(points).map(([, , reason]) => reason)).toEqual(['suspicion', 'suspicion', 'suspicion'])
  })

  it('does not suspect a loss within the tolerance, however sure it is', () => {
    const points = compare(recorded({ 1: steady(975), 2: steady(1901), 4: steady(3608) }))
    expect(points[0]!.change!.high).toBeLessThan(0)
    expect(verdicts(points).map(([, verdict]) => verdict)).toEqual(['unchanged', 'unchanged', 'unchanged'])
  })

  it('does not suspect a loss that the scatter of rounds explains, and says what it could not exclude', () => {
    const noisy = [700, 1300, 800, 1200, 850, 950]
    const [point] = compare(recorded({ 1: noisy }), recorded({ 1: steady(1000) }))
    expect(point!.reason?.kind).toBe('too-noisy')
    const { smallestDetectable } = point!.reason as { smallestDetectable: number }
    expect(smallestDetectable).toBeGreaterThan(TOLERANCES.detect)
    expect(smallestDetectable).toBeGreaterThanOrEqual(-point!.change!.low)
  })

  it('takes the drift between runs into account before it says unchanged: one stored run does not clear 10 %', () => {
    const usual = compareStored({ base: BASE, head: BASE, benchmark: TOLERANCES, sameHost: true })
    expect(usual.map(({ reason }) => reason?.kind)).toEqual(['too-noisy', 'too-noisy', 'too-noisy'])
    // √2 · 0.14 · 1.96 in logarithms, and a little for the rounds.
    expect(usual[0]!.reason).toMatchObject({ smallestDetectable: expect.closeTo(0.322, 2) })
    const lenient = { tolerance: 0.03, detect: 0.4 }
    const cleared = compareStored({ base: BASE, head: BASE, benchmark: lenient, sameHost: true })
    expect(judgeBenchmark(cleared)).toBe('unchanged')
  })

  it('compares throughput alone where one core was not measured', () => {
    const pair = recorded({ 2: steady(1950) })
    expect(verdicts(compare(pair, pair))).toEqual([[2, 'unchanged', undefined]])
  })
})

describe('compareStored on another host', () => {
  const compareElsewhere = (head: MeasuredBenchmark, base = BASE) => compare(head, base, false)

  it('compares speedup only: a machine of half the speed changes nothing', () => {
    const points = compareElsewhere(recorded({ 1: steady(500), 2: steady(975), 4: steady(1850) }))
    expect(points.every((point) => point.change === undefined)).toBe(true)
    expect(points[2]!.scalingChange!.estimate).toBeCloseTo(0, 3)
    expect(verdicts(points)).toEqual([
      [1, 'inconclusive', 'other-host'],
      [2, 'unchanged', undefined],
      [4, 'unchanged', undefined],
    ])
    expect(judgeBenchmark(points)).toBe('unchanged')
  })

  it('suspects a speedup that fell', () => {
    const points = compareElsewhere(recorded({ 1: steady(500), 2: steady(975), 4: steady(1300) }))
    expect(points[2]!.reason?.kind).toBe('suspicion')
    expect(judgeBenchmark(points)).toBe('inconclusive')
  })

  it('has nothing to compare where one core was not measured', () => {
    const points = compareElsewhere(recorded({ 2: steady(1950) }), recorded({ 2: steady(1950) }))
    expect(verdicts(points)).toEqual([[2, 'inconclusive', 'other-host']])
    expect(judgeBenchmark(points)).toBe('inconclusive')
  })
})

describe('compareStored gives no verdict', () => {
  it('where base has no such point, which still shows what head measured', () => {
    const points = compare(BASE, recorded({ 1: steady(1000), 2: steady(1950) }))
    expect(verdicts(points)[2]).toEqual([4, 'inconclusive', 'not-in-base'])
    expect(points[2]!.head!.median).toBe(3700)
    expect(points[2]!.base).toBeUndefined()
    expect(
      verdicts(compareStored({ head: BASE, benchmark: TOLERANCES, sameHost: false })).map((v) => v[2]),
    ).toEqual(['not-in-base', 'not-in-base', 'not-in-base'])
  })

  it.each(['base', 'head'] as const)(
    'where the generator was the limit in %s, even if everything looks alike',
    (arm) => {
      const bound = boundAt(4, BASE)
      const points = arm === 'base' ? compare(BASE, bound) : compare(bound)
      expect(verdicts(points)).toEqual([
        [1, 'unchanged', undefined],
        [2, 'unchanged', undefined],
        [4, 'inconclusive', 'generator-bound'],
      ])
    },
  )

  it('at any core count where the generator was the limit at one core, which every speedup rests on', () => {
    expect(verdicts(compare(boundAt(1, BASE))).map(([, , reason]) => reason)).toEqual([
      'generator-bound',
      'generator-bound',
      'generator-bound',
    ])
  })

  it('under three rounds in either record, or under three that both core counts have', () => {
    const few = compare(recorded({ 1: steady(1000, 2) }))
    expect(few[0]!.reason).toEqual({ kind: 'too-few-rounds', rounds: 2, needed: 3 })
    expect(few[0]!.change).toBeUndefined()
    const unpaired = compare(
      recorded({ 1: [1000, 1001, 1002, null, null], 2: [null, null, 1950, 1951, 1952] }),
    )
    expect(unpaired[0]!.verdict).toBe('unchanged')
    expect(unpaired[1]!.reason).toEqual({ kind: 'too-few-rounds', rounds: 1, needed: 3 })
    expect(unpaired[1]!.change).toBeDefined()
  })

  it('at core counts that the machine cannot give, which stand among the others in order', () => {
    const head: MeasuredBenchmark = {
      ...recorded({ 1: steady(1000), 4: steady(3700) }),
      skipped: [{ cores: 2, reason: 'too-few-cpus', available: 1 }],
    }
    const points = compare(head)
    expect(points.map(({ cores }) => cores)).toEqual([1, 2, 4])
    expect(points[1]).toEqual({
      cores: 2,
      verdict: 'skipped',
      reason: { kind: 'too-few-cpus', available: 1 },
    })
    expect(judgeBenchmark(points)).toBe('unchanged')
  })
})

describe('compareStored, whatever the rounds', () => {
  const round = fc.option(fc.double({ min: 0.01, max: 1e6, noNaN: true }), { freq: 8 })
  const rounds = fc
    .array(round, { minLength: 1, maxLength: 10 })
    .filter((all) => all.some((each) => each !== null))
  const benchmark = fc.dictionary(fc.constantFrom('1', '2', '8'), rounds).map((each) => recorded(each))

  it('gives points that the schema accepts after a journey as JSON, and accuses and praises nobody', () => {
    fc.assert(
      fc.property(benchmark, benchmark, fc.boolean(), (base, head, sameHost) => {
        for (const point of compareStored({ base, head, benchmark: TOLERANCES, sameHost })) {
          expect(comparisonPointSchema.safeParse(JSON.parse(JSON.stringify(point))).error).toBeUndefined()
          expect(['unchanged', 'inconclusive', 'skipped']).toContain(point.verdict)
        }
      }),
    )
  })

  it('answers the same when the arms are measured in another unit', () => {
    const scaled = recorded({ 1: steady(1), 2: steady(1.95), 4: steady(3.7) })
    for (const [i, point] of compare(scaled, scaled).entries())
      expect(point.change!.low).toBeCloseTo(compare(BASE)[i]!.change!.low, 9)
  })
})

describe('unchanged, in simulation', () => {
  it('lets a loss of `detect` slip through in no more than 2.5 %, though runs drift by 4 %', () => {
    const random = seededRandom('drift')
    const normal = () => normalQuantile(random() || 0.5)
    const run = (level: number, count: number) => {
      const drift = 0.04 * normal()
      return recorded({ 1: Array.from({ length: count }, () => level * Math.exp(drift + 0.03 * normal())) })
    }
    const repeats = 4000
    let slipped = 0
    for (let i = 0; i < repeats; i++) {
      // A tolerance of 30 % keeps suspicions out of the way of the claim under test.
      const benchmark = { tolerance: 0.3, detect: 0.2 }
      const pair = { base: run(1000, 6), head: run(800, 6), benchmark, sameHost: true, runToRun: 0.04 }
      if (compareStored(pair)[0]!.verdict === 'unchanged') slipped++
    }
    expect(slipped / repeats).toBeLessThan(0.025 + 4 * Math.sqrt((0.025 * 0.975) / repeats))
    expect(slipped / repeats).toBeGreaterThan(0.01)
  })
})
