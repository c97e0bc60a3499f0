import { expect, test } from 'vitest'
import { permissionAdvice } from '../../src/github/permission-advice.ts'

test('a fork’s pull request is told of the two-step workflow, and not to widen permissions', () => {
  const advice = permissionAdvice({ fromFork: true, byDependabot: false })
  expect(advice).toContain('fork')
  expect(advice).toContain('workflow_run')
  expect(advice).not.toContain('pull-requests: write')
})

test('a pull request by Dependabot is told that its token may only read', () => {
  const advice = permissionAdvice({ fromFork: false, byDependabot: true })
  expect(advice).toContain('Dependabot')
  expect(advice).not.toContain('pull-requests: write')
})

test('any other is told the permission to add', () => {
  expect(permissionAdvice({ fromFork: false, byDependabot: false })).toContain(
    '`permissions: pull-requests: write`',
  )
})

test('advice is one line and says where the result is', () => {
  for (const fromFork of [true, false])
    for (const byDependabot of [true, false]) {
      const advice = permissionAdvice({ fromFork, byDependabot })
      expect(advice).not.toContain('\n')
      expect(advice).toContain('`report` output')
    }
})
