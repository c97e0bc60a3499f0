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

describe.concurrent('where several pull requests have this head', () => {
  const RELEASE = 'f1f1f1f'.padEnd(40, '0')
  const MERGED = 'e1e1e1e'.padEnd(40, '0')
  const SAME = { number: 8, headRepo: 'stranger/shop', headRef: 'change', headSha: HEAD }
  const comments = (world: Publishing) =>
    [7, 8].map((number) => world.github.comments(REPOSITORY, number).length)

  test.each([
    [7, { base: BASE, head: MERGE }],
    [8, { base: RELEASE, head: MERGED }],
  ])('#%i is told what was measured against its base branch', async (number, commits) => {
    await using world = await Publishing.start()
    const into = { baseRef: 'release/1', baseSha: RELEASE, mergeCommit: MERGED }
    world.github.addPullRequest(REPOSITORY, { ...SAME, ...into })
    const step = await world.publish(world.measured([aDuel(commits, [aDuelled('checkout', -0.2)])]))
    expect(step.outputs.verdict, step.log).toBe('regression')
    expect(comments(world)).toEqual(number === 7 ? [1, 0] : [0, 1])
    expect(world.checks()).toMatchObject([{ conclusion: 'failure' }])
  })

  test('and the branches of both hold the base, none gets a comment, and the commit its check', async () => {
    await using world = await Publishing.start()
    world.github.addPullRequest(REPOSITORY, { ...SAME, baseRef: 'release/1', baseSha: BASE })
    const run = world.measured([REGRESSED])
    await world.publish(run, {}, 'requested')
    expect(world.checks()).toMatchObject([{ status: 'in_progress' }])
    const step = await world.publish(run)
    expect(step.outputs.verdict, step.log).toBe('regression')
    expect(comments(world)).toEqual([0, 0])
    expect(world.checks()).toMatchObject([{ conclusion: 'failure' }])
    for (const said of [step.warnings.join(), step.summary])
      expect(said).toMatch(/Several pull requests.*7.*8/)
  })

  test('a run without a result ends the check of the commit', async () => {
    await using world = await Publishing.start()
    world.github.addPullRequest(REPOSITORY, { ...SAME, baseSha: BASE })
    await world.publish(world.run({ conclusion: 'cancelled' }), { with: { comment: 'always' } })
    expect(comments(world)).toEqual([0, 0])
    expect(world.checks()).toMatchObject([{ status: 'completed', conclusion: 'neutral' }])
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
