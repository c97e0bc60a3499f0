import { describe, expect, test } from 'vitest'
import { formatMarker } from '../../src/github/marker.ts'
import { aDuel, aDuelled } from '../support/duelled.ts'
import { BASE, BOT, HEAD, MERGE, Publishing, REPOSITORY } from '../support/publishing.ts'

const COMMITS = { base: BASE, head: MERGE }
const REGRESSED = aDuel(COMMITS, [aDuelled('checkout', -0.3)])
const UNCHANGED = aDuel(COMMITS, [aDuelled('checkout')])
const ALWAYS = { with: { comment: 'always' } }

/** First line below the marker of each comment of ours, and what the check says. */
const told = (world: Publishing) => ({
  comments: world.ours().map(({ body }) => body.split('\n')[1]),
  checks: world
    .checks()
    .map(({ status, conclusion, output }) => ({ status, conclusion, title: output.title })),
})

describe.concurrent('what was proven of a head stands', () => {
  test.each(['cancelled', 'failure'] as const)('though a re-run of it is %s', async (conclusion) => {
    await using world = await Publishing.start()
    const run = world.measured([REGRESSED])
    await world.publish(run)
    const before = told(world)
    expect(before.checks).toMatchObject([{ conclusion: 'failure' }])
    world.github.rerun(run)
    Object.assign(run, { status: 'completed', conclusion })
    await world.publish(run, {}, 'requested')
    const step = await world.publish(run)
    expect(step.status, step.log).toBe(0)
    expect(step.summary).toMatch(
      /Not measured: the run (was cancelled|failed).*an earlier run has measured this commit/is,
    )
    expect(told(world)).toEqual(before)
  })

  test('where it comes after a newer run that was cancelled, in comment and check alike', async () => {
    await using world = await Publishing.start()
    const [older, newer] = [world.measured([REGRESSED]), world.run({ conclusion: 'cancelled' })]
    await world.publish(newer, ALWAYS)
    expect(told(world).comments).toEqual(['### Not measured: the run was cancelled'])
    await world.publish(older, ALWAYS)
    expect(told(world)).toMatchObject({
      comments: [expect.stringContaining('`checkout` scales worse')],
      checks: [{ conclusion: 'failure' }],
    })
  })

  test('where a regression fails nothing', async () => {
    await using world = await Publishing.start()
    const never = { with: { 'fail-on': 'never' } }
    const run = world.measured([REGRESSED])
    await world.publish(run, never)
    const before = told(world)
    expect(before.checks).toMatchObject([{ conclusion: 'neutral' }])
    await world.publish(world.run({ conclusion: 'cancelled' }), never)
    expect(told(world)).toEqual(before)
  })
})

test('`comment: always` makes one where a run has no result', async () => {
  await using world = await Publishing.start()
  await world.publish(world.run({ conclusion: 'failure' }), ALWAYS)
  expect(told(world).comments).toEqual(['### Not measured: the run failed before it had a result'])
})

test('the quoted marker of a run that there is not does not silence corecurve', async () => {
  await using world = await Publishing.start()
  const marker = formatMarker({ key: 'default', sha: HEAD, run: 999_999_999_999_999, attempt: 1 })
  const quoted = world.github.addComment(REPOSITORY, 7, BOT, `${marker}\nCoverage of a title`)
  const step = await world.publish(world.measured([REGRESSED]))
  expect(told(world).comments).toEqual(['Coverage of a title', expect.stringContaining('scales worse')])
  expect(step.outputs['comment-url']).not.toContain(`issuecomment-${quoted.id}`)
})

describe.concurrent('a comment that still tells the older result fails the job', () => {
  test('where GitHub is in trouble', async () => {
    await using world = await Publishing.start()
    const run = world.measured([REGRESSED])
    await world.publish(run)
    const before = told(world).comments
    world.github.rerun(run)
    world.upload(run, UNCHANGED)
    world.github.addFault({ operation: 'issues/update-comment', kind: 'status', status: 502, times: 9 })
    const step = await world.publish(run)
    expect(step.status, step.log).toBe(1)
    expect(step.warnings.join()).toContain(
      'The comment of 4f2a9c1 still tells the older result: GitHub answered 502',
    )
    expect(step.errors.join()).toContain('could not be brought up to date')
    expect(step.summary).toContain('still tells the older result')
    expect(told(world)).toMatchObject({ comments: before, checks: [{ conclusion: 'success' }] })
  })

  test('where the token may not update it, though it need not create one', async () => {
    await using world = await Publishing.start()
    await world.publish(world.measured([REGRESSED]))
    const permissions = {
      actions: 'read',
      contents: 'read',
      'pull-requests': 'read',
      checks: 'write',
    } as const
    const step = await world.publish(world.measured([UNCHANGED]), { permissions })
    expect(step.status, step.log).toBe(1)
    expect(step.errors.join()).toContain('`permissions: pull-requests: write`')
  })
})
