import { describe, expect, test } from 'vitest'
import { aDuel, aDuelled } from '../support/duelled.ts'
import type { Fault } from '../support/loopback-github-faults.ts'
import { BASE, HEAD, MEASURING, MERGE, Publishing, REPOSITORY } from '../support/publishing.ts'
import { aRecord } from '../support/results.ts'

const COMMITS = { base: BASE, head: MERGE }
const REGRESSED = aDuel(COMMITS, [aDuelled('checkout', -0.3)])
const UNCHANGED = aDuel(COMMITS, [aDuelled('checkout')])
const shard = (index: number, change = 0) =>
  aDuel(COMMITS, [aDuelled(`shard-${index}`, change)], { index, of: 2 })

const STORE_IS_DOWN: Fault = { operation: 'blob', kind: 'status', status: 503, times: 3 }

describe.concurrent('what GitHub does not give says nothing of the pull request, and the job fails:', () => {
  test.each<[string, Fault, RegExp]>([
    ['the store of artifacts is down', STORE_IS_DOWN, /shard 1\/2 was not fetched: .* 503/],
    [
      'the rate limit is used up',
      {
        ...{ operation: 'actions/download-artifact', kind: 'rate-limit' },
        resetAt: new Date(Date.now() + 3_000_000),
      },
      /shard 1\/2 was not fetched: .*rate limit/,
    ],
    [
      'nobody answers where the artifacts are listed',
      { operation: 'actions/list-workflow-run-artifacts', kind: 'drop', times: 4 },
      /could not be reached/,
    ],
    [
      'it does not tell of the commit',
      { operation: 'git/get-commit', kind: 'status', status: 502, times: 4 },
      /502/,
    ],
  ])('%s', async (_, fault, why) => {
    await using world = await Publishing.start()
    const before = world.measured([UNCHANGED])
    await world.publish(before, { with: { comment: 'always' } })
    const said = world.ours().map(({ body }) => body)
    const run = world.measured([shard(1, -0.3), shard(2)])
    await world.publish(run, {}, 'requested')
    world.github.addFault(fault)
    const step = await world.publish(run)
    expect(step.status, step.log).toBe(1)
    expect(step.errors.join()).toMatch(why)
    expect(step.errors.join()).toMatch(/Run this job again\.$/)
    expect(step.outputs).not.toHaveProperty('verdict')
    expect(world.ours().map(({ body }) => body)).toEqual(said)
    // The answer that an earlier run had of this head.
    expect(world.checks()).toMatchObject([{ conclusion: 'success' }])
    const again = await world.publish(run)
    expect(again.outputs.verdict, again.log).toBe('regression')
    expect(world.checks()).toMatchObject([{ conclusion: 'failure' }])
  })

  test('the one result there is', async () => {
    await using world = await Publishing.start()
    const run = world.measured([REGRESSED])
    world.github.addFault(STORE_IS_DOWN)
    const step = await world.publish(run)
    expect(step.errors.join(), step.log).toMatch(/The result was not fetched: .* 503\. Run this job again\.$/)
    expect(step.summary).not.toContain('cannot be used')
    expect(world.checks()).toEqual([])
  })

  test('a record of the default branch', async () => {
    await using world = await Publishing.start()
    const run = world.github.addRun(REPOSITORY, { event: 'push', headSha: HEAD, workflow: MEASURING })
    const record = { 'record.json': JSON.stringify(aRecord({ commit: HEAD })) }
    world.github.addArtifact(REPOSITORY, run, 'corecurve', record)
    world.github.addFault(STORE_IS_DOWN)
    const step = await world.publish(run)
    expect(step.status, step.log).toBe(1)
    expect(step.errors.join()).toMatch(/nothing was stored: .* 503\. Run this job again\.$/)
  })
})

describe.concurrent('the comment tells apart', () => {
  test('a shard that left nothing, and one whose result came and cannot be used', async () => {
    await using world = await Publishing.start()
    const run = world.measured([aDuel(COMMITS, [aDuelled('checkout')], { index: 1, of: 3 })])
    world.github.addArtifact(REPOSITORY, run, 'corecurve-3-of-3', Buffer.from('no zip'))
    const step = await world.publish(run)
    expect(step.status, step.log).toBe(0)
    const { body } = world.ours()[0]!
    expect(body).toContain('2 of 3 shards are missing: 2/3 and 3/3. Nothing is known of their benchmarks.')
    expect(body).toContain('Shard 2/3 left no result; the jobs of the measuring run say why.')
    expect(body).toMatch(/The result of shard 3\/3 came and cannot be used: .*it is no zip archive/)
  })

  test('an artifact that was deleted meanwhile from one that was not fetched', async () => {
    await using world = await Publishing.start()
    const run = world.measured([shard(1), shard(2)])
    world.github.before('actions/download-artifact', () => {
      world.github
        .repository(REPOSITORY)
        .artifacts.find(({ name }) => name.endsWith('2-of-2'))!.expired = true
    })
    const step = await world.publish(run)
    expect(step.outputs.verdict, step.log).toBe('inconclusive')
    expect(step.warnings.join()).toMatch(/shard 2\/2 was refused: The artifact was deleted, or has expired/)
  })
})
