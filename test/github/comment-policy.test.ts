import { describe, expect, test } from 'vitest'
import {
  commentDuty,
  dutyWithoutResult,
  isWorthTelling,
  lastRegression,
  pastRegression,
} from '../../src/github/comment-policy.ts'
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

  test.each([
    ['auto', 'update'],
    ['always', 'create-or-update'],
    ['never', 'nothing'],
  ] as const)('with `comment: %s` where there is no result', (policy, duty) => {
    expect(dutyWithoutResult(policy)).toBe(duty)
  })
})

describe('a regression that the comment told of', () => {
  const [A, B, C] = ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)]
  const marker = { key: 'default', sha: 'a'.repeat(7), run: 1, attempt: 1 }
  const told = { ...marker, verdict: 'regression', regressed: 'a'.repeat(7) } as const

  test.each(['unchanged', 'improvement'] as const)('is gone where another head is %s now', (verdict) => {
    const gone = { kind: 'gone', commit: 'aaaaaaa' }
    expect(pastRegression(told, { sha: B, verdict })).toEqual(gone)
    expect(pastRegression({ ...told, verdict: 'inconclusive' }, { sha: B, verdict })).toEqual(gone)
  })

  test('is unconfirmed, and not gone, where the same head is measured again', () => {
    const unconfirmed = { kind: 'unconfirmed', commit: 'aaaaaaa' }
    expect(pastRegression(told, { sha: A, verdict: 'unchanged' })).toEqual(unconfirmed)
    // A publisher that is run again says it again.
    const said = { ...told, attempt: 2, verdict: 'unchanged' } as const
    expect(pastRegression(said, { sha: A, verdict: 'unchanged' })).toEqual(unconfirmed)
  })

  test('and that was not confirmed is none that the next head could have repaired', () => {
    const said = { ...told, attempt: 2, verdict: 'unchanged' } as const
    expect(pastRegression(said, { sha: B, verdict: 'unchanged' })).toBeUndefined()
    expect(lastRegression(said, { sha: B, verdict: 'unchanged' })).toBeUndefined()
  })

  test('stays gone for the heads after', () => {
    const next = { sha: B, verdict: 'unchanged' } as const
    const repaired = { ...told, ...next, run: 2, regressed: lastRegression(told, next)! }
    expect(pastRegression(repaired, { sha: C, verdict: 'unchanged' })).toEqual({
      kind: 'gone',
      commit: 'aaaaaaa',
    })
  })

  test.each(['regression', 'inconclusive', 'failed'] as const)(
    'is not gone where it is %s now',
    (verdict) => {
      expect(pastRegression(told, { sha: B, verdict })).toBeUndefined()
    },
  )

  test('must have been told', () => {
    expect(pastRegression(marker, { sha: B, verdict: 'unchanged' })).toBeUndefined()
    expect(pastRegression(undefined, { sha: B, verdict: 'unchanged' })).toBeUndefined()
  })
})
