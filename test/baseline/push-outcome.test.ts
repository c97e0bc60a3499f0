import { expect, test } from 'vitest'
import { pushOutcome } from '../../src/baseline/push-outcome.ts'

const answer = (summary: string) =>
  `To https://github.com/ada/app\n!\t4f2a9c1:refs/heads/corecurve\t${summary}\nDone\n`

test('status 0 is pushed', () => {
  expect(pushOutcome(0, 'To x\n*\tabc:refs/heads/corecurve\t[new branch]\nDone\n', '')).toEqual({
    kind: 'pushed',
  })
})

test.each([
  '[rejected] (fetch first)',
  '[rejected] (non-fast-forward)',
  "[remote rejected] (cannot lock ref 'refs/heads/corecurve': is at 9d31c07 but expected 4f2a9c1)",
  '[remote rejected] (failed to update ref)',
  '[remote rejected] (reference already exists)',
  '[remote rejected] (incorrect old value provided)',
])('%s means that another push was faster', (summary) => {
  expect(pushOutcome(1, answer(summary), '')).toEqual({ kind: 'raced', said: summary })
})

test('a protected branch and a ruleset are told from a hook', () => {
  const rule = pushOutcome(
    1,
    answer('[remote rejected] (protected branch hook declined)'),
    'remote: error: GH006: Protected branch update failed for refs/heads/corecurve.        \nremote: \n',
  )
  expect(rule).toMatchObject({ kind: 'declined', by: 'rule' })
  const ruleset = answer('[remote rejected] (push declined due to repository rule violations)')
  expect(pushOutcome(1, ruleset, 'remote: error: GH013\n')).toMatchObject({ kind: 'declined', by: 'rule' })
  expect(
    pushOutcome(1, answer('[remote rejected] (pre-receive hook declined)'), 'remote: not on Fridays\n'),
  ).toEqual({
    kind: 'declined',
    by: 'hook',
    said: '[remote rejected] (pre-receive hook declined) · not on Fridays',
  })
})

test('an unknown rejection is trouble: it may pass', () => {
  const outcome = pushOutcome(1, answer('[remote rejected] (Internal Server Error)'), '')
  expect(outcome).toEqual({
    kind: 'failed',
    failure: { kind: 'trouble', said: '[remote rejected] (Internal Server Error)' },
  })
})

test('a push that got no answer for the branch is read from what git printed', () => {
  const stderr =
    "fatal: unable to access 'https://github.com/ada/app/': The requested URL returned error: 403\n"
  expect(pushOutcome(128, '', stderr)).toMatchObject({ kind: 'failed', failure: { kind: 'forbidden' } })
})
