import { describe, expect, it } from 'vitest'
import { formatMarker } from '../../src/github/marker.ts'
import { aDuel, aDuelled } from '../support/duelled.ts'
import { BASE, HEAD, MERGE, Publishing, REPOSITORY, runBundled } from '../support/publishing.ts'

// The bundled Action against a GitHub on loopback; test/action/publish-*.test.ts try the sources on much more.

const COMMITS = { base: BASE, head: MERGE }
const REGRESSED = aDuel(COMMITS, [aDuelled('checkout', -0.2)])
const UNCHANGED = aDuel(COMMITS, [aDuelled('checkout')])

describe.concurrent('the bundled Action publishes', () => {
  it('a fork’s result, and after a re-run that it was not confirmed', async () => {
    await using world = await Publishing.start(runBundled)
    const run = world.measured([REGRESSED])
    const first = await world.publish(run)
    expect(first.status, first.log).toBe(1)
    expect(first.errors).toEqual(['scaling regressed: see the pull request comment or the job summary'])
    expect(world.ours()[0]!.body).toContain('`checkout` scales worse')
    world.github.rerun(run)
    world.upload(run, UNCHANGED)
    const again = await world.publish(run)
    expect(again.status, again.log).toBe(0)
    expect(world.ours()).toHaveLength(1)
    expect(world.ours()[0]!.body).toContain('### Measured again')
    expect(world.checks()).toMatchObject([{ conclusion: 'success', externalId: `${run.id}/2` }])
  })

  it('nothing of a head that was force-pushed over between measure and publish', async () => {
    await using world = await Publishing.start(runBundled)
    const run = world.measured([REGRESSED])
    world.github.pushTo(REPOSITORY, 7, 'd'.repeat(40))
    const step = await world.publish(run)
    expect(step.status, step.log).toBe(0)
    expect(world.comments()).toEqual([])
    expect(world.checks()).toEqual([])
  })

  it('one comment beside a stranger’s that carries our marker, and is of a newer run', async () => {
    await using world = await Publishing.start(runBundled)
    const marker = formatMarker({ key: 'default', sha: HEAD, run: 999_999, attempt: 9 })
    const theirs = world.github.addComment(REPOSITORY, 7, 'stranger', `${marker}\nAll is well.`)
    const run = world.measured([REGRESSED])
    await world.publish(run)
    expect(theirs.body).toBe(`${marker}\nAll is well.`)
    expect(world.comments()).toHaveLength(2)
    expect(world.ours()[0]!.body).toContain(`run=${run.id} `)
  })

  it('a new comment where a person deleted the one that was there', async () => {
    await using world = await Publishing.start(runBundled)
    await world.publish(world.measured([REGRESSED]))
    world.github.removeComment(REPOSITORY, world.ours()[0]!.id)
    await world.publish(world.measured([REGRESSED]))
    expect(world.ours()).toHaveLength(1)
  })

  it('on Enterprise, through a 502 and a secondary rate limit, by a status where checks are refused', async () => {
    await using world = await Publishing.start(runBundled, { prefix: '/api/v3' })
    world.github.addFault({ operation: 'pulls/list', kind: 'status', status: 502 })
    world.github.addFault({ operation: 'issues/create-comment', kind: 'secondary-rate-limit', retryAfter: 1 })
    const permissions = {
      actions: 'read',
      contents: 'read',
      'pull-requests': 'write',
      statuses: 'write',
    } as const
    const step = await world.publish(world.measured([REGRESSED]), { permissions })
    expect(step.outputs.verdict, step.log).toBe('regression')
    expect(world.ours()).toHaveLength(1)
    expect(world.github.statuses(REPOSITORY, HEAD)).toMatchObject([
      { context: 'corecurve', state: 'failure' },
    ])
  })

  it('nothing to the run of a fork whose token may only read, and passes with the result in its summary', async () => {
    await using world = await Publishing.start(runBundled)
    const run = world.measured([REGRESSED], { status: 'in_progress' })
    const token = world.github.issueToken({ access: 'read' })
    const step = await world.publishInRun(run, { token, with: { mode: 'publish', 'fail-on': 'never' } })
    expect(step.status, step.log).toBe(0)
    expect(step.summary).toMatch(/`checkout` scales worse.*fork.*`workflow_run`/s)
  })
})

describe.concurrent('the bundled Action carries out a slash command', () => {
  it('of a maintainer, not of a stranger', async () => {
    await using world = await Publishing.start(runBundled)
    world.github.setRole(REPOSITORY, 'maintainer', 'maintain')
    const run = world.run()
    const refused = await world.command('stranger', '/corecurve rerun')
    expect(refused.status, refused.log).toBe(0)
    expect(run.attempt).toBe(1)
    const done = await world.command('maintainer', '/corecurve rerun')
    expect(done.status, done.log).toBe(0)
    expect(run.attempt).toBe(2)
    expect(world.ours()).toEqual([])
  })
})
