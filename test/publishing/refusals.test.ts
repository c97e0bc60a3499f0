import { describe, expect, it } from 'vitest'
import { hostRepository, type StepChanges } from '../support/hosted-repository.ts'
import { said } from '../support/runner.ts'

describe('a step that cannot work ends at once, with one error that says what to do and no stack trace:', () => {
  it.each<[string, StepChanges, RegExp]>([
    [
      'mode: foo',
      { with: { mode: 'foo' } },
      /^input mode: found "foo"; allowed are auto, measure, publish, plan, bot$/,
    ],
    ['shard: 1/4 beside auto', { with: { shard: '1/4' } }, /^input shard: mode auto has no use for it/],
    ['mode: plan without shards', { with: { mode: 'plan' } }, /^input shards: mode plan needs/],
    ['mode: bot on a push', { with: { mode: 'bot' } }, /^mode bot answers comments/],
    [
      'shard: 9/9 of one benchmark',
      { with: { mode: 'measure', shard: '9/9' } },
      /shard 9\/9 has nothing to measure/,
    ],
    ['cores: 0', { with: { cores: '0' } }, /^input cores: found "0".*from 1 up/],
    ['budget: soon', { with: { budget: 'soon' } }, /^input budget: found "soon".*30s/],
    ['fail-on: maybe', { with: { 'fail-on': 'maybe' } }, /^input fail-on: found "maybe"/],
    ['only: nobody', { with: { only: 'nobody' } }, /no benchmark called "nobody"/],
    ['config: nowhere.yml', { with: { config: 'nowhere.yml' } }, /nowhere\.yml/],
    ['baseline-branch: a..b', { with: { 'baseline-branch': 'a..b' } }, /baseline-branch.*"a\.\.b"/],
    ['baseline-branch: main', { with: { 'baseline-branch': 'main' } }, /default branch.*branch of their own/],
    [
      'on: pull_request_target',
      { event: { name: 'pull_request_target', payload: {} } },
      /does not run on the event pull_request_target.*Use `on: pull_request`/,
    ],
    [
      'on: fork',
      { event: { name: 'fork', payload: {} } },
      /nothing to do on the event fork\. Use it on push/,
    ],
    ['an event without its payload', { event: { name: 'push', payload: {} } }, /payload of the event push/],
  ])('%s', async (_, changes, message) => {
    await using hosted = await hostRepository('faulty')
    const step = await hosted.push('main', changes)
    expect(step.status).toBe(1)
    const errors = said(step, 'error')
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatch(message)
    expect(step.stdout + step.stderr).not.toMatch(/\n\s+at |bug of corecurve/)
    // Where to upload is known before there is anything.
    expect(step.outputs).toEqual('artifact' in step.outputs ? { artifact: 'corecurve-9-of-9' } : {})
    expect(hosted.branchFiles()).toBeUndefined()
  })

  it('a configuration with a typo, by file, line and nearest key', async () => {
    await using hosted = await hostRepository('faulty', 'servces: {}\nbenchmarks: {}\n')
    const step = await hosted.push('main')
    expect(step.status).toBe(1)
    expect(said(step, 'error').join()).toMatch(/corecurve\.yml:1:1.*services/s)
  })
})
