import { describe, expect, test } from 'vitest'
import { commentDuty, isWorthTelling, resolvedRegression } from '../../src/github/comment-policy.ts'
import type { ComparisonBenchmark } from '../../src/result/comparison.ts'
import { aBenchmark, aComparison, comparedPoints } from '../support/results.ts'

const UNCHANGED = aBenchmark({ name: 'checkout', verdict: 'unchanged' })
const NOISY = aBenchmark({ name: 'checkout', verdict: 'inconclusive' })
const SUSPECTED = aBenchmark({
  name: 'checkout',
  verdict: 'inconclusive',
  points: comparedPoints([[2, 100, 80, 'inconclusive', 3]], () => ({ reason: { kind: 'suspicion' } })),
})
const FAILED = aBenchmark({
  name: 'checkout',
  verdict: 'failed',
  phase: 'start',
  reason: 'exited',
  output: [],
  points: [],
})

const quiet = (...benchmarks: ComparisonBenchmark[]) => aComparison({ verdict: 'unchanged', benchmarks })

describe('there is something to say', () => {
  test.each(['regression', 'improvement', 'failed'] as const)('where the verdict is %s', (verdict) => {
    expect(isWorthTelling(aComparison({ verdict, benchmarks: [UNCHANGED] }))).toBe(true)
  })

  test.each([
    ['was suspected', SUSPECTED],
    ['failed', FAILED],
    ['improved', aBenchmark({ name: 'checkout', verdict: 'improved' })],
    ['regressed', aBenchmark({ name: 'checkout', verdict: 'scales-worse' })],
  ])('where one of the benchmarks %s', (_, benchmark) => {
    const comparison = aComparison({ verdict: 'inconclusive', benchmarks: [UNCHANGED, benchmark] })
    expect(isWorthTelling(comparison)).toBe(true)
  })

  test('where a shard is missing', () => {
    const comparison = aComparison({ verdict: 'inconclusive', benchmarks: [UNCHANGED] })
    const parts = { of: 2, missing: [2], hosts: [comparison.host] }
    expect(isWorthTelling({ ...comparison, parts })).toBe(true)
    expect(isWorthTelling({ ...comparison, parts: { ...parts, missing: [] } })).toBe(false)
  })

  test.each([
    ['nothing changed', quiet(UNCHANGED)],
    ['it was too noisy to tell', aComparison({ verdict: 'inconclusive', benchmarks: [UNCHANGED, NOISY] })],
    ['there is no baseline yet', quiet(aBenchmark({ name: 'checkout', verdict: 'no-baseline' }))],
    ['nothing was measured', quiet()],
  ])('not where %s', (_, comparison) => {
    expect(isWorthTelling(comparison)).toBe(false)
  })
})

describe('what is asked of the comment', () => {
  const regression = aComparison({
    verdict: 'regression',
    benchmarks: [aBenchmark({ name: 'checkout', verdict: 'slower' })],
  })

  test.each([
    ['auto', regression, 'create-or-update'],
    ['auto', quiet(UNCHANGED), 'update'],
    ['always', quiet(UNCHANGED), 'create-or-update'],
    ['never', regression, 'nothing'],
  ] as const)('with `comment: %s`', (policy, comparison, duty) => {
    expect(commentDuty(policy, comparison)).toBe(duty)
  })
})

describe('a regression that the comment told of', () => {
  const marker = { key: 'default', sha: 'b'.repeat(7), run: 1, attempt: 1 }
  const told = { ...marker, verdict: 'regression', regressed: 'a'.repeat(7) } as const

  test.each(['unchanged', 'improvement'] as const)('is resolved where it is %s now', (verdict) => {
    expect(resolvedRegression(told, verdict)).toBe('aaaaaaa')
    expect(resolvedRegression({ ...told, verdict: 'inconclusive' }, verdict)).toBe('aaaaaaa')
  })

  test.each(['regression', 'inconclusive', 'failed'] as const)('is not where it is %s now', (verdict) => {
    expect(resolvedRegression(told, verdict)).toBeUndefined()
  })

  test('must have been told', () => {
    expect(resolvedRegression(marker, 'unchanged')).toBeUndefined()
    expect(resolvedRegression(undefined, 'unchanged')).toBeUndefined()
  })
})
