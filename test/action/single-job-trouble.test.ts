import { describe, expect, test } from 'vitest'
import { rejudge } from '../../src/scaling/rejudge.ts'
import { aDuel, aDuelled } from '../support/duelled.ts'
import type { Permissions } from '../support/loopback-github-grant.ts'
import { BASE, HEAD, MERGE, type Outcome, REPOSITORY } from '../support/publishing.ts'
import { singleJob, soon } from '../support/single-job.ts'

const COMMITS = { base: BASE, head: MERGE }
const UNCHANGED = rejudge(aDuel(COMMITS, [aDuelled('checkout')]))
const REGRESSED = rejudge(aDuel(COMMITS, [aDuelled('checkout', -0.2)]))
const ALWAYS = { with: { comment: 'always' } }
const sick = { kind: 'status', status: 502 } as const

/** Whatever GitHub took, the result is in the summary, and with it what was not written. */
function expectResult(step: Outcome, andSays: string | RegExp): void {
  expect(step.outputs.verdict).toBe('unchanged')
  expect(step.summary).toMatch(/`checkout`/)
  expect(step.summary).toMatch(andSays)
}

describe.concurrent('while GitHub is in trouble one job says what it measured all the same:', () => {
  test('502s before and after the work is done make neither a second comment nor a second check', async () => {
    await using world = await singleJob()
    for (const operation of ['pulls/get', 'issues/list-comments', 'checks/list-for-ref'])
      world.github.addFault({ operation, ...sick })
    for (const operation of ['issues/create-comment', 'checks/create', 'checks/update'])
      world.github.addFault({ operation, ...sick, afterwards: true })
    const step = await world.job(world.run(), REGRESSED)
    expect(step.errors, step.log).toEqual([
      'scaling regressed: see the pull request comment or the job summary',
    ])
    expect(world.ours()).toHaveLength(1)
    expect(world.checks()).toMatchObject([{ conclusion: 'failure' }])
  })

  test('secondary rate limits are waited out, and the log says so', async () => {
    await using world = await singleJob()
    for (const operation of ['pulls/get', 'issues/create-comment', 'checks/create'])
      world.github.addFault({ operation, kind: 'secondary-rate-limit', retryAfter: 7 })
    const step = await world.job(world.run(), REGRESSED)
    expect(step.errors, step.log).toHaveLength(1)
    expect(step.warnings).toContain("GitHub's secondary rate limit is used up for 7 s: waiting.")
    expect(world.ours()).toHaveLength(1)
    expect(world.checks()).toHaveLength(1)
  })

  test('a check that could not be opened is written in the end', async () => {
    await using world = await singleJob()
    world.github.addFault({ operation: 'checks/create', ...sick, times: 3 })
    const step = await world.job(world.run(), async () => {
      await soon(() => expect(world.github.requestsOf('checks/create')).toHaveLength(3))
      return UNCHANGED
    })
    expect(step.status, step.log).toBe(0)
    expect(world.checks()).toMatchObject([{ conclusion: 'success' }])
  })

  test('where it takes no comment the check says it, and the job passes with a warning', async () => {
    await using world = await singleJob()
    world.github.addFault({ operation: 'issues/create-comment', ...sick, times: 20 })
    const step = await world.job(world.run(), UNCHANGED, ALWAYS)
    expect(step.status, step.log).toBe(0)
    expect(step.warnings).toEqual(['No comment was posted: GitHub answered 502'])
    expectResult(step, 'No comment was posted: `GitHub answered 502`')
    expect(world.checks()).toMatchObject([{ conclusion: 'success' }])
  })
})

