import { describe, expect, it } from 'vitest'
import { formatMarker } from '../../src/github/marker.ts'
import { aDuel, aDuelled } from '../support/duelled.ts'
import type { WorkflowRun } from '../support/loopback-github-model.ts'
import {
  BASE,
  BOT,
  HEAD,
  MERGE,
  type Outcome,
  PUBLISHING,
  type PublishChanges,
  Publishing,
  REPOSITORY,
  runBundled,
} from '../support/publishing.ts'
import { Turns } from '../support/turns.ts'

// Two publishing jobs of the bundled Action at once, each a process of its own. The loopback GitHub answers the first
// requests of each for the comment, and likewise for the check, in an order that the test names: all orders are tried.

const COMMITS = { base: BASE, head: MERGE }
const REGRESSED = aDuel(COMMITS, [aDuelled('checkout', -0.2)])
const UNCHANGED = aDuel(COMMITS, [aDuelled('checkout')])

/**
 * a is the older or the first, b the newer or the second; each looks, and then writes. What is left over comes fourth:
 * nothing, where the older has seen the newer there.
 */
const ORDERS = ['aab', 'aba', 'abb', 'baa', 'bab', 'bba']
/** The others are these with the names exchanged. */
const FIRST_LOOKS_FIRST = ['aab', 'aba', 'abb']

/** Changes of two steps that are answered in turns. */
function inTurns(world: Publishing, order: string, skip = 0) {
  const changes = (): PublishChanges & { token: string } => ({
    token: world.github.issueToken({ permissions: PUBLISHING }),
    with: { comment: 'always' },
  })
  const [a, b] = [changes(), changes()]
  const clients = new Map([
    [a.token, 'a'],
    [b.token, 'b'],
  ])
  const turns = new Turns({ order, clients, skip })
  world.github.holdBack(turns.gate)
  return { turns, a, b }
}

function expectTaken(turns: Turns, order: string): void {
  expect([turns.taken('issues/'), turns.taken('checks/')]).toEqual([order, order])
}

function expectSaidOnce(world: Publishing, run: WorkflowRun): void {
  expect(world.comments()).toHaveLength(1)
  const [comment] = world.ours()
  expect(comment!.body).toContain(` run=${run.id} attempt=${run.attempt} `)
  expect(comment!.body).toContain('### `checkout` scales worse')
  const checks = world
    .checks()
    .map(({ status, conclusion, externalId }) => ({ status, conclusion, externalId }))
  const newest = { status: 'completed', conclusion: 'failure', externalId: `${run.id}/${run.attempt}` }
  expect(checks).toEqual(checks.map(() => newest))
  expect(checks.length).toBeGreaterThan(0)
}

function expectExits(steps: readonly Outcome[], statuses: readonly number[]): void {
  expect(
    steps.map(({ status }) => status),
    steps.map(({ log }) => log).join('\n'),
  ).toEqual(statuses)
}

describe.concurrent('of two runs that are published at once the newer stands, in one comment,', () => {
  it.each(ORDERS)('where there was none, in the order %s', async (order) => {
    await using world = await Publishing.start(runBundled)
    const [older, newer] = [world.measured([UNCHANGED]), world.measured([REGRESSED])]
    const { turns, a, b } = inTurns(world, order)
    const steps = await Promise.all([world.publish(older, a), world.publish(newer, b)])
    expectExits(steps, [0, 1])
    expectTaken(turns, order)
    expectSaidOnce(world, newer)
  })

  it.each(ORDERS)('where an older one was there, in the order %s', async (order) => {
    await using world = await Publishing.start(runBundled)
    const oldest = world.run()
    const marker = formatMarker({ key: 'default', sha: HEAD, run: oldest.id, attempt: 1 })
    const comment = world.github.addComment(REPOSITORY, 7, BOT, `${marker}\nof an earlier push`)
    world.github.addCheckRun(REPOSITORY, {
      ...{ name: 'corecurve', headSha: HEAD, app: 'github-actions', status: 'in_progress', conclusion: null },
      ...{ externalId: `${oldest.id}/1`, detailsUrl: null, completedAt: null },
      output: { title: 'Measuring', summary: '', text: null },
    })
    const [older, newer] = [world.measured([UNCHANGED]), world.measured([REGRESSED])]
    // Who has seen one looks again after asking who it is: that second look is the one before it writes.
    const { turns, a, b } = inTurns(world, order, 1)
    const steps = await Promise.all([world.publish(older, a), world.publish(newer, b)])
    expectExits(steps, [0, 1])
    expectTaken(turns, order)
    expectSaidOnce(world, newer)
    expect(world.ours()[0]!.id).toBe(comment.id)
    expect(world.checks()).toHaveLength(1)
  })
})

describe.concurrent('of one run', () => {
  it.each(FIRST_LOOKS_FIRST)(
    'the second attempt stands, which overtook the first, in the order %s',
    async (order) => {
      await using world = await Publishing.start(runBundled)
      const run = world.measured([UNCHANGED])
      const { turns, a, b } = inTurns(world, order)
      let second: Promise<Outcome> | undefined
      // The first has read its result by then, and goes on to publish it.
      world.github.before('pulls/get', () => {
        world.github.rerun(run)
        world.upload(run, REGRESSED)
        second = world.publish(run, b)
      })
      const first = await world.publish(run, a)
      expectExits([first, await second!], [0, 1])
      expectTaken(turns, order)
      expectSaidOnce(world, run)
    },
  )

  it.each(FIRST_LOOKS_FIRST)('two publishing jobs say it once, in the order %s', async (order) => {
    await using world = await Publishing.start(runBundled)
    const run = world.measured([REGRESSED])
    const { turns, a, b } = inTurns(world, order)
    const steps = await Promise.all([world.publish(run, a), world.publish(run, b)])
    expectExits(steps, [1, 1])
    expectTaken(turns, order)
    expectSaidOnce(world, run)
  })

  it('a job of the run itself and the workflow that its end starts say it once', async () => {
    await using world = await Publishing.start(runBundled)
    const run = world.measured([REGRESSED])
    const { a, b } = inTurns(world, 'aba')
    const inRun = { ...a, with: { ...a.with, mode: 'publish' } }
    expectExits(await Promise.all([world.publishInRun(run, inRun), world.publish(run, b)]), [1, 1])
    expectSaidOnce(world, run)
  })

  it('the comment that a person deletes between look and update is written anew', async () => {
    await using world = await Publishing.start(runBundled)
    const older = world.measured([REGRESSED])
    await world.publish(older)
    const [first] = world.ours()
    world.github.before('issues/update-comment', () => world.github.removeComment(REPOSITORY, first!.id))
    const newer = world.measured([REGRESSED])
    expectExits([await world.publish(newer)], [1])
    expectSaidOnce(world, newer)
    expect(world.ours()[0]!.id).not.toBe(first!.id)
  })
})
