import { describe, expect, test } from 'vitest'
import { aDuel, aDuelled } from '../support/duelled.ts'
import { BASE, HEAD, MERGE, Publishing, REPOSITORY } from '../support/publishing.ts'

const OTHER = 'b0b0b0b'.padEnd(40, '0')
const CHECKOUT = [aDuelled('checkout')]
const COMPARE = 'repos/compare-commits-with-basehead'

describe.concurrent('the base of a published result', () => {
  test('may be any commit of the branch to be merged into, which goes on while a pull request is measured', async () => {
    await using world = await Publishing.start()
    world.github.addMerge(REPOSITORY, OTHER, [BASE])
    world.github.addCommit(REPOSITORY, OTHER, 'main')
    for (const head of [HEAD, MERGE]) {
      const step = await world.publish(world.measured([aDuel({ base: BASE, head }, CHECKOUT)]))
      expect(step.outputs.verdict, step.log).toBe('unchanged')
      expect(world.checks()).toMatchObject([{ conclusion: 'success' }])
    }
  })

  test.each([
    ['head itself', { base: HEAD, head: HEAD }, /It is the head of the pull request itself/],
    ['a commit of a fork', { base: OTHER, head: HEAD }, /Commit b0b0b0b is not in the branch that/],
    ['what a stranger merged head into', { base: OTHER, head: 'e'.repeat(40) }, /Commit b0b0b0b is not in/],
  ])('is not %s: the result is refused, and the check neutral', async (_, commits, why) => {
    await using world = await Publishing.start()
    world.github.addMerge(REPOSITORY, OTHER, [HEAD])
    world.github.addMerge(REPOSITORY, 'e'.repeat(40), [OTHER, HEAD])
    const step = await world.publish(world.measured([aDuel(commits, CHECKOUT)]), {
      with: { comment: 'always' },
    })
    expect(step.status, step.log).toBe(1)
    expect(step.warnings).toEqual([
      expect.stringMatching(/^The result was refused: its base is not one to compare with\. /),
    ])
    expect(step.warnings.join()).toMatch(why)
    expect(step.outputs).not.toHaveProperty('verdict')
    expect(world.ours()).toMatchObject([{ body: expect.stringContaining('cannot be used') }])
    expect(world.checks()).toMatchObject([{ status: 'completed', conclusion: 'neutral' }])
  })

  test.each([
    ['is unwell', 502, /could not be asked: GitHub answered 502.*Run this job again/],
    ['may not be asked', 403, /could not be asked: GitHub answered 403.*`contents: read`/],
  ])('is not guessed where GitHub %s: the job fails, and ends the check', async (_, status, words) => {
    await using world = await Publishing.start()
    if (status === 502) world.github.addFault({ operation: COMPARE, kind: 'status', status, times: 99 })
    const run = world.measured([aDuel({ base: BASE, head: HEAD }, CHECKOUT)])
    await world.publish(run, {}, 'requested')
    const permissions = { actions: 'read', 'pull-requests': 'write', checks: 'write' } as const
    const step = await world.publish(run, status === 403 ? { permissions } : {})
    expect(step.status, step.log).toBe(1)
    expect(step.errors.join()).toMatch(words)
    expect(world.comments()).toEqual([])
    expect(world.checks()).toMatchObject([{ status: 'completed', conclusion: 'neutral' }])
  })
})
