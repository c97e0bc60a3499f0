import { describe, expect, test } from 'vitest'
import { findPullRequest, type RunHead } from '../../src/github/find-pull-request.ts'
import { LoopbackGitHub } from '../support/loopback-github.ts'
import { clientOf } from '../support/loopback-github-client.ts'
import type { PullRequestOptions } from '../support/loopback-github-model.ts'

const SHOP = 'octo/shop'
const FORK = { fullName: 'stranger/shop', owner: 'stranger' }
const HEAD = '7'.repeat(40)
const FROM_FORK = { number: 7, headRepo: FORK.fullName, headRef: 'fast', headSha: HEAD }

async function shop(...pullRequests: PullRequestOptions[]): Promise<LoopbackGitHub> {
  const github = await LoopbackGitHub.start()
  github.addRepository(SHOP)
  for (const each of pullRequests) github.addPullRequest(SHOP, each)
  return github
}

function find(github: LoopbackGitHub, head: Partial<RunHead> = {}) {
  const client = head.client ?? clientOf(github)
  const where = { client, owner: 'octo', repo: 'shop' }
  return findPullRequest({ ...where, headSha: HEAD, headBranch: 'fast', headRepository: FORK, ...head })
}

describe.concurrent('the pull request of a run', () => {
  test('from a fork is found by branch, commit and repository', async () => {
    await using github = await shop(FROM_FORK, { number: 8, headRef: 'fast', headSha: HEAD })
    expect(await find(github)).toEqual({
      kind: 'found',
      pullRequest: {
        ...{ number: 7, headSha: HEAD, baseRef: 'main', baseSha: 'b'.repeat(40) },
        ...{ fromFork: true, author: 'a-contributor' },
      },
    })
  })

  test('of the repository itself is no fork’s', async () => {
    await using github = await shop(FROM_FORK, { number: 8, headRef: 'fast', headSha: HEAD })
    const headRepository = { fullName: SHOP, owner: 'octo' }
    expect(await find(github, { headRepository })).toMatchObject({
      kind: 'found',
      pullRequest: { number: 8, fromFork: false },
    })
  })

  test('is another one where the owner has two repositories', async () => {
    const twin = { number: 8, headRepo: 'stranger/shop-2', headRef: 'fast', headSha: HEAD }
    await using github = await shop(FROM_FORK, twin)
    expect(await find(github)).toMatchObject({ kind: 'found', pullRequest: { number: 7 } })
  })

  test.each(['feat/a+b', 'fix#7', 'a&state=all', '100%', 'a%2Fb', 'naïve-ß', '💥', 'a?b=c', "it's", 'a;b,c'])(
    'is found by the branch %s',
    async (headRef) => {
      await using github = await shop(
        { ...FROM_FORK, headRef },
        { number: 8, headRepo: FORK.fullName, headSha: HEAD },
      )
      expect(await find(github, { headBranch: headRef })).toMatchObject({
        kind: 'found',
        pullRequest: { number: 7 },
      })
    },
  )

  test('is found behind a page of others of the same branch', async () => {
    const others = Array.from({ length: 130 }, (_, one) => {
      return { number: one + 10, headRepo: `stranger/other-${one}`, headRef: 'fast', headSha: HEAD }
    })
    await using github = await shop(FROM_FORK, ...others)
    expect(await find(github)).toMatchObject({ kind: 'found', pullRequest: { number: 7 } })
    expect(github.requestsOf('pulls/list')).toHaveLength(2)
  })
})

describe.concurrent('no pull request', () => {
  test('is there where it has another head by now', async () => {
    await using github = await shop(FROM_FORK)
    github.pushTo(SHOP, 7, '9'.repeat(40))
    expect(await find(github)).toMatchObject({
      kind: 'changed',
      why: expect.stringContaining('another head'),
    })
  })

  test.each([
    ['it is closed', { ...FROM_FORK, state: 'closed' }],
    ['it is of another branch', { ...FROM_FORK, headRef: 'slow' }],
    ['it is of another repository with this commit', { ...FROM_FORK, headRepo: SHOP }],
  ] as const)('is there where %s', async (_, pullRequest) => {
    await using github = await shop(pullRequest)
    expect(await find(github)).toMatchObject({
      kind: 'none',
      why: expect.stringContaining('No pull request'),
    })
  })

  test('is there once the fork was deleted', async () => {
    await using github = await shop(FROM_FORK)
    github.deleteHeadRepository(SHOP, 7)
    expect(await find(github)).toMatchObject({ kind: 'none' })
    const gone = await find(github, { headRepository: null })
    expect(gone).toMatchObject({ kind: 'none', why: expect.stringContaining('deleted') })
  })

  test('is chosen where two have the same head', async () => {
    await using github = await shop(FROM_FORK, { ...FROM_FORK, number: 12 })
    expect(await find(github)).toMatchObject({
      kind: 'several',
      pullRequests: [{ number: 7 }, { number: 12 }],
    })
  })

  test('is found by a token that may not read them', async () => {
    await using github = await shop(FROM_FORK)
    const client = clientOf(github, { permissions: { contents: 'read' } })
    expect(await find(github, { client })).toMatchObject({ kind: 'forbidden' })
  })
})

test('502s on the way are outlasted, and a GitHub that stays unwell is a failure', async () => {
  await using github = await shop(FROM_FORK)
  github.addFault({ operation: 'pulls/list', kind: 'status', status: 502, times: 2 })
  expect(await find(github)).toMatchObject({ kind: 'found' })
  github.addFault({ operation: 'pulls/list', kind: 'drop', times: 9 })
  expect(await find(github)).toMatchObject({ kind: 'failed' })
})
