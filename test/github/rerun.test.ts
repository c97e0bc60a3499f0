import { describe, expect, test } from 'vitest'
import { rerunMeasurement } from '../../src/github/rerun.ts'
import { LoopbackGitHub } from '../support/loopback-github.ts'
import { clientOf } from '../support/loopback-github-client.ts'
import type { GrantOptions } from '../support/loopback-github-grant.ts'

const SHOP = 'octo/shop'
const WORKFLOW = '.github/workflows/corecurve.yml'
const HEAD = '7'.repeat(40)

/** A shop whose pull request 7, from a fork, was measured. */
async function measured(options: { status?: string; conclusion?: string } = {}) {
  const github = await LoopbackGitHub.start()
  github.addRepository(SHOP)
  github.addPullRequest(SHOP, { number: 7, headRepo: 'stranger/shop', headRef: 'fast', headSha: HEAD })
  const run = github.addRun(SHOP, { workflow: WORKFLOW, pullRequest: 7, ...options })
  return Object.assign(github, { run })
}

function rerun(github: LoopbackGitHub, grant: GrantOptions = {}) {
  const place = { owner: 'octo', repo: 'shop', number: 7 }
  return rerunMeasurement({
    ...place,
    client: clientOf(github, grant),
    workflow: WORKFLOW,
    wait: async () => {},
  })
}

describe.concurrent('the measurement of a pull request', () => {
  test('is run again', async () => {
    await using github = await measured()
    const url = `https://github.example/octo/shop/actions/runs/${github.run.id}`
    expect(await rerun(github)).toEqual({ kind: 'started', url })
    expect(github.run).toMatchObject({ attempt: 2, status: 'queued' })
  })

  test('is the newest of the measuring workflow for the head', async () => {
    await using github = await measured({ conclusion: 'failure' })
    const newest = github.addRun(SHOP, {
      workflow: WORKFLOW,
      pullRequest: 7,
      path: `${WORKFLOW}@refs/heads/x`,
    })
    github.addRun(SHOP, { workflow: '.github/workflows/check.yml', pullRequest: 7 })
    github.addRun(SHOP, { workflow: WORKFLOW, headSha: HEAD, event: 'push' })
    github.addRun(SHOP, { workflow: WORKFLOW, headSha: HEAD, event: 'pull_request' })
    await rerun(github)
    const again = [...github.repository(SHOP).runs.values()].filter(({ attempt }) => attempt > 1)
    expect(again).toEqual([newest])
  })

  test.each(['queued', 'in_progress', 'waiting'])('is left alone while it is %s', async (status) => {
    await using github = await measured({ status })
    expect(await rerun(github)).toMatchObject({ kind: 'running', url: expect.any(String) })
    expect(github.requestsOf('actions/re-run-workflow')).toEqual([])
  })

  test('is left alone where someone else was faster', async () => {
    await using github = await measured()
    github.before('actions/re-run-workflow', () => {
      github.rerun(github.run)
      github.run.status = 'queued'
    })
    expect(await rerun(github)).toMatchObject({ kind: 'running' })
    expect(github.run.attempt).toBe(2)
  })

  test('is not let run for the first time past a maintainer’s approval', async () => {
    await using github = await measured({ conclusion: 'action_required' })
    expect(await rerun(github)).toMatchObject({ kind: 'awaiting-approval' })
    expect(github.run.attempt).toBe(1)
  })

  test('is not there for a new head', async () => {
    await using github = await measured()
    github.pushTo(SHOP, 7, '9'.repeat(40))
    expect(await rerun(github)).toEqual({ kind: 'no-run', headSha: '9'.repeat(40) })
  })

  test('is not there where the workflow is not', async () => {
    await using github = await LoopbackGitHub.start()
    github.addRepository(SHOP)
    github.addPullRequest(SHOP, { number: 7, headSha: HEAD })
    expect(await rerun(github)).toEqual({ kind: 'no-run', headSha: HEAD })
  })

  test('is over where the pull request is closed', async () => {
    await using github = await measured()
    github.pullRequest(SHOP, 7).state = 'closed'
    expect(await rerun(github)).toEqual({ kind: 'closed' })
  })
})

describe.concurrent('a rerun that GitHub', () => {
  test.each([
    ['does and loses the answer', { kind: 'drop', afterwards: true }, 1],
    ['does and answers with 502', { kind: 'status', status: 502, afterwards: true }, 1],
    ['does not do at first', { kind: 'status', status: 502, times: 2 }, 3],
  ] as const)('%s is started once', async (_, fault, requests) => {
    await using github = await measured()
    github.addFault({ operation: 'actions/re-run-workflow', ...fault })
    expect(await rerun(github)).toMatchObject({ kind: 'started' })
    expect(github.run.attempt).toBe(2)
    expect(github.requestsOf('actions/re-run-workflow')).toHaveLength(requests)
  })

  test('forbids to this token is forbidden', async () => {
    await using github = await measured()
    const grant = { permissions: { actions: 'read', 'pull-requests': 'read' } } as const
    expect(await rerun(github, grant)).toMatchObject({ kind: 'forbidden' })
  })

  test.each([
    ['finds too old', 'Unable to retry this workflow run because it was created over a month ago'],
    ['finds too many', 'You have exceeded a rate limit'],
  ])('%s fails: no permission would help', async (_, message) => {
    await using github = await measured()
    github.addFault({ operation: 'actions/re-run-workflow', kind: 'status', status: 403, message })
    expect(await rerun(github)).toMatchObject({ kind: 'failed', reason: expect.stringContaining(message) })
  })

  test('is too unwell for fails', async () => {
    await using github = await measured()
    github.addFault({ operation: 'actions/re-run-workflow', kind: 'status', status: 502, times: 9 })
    expect(await rerun(github)).toEqual({ kind: 'failed', reason: 'GitHub answered 502' })
  })
})
