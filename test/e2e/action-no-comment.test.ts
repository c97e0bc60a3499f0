import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { comparisonSchema } from '../../src/result/comparison.ts'
import { hostRepository, REPOSITORY } from '../support/hosted-repository.ts'
import { type EndedStep, said } from '../support/runner.ts'

const QUICK = { budget: '1s', cores: '1', evidence: 'stored', comment: 'always' }
const CHANGE = { 'README.md': 'A change of nothing.\n' }

/** The job passes, and its result is where anyone can find it. */
function expectResultWithoutComment(step: EndedStep): void {
  expect(step.status, step.stdout + step.stderr).toBe(0)
  expect(said(step, 'error')).toEqual([])
  expectResult(step)
}

function expectResult(step: EndedStep): void {
  expect(step.summary).toMatch(/`work`/)
  const comparison = comparisonSchema.parse(JSON.parse(readFileSync(step.outputs.report ?? '', 'utf8')))
  expect(step.outputs.verdict).toBe(comparison.verdict)
  expect(step.outputs).not.toHaveProperty('comment-url')
}

describe('a pull request that cannot be commented on passes, with the result in the summary,', () => {
  it('where it comes from a fork: the summary says what to do about it', async () => {
    await using hosted = await hostRepository('node-single')
    const opened = await hosted.openPullRequest(CHANGE, 'stranger/shop')
    const step = await opened.run({ with: QUICK, token: hosted.readOnlyToken })
    expectResultWithoutComment(step)
    expect(opened.comments()).toEqual([])
    expect(step.summary).toMatch(/fork.*`report` output.*`workflow_run`/s)
    expect(step.summary).not.toContain('pull-requests: write')
  })

  it('where the token lacks the permission: the summary names it', async () => {
    await using hosted = await hostRepository('node-single')
    const opened = await hosted.openPullRequest(CHANGE)
    const step = await opened.run({ with: QUICK, token: hosted.readOnlyToken })
    expectResultWithoutComment(step)
    expect(opened.comments()).toEqual([])
    expect(step.summary).toContain('`permissions: pull-requests: write`')
    expect(said(step, 'warning').join()).toContain('pull-requests: write')
  })

  it('where GitHub refuses with words that would act in a summary', async () => {
    await using hosted = await hostRepository('node-single')
    const opened = await hosted.openPullRequest(CHANGE)
    const message = 'Blocked by @octo/security, see <img src=x> [here](https://evil.example)'
    hosted.github.addFault({
      operation: 'issues/create-comment',
      kind: 'status',
      status: 422,
      message,
      times: 9,
    })
    const step = await opened.run({ with: QUICK })
    expectResultWithoutComment(step)
    expect(step.summary).toMatch(/No comment was posted: `[^`]*@octo\/security[^`]*`\n/)
    hosted.github.takeViolations()
  })

  it('where the token was left empty', async () => {
    await using hosted = await hostRepository('node-single')
    const opened = await hosted.openPullRequest(CHANGE)
    const step = await opened.run({ with: { ...QUICK, 'github-token': '' } })
    expectResultWithoutComment(step)
    expect(hosted.github.requests).toEqual([])
    expect(step.summary).toContain('the input `github-token` is empty')
  })

  it('where there is nothing to say, and the check says that', async () => {
    await using hosted = await hostRepository('node-single')
    const opened = await hosted.openPullRequest(CHANGE)
    const step = await opened.run({ with: { ...QUICK, comment: 'auto' } })
    expectResultWithoutComment(step)
    expect(opened.comments()).toEqual([])
    expect(step.summary).not.toContain('No comment was posted')
    expect(hosted.github.checkRuns(REPOSITORY, opened.head)).toMatchObject([
      { name: 'corecurve', status: 'completed', conclusion: 'neutral', externalId: '1001/1/unproven' },
    ])
  })
})

it('a pull request of which GitHub could not be told anything fails, with the result in the summary', async () => {
  await using hosted = await hostRepository('node-single')
  const opened = await hosted.openPullRequest(CHANGE)
  hosted.github.addFault({ kind: 'status', status: 502, times: 1000 })
  const step = await opened.run({ with: QUICK })
  expect(step.status).toBe(1)
  expectResult(step)
  expect(step.summary).toContain('Nothing was published: `GitHub answered 502`')
})
