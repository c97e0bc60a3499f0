import { describe, expect, test } from 'vitest'
import { onEvent } from '../../src/action/on-event.ts'
import { aDuel, aDuelled } from '../support/duelled.ts'
import type { Permissions } from '../support/loopback-github-grant.ts'
import { BASE, HEAD, MERGE, Publishing, REPOSITORY } from '../support/publishing.ts'
import { runActionHere } from '../support/run-action-here.ts'
import type { Step } from '../support/runner.ts'

const COMMITS = { base: BASE, head: MERGE }
const REGRESSED = aDuel(COMMITS, [aDuelled('checkout', -0.2)])
const UNCHANGED = aDuel(COMMITS, [aDuelled('checkout')])
const OTHER = 'b0b0b0b'.padEnd(40, '0')

/** The run's beginning has opened the check. */
async function begun(): Promise<{ world: Publishing; run: ReturnType<Publishing['run']> }> {
  const world = await Publishing.start()
  const run = world.run()
  await world.publish(run, {}, 'requested')
  expect(world.checks()).toMatchObject([{ status: 'in_progress' }])
  world.upload(run, REGRESSED)
  return { world, run }
}

describe.concurrent('right before anything is written', () => {
  test.each(['pulls/get', 'actions/download-artifact'])(
    'a head that is new by then ends it quietly: at %s',
    async (operation) => {
      await using world = await Publishing.start()
      const run = world.measured([REGRESSED])
      world.github.before(operation, () => world.github.pushTo(REPOSITORY, 7, OTHER))
      const step = await world.publish(run)
      expect(step.status, step.log).toBe(0)
      expect(step.log).toContain('has another head by now')
      expect(world.comments()).toEqual([])
      expect(world.checks()).toEqual([])
    },
  )

  test('and in the measuring run itself', async () => {
    await using world = await Publishing.start()
    const run = world.measured([REGRESSED], { status: 'in_progress' })
    world.github.before('pulls/get', () => world.github.pushTo(REPOSITORY, 7, OTHER))
    const step = await world.publishInRun(run)
    expect(step.status, step.log).toBe(0)
    expect(world.comments()).toEqual([])
  })

  test('a pull request that was closed is left alone', async () => {
    await using world = await Publishing.start()
    const run = world.measured([REGRESSED])
    world.github.before('pulls/get', () => {
      world.pullRequest.state = 'closed'
    })
    const step = await world.publish(run)
    expect(step.log).toContain('The pull request was closed')
    expect(world.comments()).toEqual([])
  })
})

describe.concurrent('a check that was opened is concluded', () => {
  const concluded = (world: Publishing) =>
    expect(world.checks()).toMatchObject([
      { status: 'completed', conclusion: 'neutral', output: { title: 'Not published' } },
    ])

  test.each([
    ['the head changed', (world: Publishing) => world.github.pushTo(REPOSITORY, 7, OTHER), 0],
    [
      'the pull request was closed',
      (world: Publishing) => {
        world.pullRequest.state = 'closed'
      },
      0,
    ],
    [
      'the head changed at the last moment',
      (world: Publishing) =>
        world.github.before('pulls/get', () => world.github.pushTo(REPOSITORY, 7, OTHER)),
      0,
    ],
    [
      'GitHub does not list the artifacts',
      (world: Publishing) =>
        world.github.addFault({
          ...{ operation: 'actions/list-workflow-run-artifacts', kind: 'status', status: 502, times: 9 },
        }),
      1,
    ],
  ])('where %s', async (_, happens, status) => {
    const { world, run } = await begun()
    await using _world = world
    happens(world)
    const step = await world.publish(run)
    expect(step.status, step.log).toBe(status)
    concluded(world)
    expect(world.comments()).toEqual([])
  })

  test('where it is a commit status', async () => {
    await using world = await Publishing.start()
    const permissions: Permissions = { actions: 'read', 'pull-requests': 'read', statuses: 'write' }
    const run = world.run()
    await world.publish(run, { permissions }, 'requested')
    world.github.pushTo(REPOSITORY, 7, OTHER)
    await world.publish(run, { permissions })
    expect(world.github.statuses(REPOSITORY, HEAD)).toMatchObject([
      { state: 'pending' },
      { state: 'success', description: 'Not published' },
    ])
  })

  test('unless a newer run is at it', async () => {
    const { world, run } = await begun()
    await using _world = world
    const newer = world.run()
    await world.publish(newer, {}, 'requested')
    world.pullRequest.state = 'closed'
    await world.publish(run)
    expect(world.checks()).toMatchObject([{ status: 'in_progress', externalId: `${newer.id}/1` }])
  })
})

describe.concurrent('the job fails', () => {
  test('where there is nothing to comment, and neither check nor status may say so', async () => {
    await using world = await Publishing.start()
    const permissions: Permissions = { actions: 'read', contents: 'read', 'pull-requests': 'write' }
    const step = await world.publish(world.measured([UNCHANGED]), { permissions })
    expect(step.status, step.log).toBe(1)
    expect(step.warnings.join()).toContain('permissions: checks: write')
    expect(step.outputs.verdict).toBe('unchanged')
  })

  test('where the check stays in progress, though the comment was written', async () => {
    const { world, run } = await begun()
    await using _world = world
    world.github.addFault({ operation: 'checks/update', kind: 'status', status: 502, times: 20 })
    const step = await world.publish(run, { with: { 'fail-on': 'never' } })
    expect(step.status, step.log).toBe(1)
    expect(step.errors.join()).toContain('GitHub did not take the check')
    expect(world.ours()).toHaveLength(1)
  })
})

describe.concurrent('whatever is thrown, no check stays in progress', () => {
  /** The Action, whose job summary cannot be written to: nothing of it has happened by then. */
  const withBug = (step: Step) =>
    runActionHere(step, (context) =>
      onEvent({ ...context, runner: { ...context.runner, summarise: () => Promise.reject(BUG) } }),
    )
  const BUG = new TypeError('a bug of ours')

  test('after the run', async () => {
    await using world = await Publishing.start(withBug)
    const run = world.run()
    await world.publish(run, {}, 'requested')
    expect(world.checks()).toMatchObject([{ status: 'in_progress' }])
    world.upload(run, REGRESSED)
    await expect(world.publish(run)).rejects.toBe(BUG)
    expect(world.checks()).toMatchObject([
      { status: 'completed', conclusion: 'neutral', output: { title: 'Not published' } },
    ])
  })

  test('in the measuring run itself', async () => {
    await using world = await Publishing.start(withBug)
    const run = world.run({ status: 'in_progress' })
    await world.publish(run, {}, 'requested')
    world.upload(run, REGRESSED)
    await expect(world.publishInRun(run)).rejects.toBe(BUG)
    expect(world.checks()).toMatchObject([{ status: 'completed', output: { title: 'Not published' } }])
  })
})
