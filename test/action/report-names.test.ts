import { describe, expect, test } from 'vitest'
import { rejudge } from '../../src/scaling/rejudge.ts'
import { aDuel, aDuelled } from '../support/duelled.ts'
import type { WorkflowRun } from '../support/loopback-github-model.ts'
import { BASE, HEAD, MERGE, Publishing, REPOSITORY } from '../support/publishing.ts'
import { singleJob } from '../support/single-job.ts'

const COMMITS = { base: BASE, head: MERGE }
const REGRESSED = aDuel(COMMITS, [aDuelled('checkout', -0.3)])
const UNCHANGED = aDuel(COMMITS, [aDuelled('checkout')])

/** A run whose matrix has measured on two kinds of runners, each with its artifact. */
function matrix(world: Publishing): WorkflowRun {
  const run = world.run()
  for (const [name, result] of [
    ['arm', REGRESSED],
    ['x64', UNCHANGED],
  ] as const)
    world.github.addArtifact(REPOSITORY, run, name, { 'comparison.json': JSON.stringify(result) })
  return run
}

const told = (world: Publishing) => ({
  comments: world.ours().map(({ body }) => body),
  checks: world.checks().map(({ name, conclusion }) => ({ name, conclusion })),
})

const WARNING = /^Two jobs of this run report under one name, `corecurve`\..* by the input `name`\.$/

describe.concurrent('jobs of one run that are no shards', () => {
  test('have a comment and a check each, under names of their own', async () => {
    await using world = await Publishing.start()
    const run = matrix(world)
    const named = (artifact: string) => ({
      with: { artifact, name: `corecurve-${artifact}`, comment: 'always' },
    })
    await world.publish(run, named('arm'), 'requested')
    await world.publish(run, named('arm'))
    const step = await world.publish(run, named('x64'))
    expect(step.status, step.log).toBe(0)
    expect(step.warnings).toEqual([])
    const { comments, checks } = told(world)
    expect(comments).toHaveLength(2)
    expect(comments[0]).toMatch(
      /^<!-- corecurve:v1 key=corecurve-arm .*\n### `corecurve-arm`: `checkout` scales worse/,
    )
    expect(comments[1]).toMatch(
      /^<!-- corecurve:v1 key=corecurve-x64 .*\n### `corecurve-x64`: `checkout` is unchanged/,
    )
    expect(checks).toEqual([
      { name: 'corecurve-arm', conclusion: 'failure' },
      { name: 'corecurve-x64', conclusion: 'success' },
    ])
  })

  test('cover no regression where nobody named them, and the log says what to do', async () => {
    await using world = await Publishing.start()
    const run = matrix(world)
    await world.publish(run, { with: { artifact: 'arm' } })
    const before = told(world)
    const step = await world.publish(run, { with: { artifact: 'x64' } })
    expect(step.status, step.log).toBe(0)
    expect(step.outputs.verdict).toBe('unchanged')
    expect(step.warnings).toEqual([expect.stringMatching(WARNING)])
    expect(step.summary).toContain('Two jobs of this run')
    expect(told(world)).toEqual(before)
    expect(before.checks).toEqual([{ name: 'corecurve', conclusion: 'failure' }])
    // Nor does a third, that has nothing to tell.
    await world.publish(run, { with: { artifact: 'riscv' } })
    expect(told(world)).toEqual(before)
  })

  test('cover none by a commit status either', async () => {
    await using world = await Publishing.start()
    const run = matrix(world)
    const permissions = {
      actions: 'read',
      contents: 'read',
      'pull-requests': 'write',
      statuses: 'write',
    } as const
    await world.publish(run, { permissions, with: { artifact: 'arm' } })
    const step = await world.publish(run, { permissions, with: { artifact: 'x64' } })
    expect(step.warnings.join(), step.log).toMatch(/Two jobs of this run/)
    expect(world.github.statuses(REPOSITORY, HEAD)).toMatchObject([
      { context: 'corecurve', state: 'failure' },
    ])
  })

  test('and that publish the same again say the same, without a warning', async () => {
    await using world = await Publishing.start()
    const run = matrix(world)
    await world.publish(run, { with: { artifact: 'arm' } })
    const before = told(world)
    const step = await world.publish(run, { with: { artifact: 'arm' } })
    expect(step.warnings, step.log).toEqual([])
    expect(told(world)).toEqual(before)
  })

  test('that measure and report in one race for one comment, and the regression stays', async () => {
    await using world = await singleJob()
    const run = world.run()
    await Promise.all([world.job(run, () => rejudge(REGRESSED)), world.job(run, () => rejudge(REGRESSED))])
    const { log, warnings } = await world.job(run, () => rejudge(UNCHANGED))
    expect(warnings.join(), log).toMatch(/Two jobs of this run/)
    expect(world.ours()).toHaveLength(1)
    expect(world.ours()[0]!.body).toContain('scales worse')
    expect(new Set(world.checks().map(({ conclusion }) => conclusion))).toEqual(new Set(['failure']))
  })

  test('name what could not be measured, too', async () => {
    await using world = await Publishing.start()
    const named = { with: { artifact: 'arm', name: 'corecurve-arm', comment: 'always' } }
    await world.publish(world.run({ conclusion: 'cancelled' }), named)
    expect(world.ours()[0]!.body).toMatch(/\n### `corecurve-arm`: Not measured: the run was cancelled\n/)
  })
})
