import { describe, expect, test } from 'vitest'
import { createClient } from '../../src/github/client.ts'
import { formatMarker } from '../../src/github/marker.ts'
import { type StickyComment, upsertComment } from '../../src/github/sticky-comment.ts'
import { LoopbackGitHub, type LoopbackOptions } from '../support/loopback-github.ts'

const SHOP = 'octo/shop'
const BOT = 'github-actions[bot]'
const SHA = '4f2a9c1'.padEnd(40, '0')

/** A GitHub with an open pull request 7 in octo/shop. */
async function shop(options: LoopbackOptions = {}): Promise<LoopbackGitHub> {
  const github = await LoopbackGitHub.start(options)
  github.addRepository(SHOP)
  github.addPullRequest(SHOP, { number: 7 })
  return github
}

function upsert(github: LoopbackGitHub, options: Partial<StickyComment> & { token?: string } = {}) {
  const { token = github.issueToken(), ...comment } = options
  const client = createClient({ token, env: { GITHUB_API_URL: github.url }, second: 1 })
  const wait = async () => {}
  const place = { client, owner: 'octo', repo: 'shop', number: 7, wait }
  return upsertComment({
    ...place,
    key: 'default',
    body: 'Unchanged.',
    sha: SHA,
    run: 118,
    attempt: 1,
    ...comment,
  })
}

function marked(run: number, attempt = 1, key = 'default'): string {
  return `${formatMarker({ key, sha: SHA, run, attempt })}\nOld.`
}

function bodies(github: LoopbackGitHub): string[] {
  return github.comments(SHOP, 7).map((comment) => comment.body)
}

function chatter(github: LoopbackGitHub, count: number): void {
  for (let one = 0; one < count; one++) github.addComment(SHOP, 7, 'a-person', `Thought ${one}`)
}

const FRESH = `${formatMarker({ key: 'default', sha: SHA, run: 118, attempt: 1 })}\nUnchanged.`

describe.concurrent('our comment', () => {
  test('is created where there is none, below its marker', async () => {
    await using github = await shop()
    const outcome = await upsert(github)
    expect(outcome).toMatchObject({ kind: 'created', url: expect.stringContaining('#issuecomment-') })
    expect(github.comments(SHOP, 7)).toMatchObject([{ author: BOT, body: FRESH }])
  })

  test('is updated in place by the next run', async () => {
    await using github = await shop()
    const first = await upsert(github, { run: 117 })
    const second = await upsert(github, { body: 'Worse.', run: 118 })
    expect(second).toEqual({ ...first, kind: 'updated' })
    expect(bodies(github)).toEqual([FRESH.replace('Unchanged.', 'Worse.')])
  })

  test.each([31, 99, 100, 101, 250])('is found behind %i others', async (count) => {
    await using github = await shop()
    chatter(github, count)
    const { id } = github.addComment(SHOP, 7, BOT, marked(117))
    chatter(github, 1)
    expect(await upsert(github)).toMatchObject({ kind: 'updated' })
    expect(github.comments(SHOP, 7).find((comment) => comment.id === id)?.body).toBe(FRESH)
    expect(github.requestsOf('issues/list-comments')).toHaveLength(Math.ceil((count + 2) / 100))
  })

  test('stays apart from one with another key', async () => {
    await using github = await shop()
    github.addComment(SHOP, 7, BOT, marked(200, 1, 'nightly'))
    expect(await upsert(github)).toMatchObject({ kind: 'created' })
    expect(bodies(github)).toEqual([marked(200, 1, 'nightly'), FRESH])
  })

  test('is not mistaken for another of the same bot that quotes our marker', async () => {
    await using github = await shop()
    github.addComment(SHOP, 7, BOT, `Quoted:\n${marked(999)}`)
    expect(await upsert(github)).toMatchObject({ kind: 'created' })
  })

  test('keeps its own marker where the body imitates one', async () => {
    await using github = await shop()
    await upsert(github, { body: marked(999_999) })
    expect(await upsert(github, { run: 119 })).toMatchObject({ kind: 'updated' })
    expect(bodies(github)).toHaveLength(1)
  })

  test('comes once, though the answer to its creation got lost', async () => {
    await using github = await shop()
    github.addFault({ operation: 'issues/create-comment', kind: 'drop', afterwards: true })
    expect(await upsert(github)).toMatchObject({ kind: 'updated' })
    expect(bodies(github)).toEqual([FRESH])
  })

  test('is updated where it is newest, and an older duplicate is left alone', async () => {
    await using github = await shop()
    github.addComment(SHOP, 7, BOT, marked(116))
    github.addComment(SHOP, 7, BOT, marked(117))
    github.addComment(SHOP, 7, BOT, marked(115))
    expect(await upsert(github)).toMatchObject({ kind: 'updated' })
    expect(bodies(github)).toEqual([marked(116), FRESH, marked(115)])
  })
})

