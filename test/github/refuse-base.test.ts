import { describe, expect, test } from 'vitest'
import { refuseBase } from '../../src/github/refuse-base.ts'
import { LoopbackGitHub } from '../support/loopback-github.ts'
import { clientOf, SHOP } from '../support/loopback-github-client.ts'

const HEAD = 'a'.repeat(40)
const BASE = 'b'.repeat(40)
const BEFORE = '1'.repeat(40)
const OTHER = 'd'.repeat(40)
const ELSEWHERE = expect.stringMatching(/^Commit \w{7} is not in the branch that .* merged into\.$/)

async function shop(): Promise<LoopbackGitHub> {
  const github = await LoopbackGitHub.start()
  github.addRepository('octo/shop')
  github.addMerge('octo/shop', HEAD, [BASE])
  github.addMerge('octo/shop', BASE, [BEFORE])
  github.addPullRequest('octo/shop', { number: 7, headSha: HEAD, headRepo: 'stranger/shop' })
  return github
}

function refuse(github: LoopbackGitHub, base: string, baseRef = 'main', client = clientOf(github)) {
  return refuseBase({ client, ...SHOP, base, headSha: HEAD, baseRef })
}

describe.concurrent('a base that a file names', () => {
  test.each([
    ['where its branch ends', BASE],
    ['a commit before that', BEFORE],
  ])('is accepted: %s', async (_, base) => {
    await using github = await shop()
    expect(await refuse(github, base)).toBeUndefined()
  })

  test('is accepted where its branch went on since, whatever that is called', async () => {
    await using github = await shop()
    github.addMerge('octo/shop', OTHER, [BASE])
    github.addCommit('octo/shop', OTHER, 'release/v1 #2')
    expect(await refuse(github, BASE, 'release/v1 #2')).toBeUndefined()
  })

  test('is refused where it is the head itself, and nobody is asked', async () => {
    await using github = await shop()
    expect(await refuse(github, HEAD)).toEqual({
      kind: 'refused',
      why: 'It is the head of the pull request itself.',
    })
    expect(github.requests).toEqual([])
  })

  test.each([
    ['on top of the head', [HEAD]],
    ['beside the branch', [BEFORE]],
    ['of another history', []],
  ])('is refused where it is a commit %s', async (_, parents) => {
    await using github = await shop()
    github.addMerge('octo/shop', OTHER, parents)
    expect(await refuse(github, OTHER)).toEqual({ kind: 'refused', why: ELSEWHERE })
  })

  test('is refused where GitHub does not know it', async () => {
    await using github = await shop()
    expect(await refuse(github, 'deadbeef'.repeat(5))).toEqual({ kind: 'refused', why: ELSEWHERE })
  })

  test.each(['', 'main', 'B'.repeat(40), `${BASE}...${HEAD}`, 'octo:main'])(
    'is refused without a question where it is no commit: %j',
    async (base) => {
      await using github = await shop()
      expect(await refuse(github, base)).toEqual({ kind: 'refused', why: 'It names no commit.' })
      expect(github.requests).toEqual([])
    },
  )

  test('is no refusal of the file where the token may not look, or GitHub is unwell', async () => {
    await using github = await shop()
    const client = clientOf(github, { permissions: { checks: 'write' } })
    expect(await refuse(github, BASE, 'main', client)).toMatchObject({ kind: 'forbidden' })
    const operation = 'repos/compare-commits-with-basehead'
    github.addFault({ operation, kind: 'status', status: 502, times: 9 })
    expect(await refuse(github, BASE)).toEqual({ kind: 'failed', reason: 'GitHub answered 502' })
  })
})
