import { describe, expect, it, test } from 'vitest'
import type { ComparisonBenchmark, ComparisonPoint } from '../../src/result/comparison.ts'
import { comparisonSchema } from '../../src/result/comparison.ts'
import { assembleComparison } from '../../src/scaling/assemble-comparison.ts'
import { rejudge } from '../../src/scaling/rejudge.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { aBenchmark, aComparison, aHost, aMeasured, aRecord, aRecordPoint } from '../support/results.ts'

/** The comparison with a stored record that a machine drifting by `deviation` gives, `loss` at two cores. */
function storedComparison(seed: string, loss: number, deviation: number, key = aHost().key) {
  const random = seededRandom(seed)
  const rounds = (level: number) => Array.from({ length: 6 }, () => level * (1 + 0.02 * (random() - 0.5)))
  const points = (factor: number) => [
    aRecordPoint(1, 1000, 1000, { rounds: rounds(1000) }),
    aRecordPoint(2, 2000 * factor, 1000, { rounds: rounds(2000 * factor) }),
  ]
  const head = aRecord({
    benchmarks: [aMeasured('checkout', { points: points(1 - loss) }), aMeasured('new')],
  })
  const record = aRecord({
    host: aHost({ key }),
    benchmarks: [aMeasured('checkout', { points: points(1) })],
  })
  const declared = head.benchmarks.map(({ name, connections }) => ({
    name,
    connections,
    tolerance: 0.03,
    detect: 0.1,
  }))
  const comparison = assembleComparison({
    head,
    base: record.commit,
    stored: { kind: 'found', record, behind: 0 },
    declared,
    history: { records: 12, runToRun: () => deviation },
  })
  return comparisonSchema.parse(JSON.parse(JSON.stringify(comparison)))
}

const verdictsOf = ({ benchmarks }: { readonly benchmarks: readonly ComparisonBenchmark[] }) =>
  benchmarks.map(({ verdict }) => verdict)

describe('an honest comparison with a stored record', () => {
  test.each([
    ['unchanged', 0, 0.005, aHost().key],
    ['suspicion', 0.3, 0.005, aHost().key],
    ['too-noisy', 0, 0.14, aHost().key],
    ['other-host', 0, 0.005, 'f'.repeat(16)],
  ])('is judged as it was: %s', (what, loss, deviation, key) => {
    const comparison = storedComparison(what, loss, deviation, key)
    expect(JSON.stringify(comparison)).toContain(what)
    expect(rejudge(comparison)).toEqual(comparison)
    expect(verdictsOf(comparison)[1]).toBe('no-baseline')
  })
})

/** A stored comparison of one point that makes a claim. */
function claimed(point: Partial<ComparisonPoint>, benchmark: Partial<ComparisonBenchmark> = {}) {
  const points: ComparisonPoint[] = [{ cores: 1, verdict: 'unchanged', ...point }]
  const comparison = aComparison({
    benchmarks: [aBenchmark({ name: 'a', verdict: 'unchanged', points, ...benchmark })],
  })
  const [judged] = rejudge(comparison).benchmarks
  return { verdict: judged!.verdict, point: judged!.points[0]! }
}

describe('a stored record', () => {
  it('never accuses and never praises, whatever is claimed', () => {
    const change = { estimate: -0.5, low: -0.51, high: -0.49 }
    const accused = claimed({ verdict: 'regressed', regressed: 'both', change }, { verdict: 'slower' })
    expect(accused).toMatchObject({ verdict: 'inconclusive', point: { reason: { kind: 'suspicion' } } })
    expect(accused.point.regressed).toBeUndefined()
    expect(claimed({ verdict: 'improved', change: { estimate: 0.5, low: 0.49, high: 0.51 } })).toMatchObject({
      verdict: 'inconclusive',
      point: { reason: { kind: 'suspicion' } },
    })
  })

  it('cannot be called unchanged where its own intervals do not exclude a loss of detect', () => {
    expect(claimed({ change: { estimate: 0, low: -0.2, high: 0.2 } })).toMatchObject({
      verdict: 'inconclusive',
      point: { reason: { kind: 'too-noisy', smallestDetectable: 0.2 } },
    })
    expect(claimed({ change: { estimate: 0, low: -0.05, high: 0.2 } }).verdict).toBe('unchanged')
    const latency = { measure: { kind: 'latency', quantile: 99 } } as const
    expect(claimed({ change: { estimate: 0, low: -0.05, high: 0.2 } }, latency).verdict).toBe('inconclusive')
  })

  it('says nothing without a change, and nothing of another host that is the same', () => {
    expect(claimed({})).toMatchObject({ verdict: 'inconclusive', point: { reason: { kind: 'not-in-base' } } })
    expect(claimed({ verdict: 'inconclusive', reason: { kind: 'other-host' } })).toMatchObject({
      point: { reason: { kind: 'not-in-base' } },
    })
  })

  it('that is none makes every point not in base, and the benchmark without a baseline', () => {
    const change = { estimate: -0.5, low: -0.51, high: -0.49 }
    const { verdict, point } = claimed({ verdict: 'regressed', change }, { evidence: { kind: 'none' } })
    expect(verdict).toBe('no-baseline')
    expect(point).toEqual({ cores: 1, verdict: 'inconclusive', reason: { kind: 'not-in-base' } })
  })
})