describe.concurrent('a comment that carries our marker and is not ours', () => {
  test.each(['a-person', 'other-app[bot]', 'github-actions'])('by %s is never touched', async (author) => {
    await using github = await shop()
    github.addComment(SHOP, 7, author, marked(1))
    github.addComment(SHOP, 7, author, marked(999))
    expect(await upsert(github)).toMatchObject({ kind: 'created' })
    expect(bodies(github)).toEqual([marked(1), marked(999), FRESH])
  })
})

describe.concurrent('whose token it is', () => {
  test.each([
    ['a person’s', { kind: 'user', login: 'a-maintainer' }, true],
    ['a person’s, on a forge without GraphQL', { kind: 'user', login: 'a-maintainer' }, false],
    ['an app’s', { kind: 'installation', login: 'our-app[bot]' }, true],
    ['a job’s, on a forge without GraphQL', { kind: 'installation', login: BOT }, false],
  ] as const)('is found out: %s', async (_, grant, graphql) => {
    await using github = await shop({ graphql })
    const token = github.issueToken(grant)
    github.addComment(SHOP, 7, grant.login, marked(117))
    expect(await upsert(github, { token })).toMatchObject({ kind: 'updated' })
    expect(bodies(github)).toEqual([FRESH])
  })

  test('is not guessed while GitHub is unwell', async () => {
    await using github = await shop()
    github.addComment(SHOP, 7, 'our-app[bot]', marked(117))
    github.addFault({ operation: 'graphql', kind: 'status', status: 502, times: 100 })
    const token = github.issueToken({ login: 'our-app[bot]' })
    expect(await upsert(github, { token })).toEqual({ kind: 'failed', reason: 'GitHub answered 502' })
    expect(bodies(github)).toEqual([marked(117)])
  })
})

describe.concurrent('a newer run’s comment', () => {
  test.each([
    ['an older run', { run: 118, attempt: 1 }, marked(119, 1)],
    ['an older run’s later attempt', { run: 118, attempt: 9 }, marked(119, 1)],
    ['an earlier attempt of the same run', { run: 118, attempt: 1 }, marked(118, 2)],
    ['a run whose number only sorts behind as text', { run: 99, attempt: 1 }, marked(100, 1)],
  ])('is kept from %s', async (_, ours, theirs) => {
    await using github = await shop()
    github.addComment(SHOP, 7, BOT, theirs)
    expect(await upsert(github, ours)).toMatchObject({ kind: 'kept-newer', url: expect.any(String) })
    expect(bodies(github)).toEqual([theirs])
  })

  test('is replaced by a later attempt of the same run', async () => {
    await using github = await shop()
    github.addComment(SHOP, 7, BOT, marked(118, 1))
    expect(await upsert(github, { attempt: 2 })).toMatchObject({ kind: 'updated' })
  })
})

