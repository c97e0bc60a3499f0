import { describe, expect, test } from 'vitest'
import { aDuel, aDuelled } from '../support/duelled.ts'
import { BASE, HEAD, MEASURING, MERGE, Publishing, REPOSITORY } from '../support/publishing.ts'

const REGRESSED = aDuel({ base: BASE, head: MERGE }, [aDuelled('checkout', -0.2)])
const OTHER = 'b0b0b0b'.padEnd(40, '0')

describe.concurrent('nothing is published', () => {
  const quiet = async (world: Publishing) => {
    expect(world.comments()).toEqual([])
    expect(world.checks()).toEqual([])
    expect(world.github.requests.filter(({ method }) => method !== 'GET')).toEqual([])
  }

  test('of a head that was pushed over meanwhile', async () => {
    await using world = await Publishing.start()
    const run = world.measured([REGRESSED])
    world.github.pushTo(REPOSITORY, 7, OTHER)
    const step = await world.publish(run)
    expect(step.status, step.log).toBe(0)
    expect(step.log).toContain('has another head by now')
    await quiet(world)
  })

  test('of a pull request that was closed', async () => {
    await using world = await Publishing.start()
    const run = world.measured([REGRESSED])
    world.pullRequest.state = 'closed'
    const step = await world.publish(run)
    expect(step.status, step.log).toBe(0)
    await quiet(world)
  })

  test('of a fork that was deleted', async () => {
    await using world = await Publishing.start()
    const run = world.measured([REGRESSED])
    world.github.deleteHeadRepository(REPOSITORY, 7)
    const step = await world.publish(run)
    expect(step.status, step.log).toBe(0)
    await quiet(world)
  })

  test('of a run of another workflow, whose name and words may be anything', async () => {
    await using world = await Publishing.start()
    const step = await world.publish(world.measured([REGRESSED], { workflow: '.github/workflows/other.yml' }))
    expect(step.status, step.log).toBe(0)
    expect(step.warnings.join()).toContain(`only runs of ${MEASURING} are published`)
    expect(world.github.requests).toEqual([])
  })

  test.each(['push', 'pull_request_target', 'issue_comment', 'release'])(
    'of a fork’s run on %s',
    async (event) => {
      await using world = await Publishing.start()
      const run = world.measured([REGRESSED], { event, pullRequest: 7, headBranch: 'main' })
      const step = await world.publish(run)
      expect(step.status, step.log).toBe(0)
      expect(step.log).toContain('neither a pull request nor the default branch')
      await quiet(world)
    },
  )

  test('where several pull requests have this head', async () => {
    await using world = await Publishing.start()
    const run = world.measured([REGRESSED])
    const same = { headRepo: 'stranger/shop', headRef: 'change', headSha: HEAD }
    world.github.addPullRequest(REPOSITORY, { number: 8, ...same })
    const step = await world.publish(run)
    expect(step.warnings.join()).toContain('Several pull requests')
    await quiet(world)
  })

  test('where GitHub does not say which pull request it is; then the job fails', async () => {
    await using world = await Publishing.start()
    const run = world.measured([REGRESSED])
    world.github.addFault({ operation: 'pulls/list', kind: 'status', status: 502, times: 10 })
    const step = await world.publish(run)
    expect(step.status, step.log).toBe(1)
    expect(step.errors.join()).toMatch(/could not be found.*502/)
    await quiet(world)
  })
})

describe.concurrent('a branch of the same name', () => {
  test('in another fork, or with another head, is another pull request', async () => {
    await using world = await Publishing.start()
    const run = world.measured([REGRESSED])
    world.github.addPullRequest(REPOSITORY, {
      number: 8,
      baseSha: BASE,
      headRepo: 'other/shop',
      headRef: 'change',
    })
    world.github.addPullRequest(REPOSITORY, { number: 9, baseSha: BASE, headRef: 'change', headSha: HEAD })
    await world.publish(run)
    expect(world.ours()).toHaveLength(1)
    for (const number of [8, 9]) expect(world.github.comments(REPOSITORY, number)).toEqual([])
  })

  test('and an “@” and a ref behind the path of the workflow change nothing', async () => {
    await using world = await Publishing.start()
    await world.publish(world.measured([REGRESSED], { path: `${MEASURING}@refs/heads/main` }))
    expect(world.ours()).toHaveLength(1)
  })
})
