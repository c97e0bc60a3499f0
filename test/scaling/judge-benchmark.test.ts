import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type JudgedPoint, judgeBenchmark } from '../../src/scaling/judge-benchmark.ts'
import { judgeComparison } from '../../src/scaling/judge-comparison.ts'

const lost = (cores: number, regressed: 'change' | 'scaling-change' | 'both'): JudgedPoint => ({
  cores,
  verdict: 'regressed',
  regressed,
})
const is = (cores: number, verdict: 'improved' | 'unchanged' | 'inconclusive' | 'skipped'): JudgedPoint => ({
  cores,
  verdict,
})
const otherHost: JudgedPoint = { cores: 1, verdict: 'inconclusive', reason: { kind: 'other-host' } }

describe('judgeBenchmark', () => {
  it.each<[string, JudgedPoint[]]>([
    ['scales-worse', [is(1, 'unchanged'), is(2, 'unchanged'), lost(4, 'both')]],
    ['scales-worse', [is(1, 'improved'), lost(4, 'scaling-change')]],
    ['scales-worse', [is(1, 'inconclusive'), lost(2, 'change'), lost(4, 'both')]],
    ['slower', [lost(1, 'change'), lost(2, 'change'), lost(4, 'change')]],
    ['slower', [is(1, 'unchanged'), lost(4, 'change')]],
    ['slower-and-scales-worse', [lost(1, 'change'), lost(2, 'change'), lost(4, 'both')]],
    ['slower-and-scales-worse', [lost(1, 'change'), lost(4, 'scaling-change')]],
    ['improved', [is(1, 'unchanged'), is(4, 'improved')]],
    ['unchanged', [is(1, 'unchanged'), is(2, 'unchanged'), is(8, 'skipped')]],
    ['unchanged', [otherHost, is(2, 'unchanged')]],
    ['inconclusive', [is(1, 'improved'), is(2, 'inconclusive')]],
    ['inconclusive', [is(1, 'unchanged'), is(2, 'inconclusive')]],
    ['inconclusive', [otherHost]],
    ['inconclusive', [is(1, 'skipped')]],
    ['inconclusive', []],
  ])('says %s', (verdict, points) => {
    expect(judgeBenchmark(points)).toBe(verdict)
  })

  it('does not depend on the order of points, and calls a regression exactly where a point regressed', () => {
    const cores = fc.constantFrom(1, 2, 4)
    const point = fc.oneof(
      fc
        .tuple(cores, fc.constantFrom('improved', 'unchanged', 'inconclusive', 'skipped'))
        .map(([n, v]) => is(n, v)),
      fc.tuple(cores, fc.constantFrom('change', 'scaling-change', 'both')).map(([n, r]) => lost(n, r)),
    )
    fc.assert(
      fc.property(fc.array(point, { maxLength: 6 }), (points) => {
        const verdict = judgeBenchmark(points)
        expect(judgeBenchmark([...points].reverse())).toBe(verdict)
        const regressed = points.some((each) => each.verdict === 'regressed')
        expect(['scales-worse', 'slower', 'slower-and-scales-worse'].includes(verdict)).toBe(regressed)
        if (verdict === 'unchanged')
          expect(points.every((each) => ['unchanged', 'skipped'].includes(each.verdict))).toBe(true)
      }),
    )
  })
})

describe('judgeComparison', () => {
  const overall = (...verdicts: Parameters<typeof judgeComparison>[0][number]['verdict'][]) =>
    judgeComparison(verdicts.map((verdict) => ({ verdict })))

  it('puts a regression before a failure, a failure before doubt, doubt before an improvement', () => {
    expect(overall('improved', 'failed', 'scales-worse', 'inconclusive')).toBe('regression')
    expect(overall('slower')).toBe('regression')
    expect(overall('slower-and-scales-worse')).toBe('regression')
    expect(overall('improved', 'failed', 'inconclusive')).toBe('failed')
    expect(overall('improved', 'inconclusive', 'unchanged')).toBe('inconclusive')
    expect(overall('improved', 'unchanged')).toBe('improvement')
  })

  it('is unchanged only where every benchmark is', () => {
    expect(overall('unchanged', 'unchanged')).toBe('unchanged')
    expect(overall('unchanged', 'no-baseline')).toBe('inconclusive')
  })

  it('is inconclusive without any baseline and without any benchmark: nothing was compared', () => {
    expect(overall('no-baseline', 'no-baseline')).toBe('inconclusive')
    expect(overall()).toBe('inconclusive')
  })
})
