import { describe, expect, test } from 'vitest'
import { checkTitle } from '../../src/report/check-title.ts'
import { renderComment } from '../../src/report/comment.ts'
import { renderComparisonSummary } from '../../src/report/summary.ts'
import type { Comparison, Shortfall } from '../../src/result/comparison.ts'
import { aComparison, aHost, anUnchanged } from '../support/results.ts'

const series = (name: string, regime: Shortfall['unmeasured'][number]['regime'] = 'throughput') => ({
  name,
  regime,
})
const tolerance = (name: string) =>
  ({ ...series(name), threshold: 'tolerance', used: 0.9, declared: 0.03 }) as const

const comparison = (shortfall: Partial<Shortfall>, changes: Partial<Comparison> = {}) =>
  aComparison({
    verdict: 'inconclusive',
    benchmarks: [anUnchanged('checkout'), anUnchanged('search')],
    shortfall: { file: 'corecurve.yml', unmeasured: [], weaker: [], ...shortfall },
    ...changes,
  })

describe('what base declares and was not measured', () => {
  const lacking = comparison({ unmeasured: [series('import'), series('import', 'latency')] })

  test('is named once, in the comment and in the summary', () => {
    const words = 'Not measured: `import`, which `corecurve.yml` of base declares.'
    expect(renderComment(lacking)).toContain(words)
    expect(renderComparisonSummary(lacking)).toContain(words)
  })

  test('is in the title, of which the rest is never “all”', () => {
    expect(checkTitle(lacking)).toBe(
      '1 benchmark of base was not measured; of the others, 2 benchmarks unchanged',
    )
  })

  test('is a regime, where another of the same benchmark was measured', () => {
    const some = comparison({
      unmeasured: [series('import'), series('checkout', 'latency'), series('search', 'gap')],
    })
    expect(renderComment(some)).toContain(
      'Not measured: `import`, latency of `checkout` and gaps of `search`, which `corecurve.yml` of base declares.',
    )
    expect(checkTitle(some)).toMatch(/^3 series of base were not measured; /)
  })

  test('is counted where there is more of it than anyone reads', () => {
    const names = Array.from({ length: 1000 }, (_, index) => series(`b${index}`))
    expect(renderComment(comparison({ unmeasured: names }))).toMatch(/Not measured: .*`b11` and 988 more, /)
  })
})

describe('thresholds that are weaker than those of base', () => {
  test('are told with both, and the title is no success', () => {
    const detect = { ...series('checkout'), threshold: 'detect', used: 0.95, declared: 0.1 } as const
    const weak = comparison({ weaker: [tolerance('checkout'), detect] })
    const comment = renderComment(weak)
    expect(comment).toContain(
      '`checkout` was judged with a tolerance of 90 %; `corecurve.yml` of base says 3 %.',
    )
    expect(comment).toContain(
      '`checkout` was judged with a detect of 95 %; `corecurve.yml` of base says 10 %.',
    )
    expect(checkTitle(weak)).toBe(
      '1 benchmark was judged by weaker thresholds than those of base; 2 benchmarks unchanged',
    )
  })

  test('are told together where they are alike', () => {
    const goodput = { ...tolerance('search'), regime: 'goodput' } as const
    expect(renderComment(comparison({ weaker: [tolerance('checkout'), goodput] }))).toContain(
      '`checkout` and goodput of `search` were judged with a tolerance of 90 %; `corecurve.yml` of base says 3 %.',
    )
  })

  test('are counted where hundreds differ', () => {
    const weaker = Array.from({ length: 300 }, (_, index) => ({
      ...tolerance(`b${index}`),
      used: 0.1 + index / 1000,
    }))
    expect(renderComment(comparison({ weaker }))).toContain(
      '296 more thresholds are weaker than those of base.',
    )
  })
})

test('shards that were interrupted are named beside those that are missing', () => {
  const parts = { of: 8, missing: [2], interrupted: [3, 7], hosts: [aHost()] }
  const cut = aComparison({ verdict: 'inconclusive', benchmarks: [anUnchanged('checkout')], parts })
  expect(checkTitle(cut)).toBe(
    '1 of 8 shards is missing; 2 of 8 shards were interrupted; of the others, 1 benchmark unchanged',
  )
  expect(renderComment(cut)).toContain(
    '2 of 8 shards were interrupted: 3/8 and 7/8. Of their benchmarks, only what was measured until then is here.',
  )
})
