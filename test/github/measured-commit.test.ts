import { describe, expect, test } from 'vitest'
import { acceptMeasuredCommit } from '../../src/github/measured-commit.ts'
import { LoopbackGitHub } from '../support/loopback-github.ts'
import { clientOf, SHOP } from '../support/loopback-github-client.ts'

const HEAD = 'a'.repeat(40)
const BASE = 'b'.repeat(40)
const MERGE = 'c'.repeat(40)
const OTHER = 'd'.repeat(40)

async function shop(): Promise<LoopbackGitHub> {
  const github = await LoopbackGitHub.start()
  github.addRepository('octo/shop')
  github.addPullRequest('octo/shop', { number: 7, headSha: HEAD, mergeCommit: MERGE })
  return github
}

function accept(github: LoopbackGitHub, measured: string, client = clientOf(github)) {
  return acceptMeasuredCommit({ client, ...SHOP, measured, headSha: HEAD })
}

describe.concurrent('a measured commit', () => {
  test('is accepted where it is the head, and nobody is asked', async () => {
    await using github = await shop()
    expect(await accept(github, HEAD)).toEqual({ kind: 'head' })
    expect(github.requests).toEqual([])
  })

  test('is accepted where it is GitHub’s trial merge of the head, with the base that it has', async () => {
    await using github = await shop()
    expect(await accept(github, MERGE)).toEqual({ kind: 'merge', base: BASE })
  })

  test.each([
    ['a merge of what was the head before', [BASE, OTHER]],
    ['a merge of something into the head', [HEAD, OTHER]],
    ['a merge of three', [BASE, HEAD, OTHER]],
    ['a commit on top of the head', [HEAD]],
    ['a first commit', []],
  ])('is refused where it is %s', async (_, parents) => {
    await using github = await shop()
    github.addMerge('octo/shop', 'e'.repeat(40), parents)
    expect(await accept(github, 'e'.repeat(40))).toEqual({
      kind: 'refused',
      why: 'Commit eeeeeee is no merge of aaaaaaa.',
    })
  })

  test('is refused where GitHub does not know it', async () => {
    await using github = await shop()
    expect(await accept(github, 'f'.repeat(40))).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('not known'),
    })
  })

  test.each(['', 'main', 'A'.repeat(40), `${MERGE}/../../x`, 'a'.repeat(39)])(
    'is refused without a question where it is none: %j',
    async (measured) => {
      await using github = await shop()
      expect(await accept(github, measured)).toMatchObject({ kind: 'refused' })
      expect(github.requests).toEqual([])
    },
  )

  test('is no refusal of the file where the token may not look, or GitHub is unwell', async () => {
    await using github = await shop()
    const client = clientOf(github, { permissions: { checks: 'write' } })
    expect(await accept(github, MERGE, client)).toMatchObject({ kind: 'forbidden' })
    github.addFault({ operation: 'git/get-commit', kind: 'status', status: 502, times: 9 })
    expect(await accept(github, MERGE)).toEqual({ kind: 'failed', reason: 'GitHub answered 502' })
  })
})
