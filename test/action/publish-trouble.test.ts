import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { comparisonSchema } from '../../src/result/comparison.ts'
import { aDuel, aDuelled } from '../support/duelled.ts'
import { BASE, HEAD, MERGE, type Outcome, Publishing, REPOSITORY } from '../support/publishing.ts'

const REGRESSED = aDuel({ base: BASE, head: MERGE }, [aDuelled('checkout', -0.2)])
const UNCHANGED = aDuel({ base: BASE, head: MERGE }, [aDuelled('checkout')])

/** Whatever GitHub took, the result is where anyone can find it. */
async function expectResult(step: Outcome): Promise<void> {
  expect(step.summary).toMatch(/`checkout`/)
  const file = comparisonSchema.parse(JSON.parse(await readFile(step.outputs.report!, 'utf8')))
  expect(step.outputs.verdict).toBe(file.verdict)
}

describe.concurrent('while GitHub is in trouble a result is published all the same:', () => {
  test('502s before and after the work is done make neither a second comment nor a second check', async () => {
    await using world = await Publishing.start()
    const run = world.measured([REGRESSED])
    for (const operation of ['pulls/list', 'actions/list-workflow-run-artifacts', 'blob', 'git/get-commit'])
      world.github.addFault({ operation, kind: 'status', status: 502 })
    for (const operation of ['issues/create-comment', 'checks/create'])
      world.github.addFault({ operation, kind: 'status', status: 502, afterwards: true })
    const step = await world.publish(run)
    expect(step.outputs.verdict, step.log).toBe('regression')
    expect(world.ours()).toHaveLength(1)
    expect(world.checks()).toMatchObject([{ conclusion: 'failure' }])
  })

  test('secondary rate limits are waited out, and the log says so', async () => {
    await using world = await Publishing.start()
    const run = world.measured([REGRESSED])
    for (const operation of ['pulls/list', 'issues/create-comment', 'checks/create'])
      world.github.addFault({ operation, kind: 'secondary-rate-limit', retryAfter: 7 })
    const step = await world.publish(run)
    expect(step.outputs.verdict, step.log).toBe('regression')
    expect(step.warnings).toContain("GitHub's secondary rate limit is used up for 7 s: waiting.")
    expect(world.ours()).toHaveLength(1)
    expect(world.checks()).toHaveLength(1)
  })
})

describe.concurrent('where GitHub refuses', () => {
  test('checks, a commit status says it', async () => {
    await using world = await Publishing.start()
    const permissions = {
      actions: 'read',
      contents: 'read',
      'pull-requests': 'write',
      statuses: 'write',
    } as const
    const step = await world.publish(world.measured([REGRESSED]), { permissions })
    expect(step.outputs.verdict, step.log).toBe('regression')
    expect(world.checks()).toEqual([])
    expect(world.github.statuses(REPOSITORY, HEAD)).toMatchObject([
      { context: 'corecurve', state: 'failure' },
    ])
    expect(world.ours()).toHaveLength(1)
  })

  test('checks and statuses, the comment says it, and the log which permission to add', async () => {
    await using world = await Publishing.start()
    const permissions = { actions: 'read', contents: 'read', 'pull-requests': 'write' } as const
    const step = await world.publish(world.measured([UNCHANGED]), {
      permissions,
      with: { comment: 'always' },
    })
    expect(step.status, step.log).toBe(0)
    expect(step.log).toContain('permissions: checks: write')
    expect(world.ours()).toHaveLength(1)
  })

  test('the comment, the check says it, and the summary which permission to add', async () => {
    await using world = await Publishing.start()
    const permissions = {
      actions: 'read',
      contents: 'read',
      'pull-requests': 'read',
      checks: 'write',
    } as const
    const step = await world.publish(world.measured([UNCHANGED]), {
      permissions,
      with: { comment: 'always' },
    })
    expect(step.status, step.log).toBe(0)
    expect(step.summary).toContain('`permissions: pull-requests: write`')
    expect(world.checks()).toMatchObject([{ conclusion: 'success' }])
  })

  test('everything, the job fails, with the result in summary and file', async () => {
    await using world = await Publishing.start()
    const permissions = { actions: 'read', contents: 'read', 'pull-requests': 'read' } as const
    const step = await world.publish(world.measured([UNCHANGED]), {
      permissions,
      with: { comment: 'always' },
    })
    expect(step.status).toBe(1)
    expect(step.errors.join()).toContain('GitHub took neither a comment nor a check')
    await expectResult(step)
    expect(world.github.requests.filter(({ method }) => method !== 'GET').length).toBeGreaterThan(0)
  })

  test('the artifacts, the job fails, and says which permission to add', async () => {
    await using world = await Publishing.start()
    const permissions = { contents: 'read', 'pull-requests': 'write', checks: 'write' } as const
    const step = await world.publish(world.measured([UNCHANGED]), { permissions })
    expect(step.status).toBe(1)
    expect(step.errors.join()).toContain('permissions: actions: read')
    expect(world.checks()).toEqual([])
  })

  test('all but reading to the run of a fork, the job passes and says how to get a comment', async () => {
    await using world = await Publishing.start()
    const run = world.measured([UNCHANGED], { status: 'in_progress' })
    const permissions = {
      actions: 'read',
      contents: 'read',
      'pull-requests': 'read',
      checks: 'read',
    } as const
    const step = await world.publishInRun(run, { permissions, with: { mode: 'publish', comment: 'always' } })
    expect(step.status, step.log).toBe(0)
    expect(step.summary).toMatch(/fork.*`workflow_run`/s)
    await expectResult(step)
  })

  test('a locked conversation, the check says it', async () => {
    await using world = await Publishing.start(undefined, { pullRequest: { locked: true } })
    world.github.addFault({
      operation: 'issues/create-comment',
      kind: 'status',
      status: 403,
      message: 'Unable to create comment because issue is locked.',
    })
    const step = await world.publish(world.measured([UNCHANGED]), { with: { comment: 'always' } })
    expect(step.status, step.log).toBe(0)
    expect(step.summary).toMatch(/No comment was posted: `GitHub answered 403: .*locked/)
    expect(world.checks()).toHaveLength(1)
  })

  test('a token, or there is none, the job fails at once', async () => {
    await using world = await Publishing.start()
    const run = world.measured([UNCHANGED])
    const none = await world.publish(run, { with: { 'github-token': '' } })
    expect(none.errors.join()).toMatch(/mode publish needs a token/)
    const unknown = await world.publish(run, { with: { 'github-token': 'ghs_unknown' } })
    expect(unknown.errors.join()).toMatch(/401/)
  })
})
