import { describe, expect, test } from 'vitest'
import { permissionAdvice } from '../../src/github/permission-advice.ts'

const OWN = { fromFork: false, byDependabot: false }
const FORK = { fromFork: true, byDependabot: false }
const DEPENDABOT = { fromFork: false, byDependabot: true }

describe.each([
  ['comment', 'No comment was posted', '`permissions: pull-requests: write`'],
  ['check', 'No check was written', '`permissions: checks: write`'],
] as const)('where the %s was refused', (what, none, permission) => {
  test('a fork’s pull request is told of the two-step workflow, and not to widen permissions', () => {
    const advice = permissionAdvice(FORK, what)
    expect(advice).toContain(`${none}: the token of a fork’s`)
    expect(advice).toContain(`get the ${what}`)
    expect(advice).toContain('workflow_run')
    expect(advice).not.toContain('permissions:')
  })

  test('a pull request by Dependabot is told that its token may only read', () => {
    const advice = permissionAdvice(DEPENDABOT, what)
    expect(advice).toContain(none)
    expect(advice).toContain('Dependabot')
    expect(advice).not.toContain('permissions:')
  })

  test('any other is told the permission to add', () => {
    expect(permissionAdvice(OWN, what)).toContain(permission)
  })

  test('advice is one line and says where the result is', () => {
    for (const pullRequest of [OWN, FORK, DEPENDABOT]) {
      const advice = permissionAdvice(pullRequest, what)
      expect(advice).not.toContain('\n')
      expect(advice).toContain('`report` output')
    }
  })
})

test('a check may be a commit status too', () => {
  expect(permissionAdvice(OWN, 'check')).toContain('`statuses: write`')
})

test.each([OWN, FORK, DEPENDABOT])('a rerun takes a permission of the base repository: %j', (pullRequest) => {
  expect(permissionAdvice(pullRequest, 'rerun')).toBe(
    'Nothing was run again: the token lacks the permission. Add `permissions: actions: write` to the job.',
  )
})

test('a comment is what is meant where nothing is said', () => {
  expect(permissionAdvice(OWN)).toBe(permissionAdvice(OWN, 'comment'))
})
