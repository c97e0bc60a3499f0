import { expect, test } from 'vitest'
import { checkConclusion } from '../../src/github/check-conclusion.ts'

test.each([
  ['regression', 'regression', 'failure'],
  ['regression', 'never', 'neutral'],
  ['improvement', 'regression', 'success'],
  ['unchanged', 'regression', 'success'],
  ['inconclusive', 'regression', 'neutral'],
  ['failed', 'regression', 'neutral'],
  ['failed', 'never', 'neutral'],
] as const)('%s with `fail-on: %s` is %s', (verdict, failOn, conclusion) => {
  expect(checkConclusion(verdict, failOn)).toBe(conclusion)
})