describe.concurrent('the job fails, and says to run it again,', () => {
  const AGAIN =
    'GitHub did not take the check, or nothing at all: run the job again. ' +
    'The result is in the job summary and in the file named by the `report` output.'

  test('where the check stays in progress, though the comment was written', async () => {
    await using world = await singleJob()
    world.github.addFault({ operation: 'checks/update', ...sick, times: 20 })
    const step = await world.job(
      world.run(),
      async () => {
        await soon(() => expect(world.checks()).toHaveLength(1))
        return UNCHANGED
      },
      ALWAYS,
    )
    expect(step.errors, step.log).toEqual([AGAIN])
    expectResult(step, 'No check was written: `GitHub answered 502`')
    expect(world.ours()).toHaveLength(1)
    expect(world.checks()).toMatchObject([{ status: 'in_progress' }])
  })

  test('where GitHub does not say whether the head is still the same: the check says so', async () => {
    await using world = await singleJob()
    world.github.addFault({ operation: 'pulls/get', ...sick, times: 20 })
    const step = await world.job(world.run(), UNCHANGED, ALWAYS)
    expect(step.errors, step.log).toEqual([AGAIN])
    expectResult(step, 'Nothing was published: `GitHub answered 502`')
    expect(world.comments()).toEqual([])
    expect(world.checks()).toMatchObject([{ conclusion: 'neutral', output: { title: 'Not published' } }])
  })

  test('where GitHub answers nothing but 502, beside what the verdict says', async () => {
    await using world = await singleJob()
    world.github.addFault({ ...sick, times: 1000 })
    const step = await world.job(world.run(), REGRESSED)
    expect(step.errors, step.log).toEqual([
      'scaling regressed: see the pull request comment or the job summary',
      AGAIN,
    ])
    expect(world.ours()).toEqual([])
  })
})

describe.concurrent('where the token may not write', () => {
  test('comments, the check says it, and log and summary which permission to add', async () => {
    await using world = await singleJob()
    const permissions: Permissions = { contents: 'read', 'pull-requests': 'read', checks: 'write' }
    const step = await world.job(world.run(), UNCHANGED, { permissions, ...ALWAYS })
    expect(step.status, step.log).toBe(0)
    expect(step.warnings.join()).toContain('Add `permissions: pull-requests: write` to the job')
    expectResult(step, 'Add `permissions: pull-requests: write` to the job')
    expect(world.comments()).toEqual([])
    expect(world.checks()).toMatchObject([{ conclusion: 'success' }])
  })

  test('checks, a commit status says it: pending, then the verdict', async () => {
    await using world = await singleJob()
    const permissions: Permissions = { contents: 'read', 'pull-requests': 'write', statuses: 'write' }
    const step = await world.job(
      world.run(),
      async () => {
        await soon(() =>
          expect(world.github.statuses(REPOSITORY, HEAD)).toMatchObject([{ state: 'pending' }]),
        )
        return REGRESSED
      },
      { permissions },
    )
    expect(step.status, step.log).toBe(1)
    expect(world.github.statuses(REPOSITORY, HEAD)).toMatchObject([
      { state: 'pending' },
      { state: 'failure' },
    ])
    expect(world.ours()).toHaveLength(1)
  })

  test('anything, the job passes with the result in the summary: measuring was its task', async () => {
    await using world = await singleJob()
    const permissions: Permissions = { contents: 'read', 'pull-requests': 'read' }
    const step = await world.job(world.run(), UNCHANGED, { permissions })
    expect(step.status, step.log).toBe(0)
    expect(step.warnings.join()).toContain('Add `permissions: checks: write`')
    expect(step.outputs.verdict).toBe('unchanged')
    expect(world.comments()).toEqual([])
    expect(world.checks()).toEqual([])
  })

  test('anything, since it is a fork’s, the summary says how a fork gets a comment', async () => {
    await using world = await singleJob({ headRepo: 'stranger/shop' })
    const permissions: Permissions = { contents: 'read', 'pull-requests': 'read', checks: 'read' }
    const step = await world.job(world.run(), UNCHANGED, { permissions, ...ALWAYS })
    expect(step.status, step.log).toBe(0)
    expectResult(step, /fork.*`workflow_run`/s)
    expect(step.summary).not.toContain('pull-requests: write')
  })

  test('a locked conversation, the check says it', async () => {
    await using world = await singleJob({ locked: true })
    world.github.addFault({
      operation: 'issues/create-comment',
      kind: 'status',
      status: 403,
      message: 'Unable to create comment because issue is locked.',
    })
    const step = await world.job(world.run(), UNCHANGED, ALWAYS)
    expect(step.status, step.log).toBe(0)
    expectResult(step, /No comment was posted: `GitHub answered 403: .*locked/)
    expect(world.checks()).toHaveLength(1)
  })
})
