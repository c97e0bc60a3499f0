import { expect, test } from 'vitest'
import { checkConclusion } from '../../src/github/check-conclusion.ts'
import { checkTitle } from '../../src/report/check-title.ts'
import { renderComment } from '../../src/report/comment.ts'
import { renderComparisonTerminal } from '../../src/report/comment-terminal.ts'
import type { ComparisonBenchmark } from '../../src/result/comparison.ts'
import { comparisonWithoutText } from '../../src/result/without-text.ts'
import { judgeComparison } from '../../src/scaling/judge-comparison.ts'
import { aBenchmark, aComparison, anUnchanged } from '../support/results.ts'

const failed = (name: string, arm?: 'base' | 'head') =>
  aBenchmark({
    name,
    verdict: 'failed',
    evidence: { kind: 'duel', rounds: 0 },
    phase: 'load',
    reason: `12 % of ${arm}'s requests failed`,
    output: [],
    ...(arm && { arm }),
  } as Parameters<typeof aBenchmark>[0])

const reported = (...benchmarks: ComparisonBenchmark[]) =>
  aComparison({ verdict: judgeComparison(benchmarks), benchmarks })

const BASE_FAILED =
  /that failed, so there was nothing to compare head with: this is a failure, not a regression/

test('where base alone failed, the report says that it was base, and what to do', () => {
  const comparison = reported(failed('checkout', 'base'))
  const text = renderComment(comparison)
  expect(text).toMatch(/^### `checkout` could not be compared: base failed$/m)
  expect(text).toContain("12 % of base's requests failed")
  expect(text).toMatch(BASE_FAILED)
  expect(text).toContain('If this change repairs it, merge it: the next comparison has a base that works.')
  const terminal = renderComparisonTerminal(comparison, { columns: 200, colour: false })
  expect(terminal).toMatch(BASE_FAILED)
  expect(checkTitle(comparison)).toBe('checkout could not be compared: base failed')
})

test('nothing of it is red: the verdict is failed, and the check neutral', () => {
  const { verdict } = reported(failed('checkout', 'base'), anUnchanged('search'))
  expect(verdict).toBe('failed')
  expect(checkConclusion(verdict, 'regression')).toBe('neutral')
})

test('where head failed, or both did, nothing is said of merging', () => {
  for (const arm of ['head', undefined] as const) {
    const text = renderComment(reported(failed('checkout', arm)))
    expect(text).toContain('### `checkout` could not be measured')
    expect(text).not.toContain('merge')
  }
})

test('failures of base and of head are told apart', () => {
  const text = renderComment(reported(failed('checkout', 'base'), failed('search', 'head')))
  expect(text).toContain('### `search` could not be measured; `checkout` could not be compared: base failed')
})

test('that it was base is taken from strangers too, for it is a word of ours', () => {
  const text = renderComment(comparisonWithoutText(reported(failed('checkout', 'base'))))
  expect(text).toMatch(BASE_FAILED)
  expect(text).not.toContain('12 %')
})
