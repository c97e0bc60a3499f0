import { describe, expect, test } from 'vitest'
import { aDuel, aDuelled } from '../support/duelled.ts'
import type { WorkflowRun } from '../support/loopback-github-model.ts'
import { BASE, HEAD, MEASURING, MERGE, Publishing, REPOSITORY } from '../support/publishing.ts'
import { aRecord } from '../support/results.ts'

const COMMITS = { base: BASE, head: MERGE }
const WHOLE = aDuel(COMMITS, [aDuelled('checkout')])
const shard = (index: number, change = 0) =>
  aDuel(COMMITS, [aDuelled(`shard-${index}`, change)], { index, of: 2 })

const ALWAYS = { with: { comment: 'always' } }

/** A run whose first attempt measured both shards at once; the first succeeded. */
function firstAttempt(world: Publishing, second: { readonly uploads: boolean }): WorkflowRun {
  const run = world.run()
  world.github.addJob(run, 'measure (2)', 'failure', () => {
    world.github.addJob(run, 'measure (1)', 'success', () => world.upload(run, shard(1)))
    if (second.uploads) world.upload(run, shard(2))
  })
  return run
}

describe.concurrent('a run that is run again publishes what that attempt measured:', () => {
  test('not the result of the attempt before, where it left none', async () => {
    await using world = await Publishing.start()
    const run = world.measured([WHOLE])
    world.github.rerun(run)
    const step = await world.publish(run, ALWAYS)
    expect(step.status, step.log).toBe(1)
    expect(step.outputs).not.toHaveProperty('verdict')
    expect(step.summary).toContain('from an earlier attempt of the run')
    expect(world.checks()).toMatchObject([{ conclusion: 'neutral', externalId: `${run.id}/2` }])
  })

  test('a shard of the attempt before is missing, and nothing is green', async () => {
    await using world = await Publishing.start()
    const run = world.measured([shard(1), shard(2)])
    world.github.rerun(run)
    world.upload(run, shard(1))
    const step = await world.publish(run, ALWAYS)
    expect(step.outputs.verdict, step.log).toBe('inconclusive')
    expect(step.summary).toMatch(/1 of 2 shards is missing: 2\/2/)
    expect(step.warnings.join()).toContain('shard 2/2 was refused: it is from an earlier attempt')
    expect(world.checks()).toMatchObject([{ conclusion: 'neutral' }])
  })

  test('nor is a record of the default branch stored from the attempt before', async () => {
    await using world = await Publishing.start()
    const about = { event: 'push', headSha: HEAD, workflow: MEASURING }
    const run = world.github.addRun(REPOSITORY, about)
    const record = aRecord({ commit: HEAD })
    world.github.addArtifact(REPOSITORY, run, 'corecurve', { 'record.json': JSON.stringify(record) })
    world.github.rerun(run)
    const step = await world.publish(run)
    expect(step.status).toBe(1)
    expect(step.summary).toContain('from an earlier attempt of the run')
  })

  test('nothing of an attempt that was run again before it was published', async () => {
    await using world = await Publishing.start()
    const run = world.measured([WHOLE])
    world.github.before('actions/get-workflow-run', () => world.github.rerun(run))
    const step = await world.publish(run, ALWAYS)
    expect(step.status, step.log).toBe(0)
    expect(step.log).toContain('The run was started again since')
    expect(world.comments()).toEqual([])
  })
})

describe.concurrent('where the failed jobs alone are run again,', () => {
  test('what the others left counts, though all ran at once, as a matrix does', async () => {
    await using world = await Publishing.start()
    const run = firstAttempt(world, { uploads: false })
    world.github.rerunFailed(run)
    world.github.addJob(run, 'measure (2)', 'success', () => world.upload(run, shard(2)))
    const step = await world.publish(run, ALWAYS)
    expect(step.outputs.verdict, step.log).toBe('unchanged')
    expect(step.warnings).toEqual([])
  })

  test('what a later one left counts, though the first of all was run again', async () => {
    await using world = await Publishing.start()
    const run = world.run()
    world.github.addJob(run, 'measure (2)', 'failure')
    world.github.addJob(run, 'measure (1)', 'success', () => world.upload(run, shard(1)))
    world.github.rerunFailed(run)
    world.github.addJob(run, 'measure (2)', 'success', () => world.upload(run, shard(2)))
    const step = await world.publish(run, ALWAYS)
    expect(step.outputs.verdict, step.log).toBe('unchanged')
  })

  test('the newest of each shard counts', async () => {
    await using world = await Publishing.start()
    const run = firstAttempt(world, { uploads: true })
    world.github.rerunFailed(run)
    world.github.addJob(run, 'measure (2)', 'success', () => world.upload(run, shard(2, -0.3)))
    const step = await world.publish(run, ALWAYS)
    expect(step.outputs.verdict, step.log).toBe('regression')
  })

  test('what they left before counts where they leave nothing now: it is of the same commit', async () => {
    await using world = await Publishing.start()
    const run = firstAttempt(world, { uploads: true })
    world.github.rerunFailed(run)
    world.github.addJob(run, 'measure (2)', 'failure')
    const step = await world.publish(run, ALWAYS)
    expect(step.outputs.verdict, step.log).toBe('unchanged')
  })

  test('and GitHub lists no others as jobs of this attempt, theirs counts all the same', async () => {
    await using world = await Publishing.start()
    const run = world.run()
    world.github.addJob(run, 'plan')
    for (const index of [1, 2])
      world.github.addJob(run, `measure (${index})`, 'success', () => world.upload(run, shard(index)))
    world.github.addJob(run, 'publish', 'failure')
    world.github.rerun(run)
    world.github.addJob(run, 'publish', 'failure')
    const step = await world.publish(run, ALWAYS)
    expect(step.outputs.verdict, step.log).toBe('unchanged')
  })

  test('the job that publishes finds what was measured before it', async () => {
    await using world = await Publishing.start()
    const run = world.run()
    world.github.addJob(run, 'measure', 'success', () => world.upload(run, WHOLE))
    world.github.addJob(run, 'publish', 'failure')
    world.github.rerunFailed(run)
    const step = await world.publishInRun(run, { with: { mode: 'publish', comment: 'always' } })
    expect(step.outputs.verdict, step.log).toBe('unchanged')
    expect(world.ours()).toHaveLength(1)
  })
})

test('where all jobs are run again and the first of them fails, nothing of the attempt before is told', async () => {
  await using world = await Publishing.start()
  const run = world.run()
  world.github.addJob(run, 'plan')
  for (const index of [1, 2])
    world.github.addJob(run, `measure (${index})`, 'success', () => world.upload(run, shard(index)))
  world.github.rerun(run)
  world.github.addJob(run, 'plan', 'failure')
  world.github.addJob(run, 'measure', 'skipped')
  const step = await world.publish(run, ALWAYS)
  expect(step.status, step.log).toBe(1)
  expect(step.outputs).not.toHaveProperty('verdict')
  expect(step.summary).toContain('from an earlier attempt of the run')
})
