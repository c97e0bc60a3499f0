import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isGitBranchName } from '../../src/config/git-branch-name.ts'

/** What git itself says. */
function gitTakes(name: string): boolean {
  try {
    execFileSync('git', ['check-ref-format', '--branch', name], { stdio: 'ignore', cwd: '/' })
    return true
  } catch {
    return false
  }
}

test.each(['corecurve', 'perf/baseline', 'a.b', 'ä', 'x@y', 'a-b_c'])('%s is a branch', (name) => {
  expect(isGitBranchName(name)).toBe(true)
})

test.each([
  '',
  '-a',
  '/a',
  'a/',
  'a//b',
  'a..b',
  '.a',
  'a/.b',
  'a.',
  'a.lock',
  'a.lock/b',
  'a b',
  'a~1',
  'a^',
  'a:b',
  'a?',
  'a*',
  'a[',
  'a\\b',
  '@',
  'a@{1}',
  'HEAD',
  'refs/heads/a',
  'a\u007f',
])('"%s" is no branch', (name) => {
  expect(isGitBranchName(name)).toBe(false)
})

test('no name is taken that git refuses', () => {
  const part = fc.constantFrom(
    'a',
    'b',
    '.',
    '/',
    '-',
    '@',
    '{',
    '~',
    '^',
    ':',
    '.lock',
    ' ',
    '\\',
    '*',
    'HEAD',
    '1',
  )
  const name = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(name, (candidate) => {
      if (isGitBranchName(candidate)) expect(gitTakes(candidate), candidate).toBe(true)
    }),
    { numRuns: 150 },
  )
})