describe.concurrent('a comment that cannot be posted', () => {
  test('because the token may only read is forbidden', async () => {
    await using github = await shop()
    const outcome = await upsert(github, { token: github.issueToken({ access: 'read' }) })
    expect(outcome.kind).toBe('forbidden')
    expect(outcome).toMatchObject({
      reason: expect.stringContaining('403: Resource not accessible by integration'),
    })
    expect(bodies(github)).toEqual([])
  })

  test('because the token may only read is forbidden where it would be updated, too', async () => {
    await using github = await shop()
    github.addComment(SHOP, 7, BOT, marked(117))
    const outcome = await upsert(github, { token: github.issueToken({ access: 'read' }) })
    expect(outcome).toMatchObject({ kind: 'forbidden' })
  })

  test('because there is nothing to be seen with this token is forbidden', async () => {
    await using github = await shop()
    expect(await upsert(github, { number: 8 })).toMatchObject({ kind: 'forbidden' })
  })

  test('because the token is none fails without naming it', async () => {
    await using github = await shop()
    const outcome = await upsert(github, { token: 'ghs_wrong' })
    expect(outcome).toMatchObject({ kind: 'failed', reason: expect.stringContaining('401: Bad credentials') })
    expect(JSON.stringify(outcome)).not.toContain('ghs_wrong')
  })

  test('because the conversation is locked fails: no permission would help', async () => {
    await using github = await LoopbackGitHub.start()
    github.addRepository(SHOP)
    github.addPullRequest(SHOP, { number: 7, locked: true })
    expect(await upsert(github)).toMatchObject({ kind: 'failed', reason: expect.stringContaining('locked') })
  })

  test('because it is too long fails', async () => {
    await using github = await shop()
    const outcome = await upsert(github, { body: 'x'.repeat(65_536) })
    expect(outcome).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/422.*too long/) })
  })

  test('because a rate limit lasts fails: no permission would help', async () => {
    await using github = await shop()
    github.addFault({
      operation: 'issues/create-comment',
      kind: 'secondary-rate-limit',
      retryAfter: 1,
      times: 9,
    })
    expect(await upsert(github)).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/rate limit/),
    })
  })

  test('because GitHub is not there fails', async () => {
    await using github = await shop()
    github.addFault({ kind: 'drop', times: 100 })
    const outcome = await upsert(github)
    expect(outcome).toMatchObject({ kind: 'failed', reason: expect.stringContaining('could not be reached') })
  })
})

describe.concurrent('a GitHub with hiccups', () => {
  test.each(['issues/list-comments', 'issues/create-comment'])(
    'that answers %s with 502 twice gets the comment once',
    async (operation) => {
      await using github = await shop()
      github.addFault({ operation, kind: 'status', status: 502, times: 2 })
      expect(await upsert(github)).toMatchObject({ kind: 'created' })
      expect(bodies(github)).toEqual([FRESH])
    },
  )

  test.each(['graphql', 'issues/update-comment'])(
    'that answers %s with 502 twice gets the update',
    async (operation) => {
      await using github = await shop()
      github.addComment(SHOP, 7, BOT, marked(117))
      github.addFault({ operation, kind: 'status', status: 502, times: 2 })
      expect(await upsert(github)).toMatchObject({ kind: 'updated' })
    },
  )

  test('that never gets well is a failure with a short reason', async () => {
    await using github = await shop()
    github.addFault({ operation: 'issues/create-comment', kind: 'status', status: 502, times: 100 })
    expect(await upsert(github)).toEqual({ kind: 'failed', reason: 'GitHub answered 502' })
  })

  test('that asks to slow down is given time', async () => {
    await using github = await shop()
    github.addFault({ operation: 'issues/create-comment', kind: 'secondary-rate-limit', retryAfter: 60 })
    expect(await upsert(github)).toMatchObject({ kind: 'created' })
    expect(bodies(github)).toEqual([FRESH])
  })
})

test('a comment deleted while we looked is created anew', async () => {
  await using github = await shop()
  github.addComment(SHOP, 7, BOT, marked(117))
  github.before('issues/update-comment', () => github.removeComments(SHOP, 7))
  expect(await upsert(github)).toMatchObject({ kind: 'created' })
  expect(bodies(github)).toEqual([FRESH])
})

test('Enterprise’s prefix holds for every page of comments', async () => {
  await using github = await shop({ prefix: '/api/v3' })
  chatter(github, 150)
  github.addComment(SHOP, 7, BOT, marked(117))
  expect(await upsert(github)).toMatchObject({ kind: 'updated' })
  expect(github.requestsOf('graphql')).toHaveLength(1)
  expect(github.requestsOf('unknown')).toEqual([])
})
