import { describe, expect, test } from 'vitest'
import { createClient } from '../../src/github/client.ts'
import { pastRegression } from '../../src/github/comment-policy.ts'
import { formatMarker, type Marker, parseMarker } from '../../src/github/marker.ts'
import { type StickyComment, upsertComment } from '../../src/github/sticky-comment.ts'
import type { Markdown } from '../../src/report/safe.ts'
import type { OverallVerdict } from '../../src/result/comparison.ts'
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

interface Options extends Partial<StickyComment> {
  readonly token?: string
  readonly body?: string
}

function upsert(github: LoopbackGitHub, options: Options = {}) {
  const { token = github.issueToken(), body = 'Unchanged.', ...comment } = options
  const client = createClient({ token, env: { GITHUB_API_URL: github.url }, second: 1 })
  const wait = async () => {}
  const place = { client, owner: 'octo', repo: 'shop', number: 7, wait }
  return upsertComment({
    ...place,
    key: 'default',
    render: () => body as Markdown,
    mayCreate: true,
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
    expect(github.requestsOf('issues/list-comments')).toHaveLength(3 * Math.ceil((count + 2) / 100))
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

  test('is the first of several, and the others go', async () => {
    await using github = await shop()
    const { id } = github.addComment(SHOP, 7, BOT, marked(116))
    github.addComment(SHOP, 7, BOT, marked(117))
    github.addComment(SHOP, 7, 'a-person', marked(115))
    github.addComment(SHOP, 7, BOT, marked(115))
    expect(await upsert(github)).toMatchObject({ kind: 'updated' })
    expect(bodies(github)).toEqual([FRESH, marked(115)])
    expect(github.comments(SHOP, 7)[0]?.id).toBe(id)
  })

  test('is up to date though another of ours could not be deleted', async () => {
    await using github = await shop()
    github.addComment(SHOP, 7, BOT, marked(116))
    github.addComment(SHOP, 7, BOT, marked(117))
    github.addFault({ operation: 'issues/delete-comment', kind: 'status', status: 403 })
    expect(await upsert(github)).toMatchObject({ kind: 'updated' })
    expect(bodies(github)).toEqual([FRESH, marked(117)])
  })
})

describe.concurrent('where there is too little to say for a new comment', () => {
  test('none is created', async () => {
    await using github = await shop()
    github.addComment(SHOP, 7, 'a-person', marked(117))
    expect(await upsert(github, { mayCreate: false })).toEqual({ kind: 'nothing-to-say' })
    expect(bodies(github)).toEqual([marked(117)])
  })

  test('the one that is there is updated', async () => {
    await using github = await shop()
    github.addComment(SHOP, 7, BOT, marked(117))
    expect(await upsert(github, { mayCreate: false })).toMatchObject({ kind: 'updated' })
    expect(bodies(github)).toEqual([FRESH])
  })

  test.each([
    [true, 'created', [FRESH]],
    [false, 'nothing-to-say', []],
  ] as const)(
    'one that a person deleted comes again only where there is more: %s',
    async (mayCreate, kind, left) => {
      await using github = await shop()
      await upsert(github, { run: 117 })
      github.removeComments(SHOP, 7)
      expect(await upsert(github, { mayCreate })).toMatchObject({ kind })
      expect(bodies(github)).toEqual(left)
    },
  )

  test('one that is deleted while we look is not created anew', async () => {
    await using github = await shop()
    github.addComment(SHOP, 7, BOT, marked(117))
    github.before('issues/update-comment', () => github.removeComments(SHOP, 7))
    expect(await upsert(github, { mayCreate: false })).toEqual({ kind: 'nothing-to-say' })
    expect(bodies(github)).toEqual([])
  })
})

describe.concurrent('what the comment told before', () => {
  const previous = (marker: Marker | undefined) => JSON.stringify(marker ?? null) as Markdown
  const told = (github: LoopbackGitHub) => JSON.parse(bodies(github)[0]!.split('\n')[1]!)

  test('is nothing where there was none', async () => {
    await using github = await shop()
    await upsert(github, { render: previous, verdict: 'regression' })
    expect(told(github)).toBeNull()
    expect(parseMarker(bodies(github)[0]!)).toMatchObject({ verdict: 'regression', regressed: '4f2a9c1' })
  })

  test('is handed to who renders the next one, and a regression is remembered until the next', async () => {
    await using github = await shop()
    const run = (run: number, verdict: OverallVerdict, sha: string) =>
      upsert(github, { run, verdict, render: previous, sha: sha.padEnd(40, '0') })
    await run(1, 'regression', 'aaaaaaa')
    await run(2, 'inconclusive', 'bbbbbbb')
    expect(told(github)).toMatchObject({ run: 1, verdict: 'regression', regressed: 'aaaaaaa' })
    await run(3, 'unchanged', 'ccccccc')
    expect(told(github)).toMatchObject({ run: 2, verdict: 'inconclusive', regressed: 'aaaaaaa' })
    await run(4, 'regression', 'ddddddd')
    expect(parseMarker(bodies(github)[0]!)).toMatchObject({ regressed: 'ddddddd' })
  })

  test('survives a lost answer: what is rendered again is the same', async () => {
    await using github = await shop()
    await upsert(github, { run: 1, verdict: 'regression' })
    const resolved = (marker: Marker | undefined) =>
      (pastRegression(marker, { sha: SHA, verdict: 'unchanged' })?.kind ?? 'nothing') as Markdown
    await upsert(github, { verdict: 'unchanged', render: resolved })
    await upsert(github, { verdict: 'unchanged', render: resolved })
    expect(bodies(github)[0]).toMatch(/\nunconfirmed$/)
  })
})

/** Another run comments just after we looked, before we create ours. */
function racing(github: LoopbackGitHub, body: string): void {
  github.before('issues/create-comment', () => void github.addComment(SHOP, 7, BOT, body))
}

describe.concurrent('two jobs of one run that comment under one key', () => {
  test.each([
    ['regression', 'unchanged'],
    ['regression', 'failed'],
    ['regression', undefined],
    ['failed', 'improvement'],
  ] as const)('keep the worse, whoever comes last: %s, %s', async (worse, milder) => {
    await using github = await shop()
    const told = { ...(milder === undefined ? {} : { verdict: milder }), body: 'Milder.' }
    await upsert(github, { verdict: worse, body: 'Worse.' })
    const outcome = await upsert(github, told)
    expect(outcome).toMatchObject({ kind: 'kept-worse', url: expect.stringContaining('#issuecomment-') })
    expect(bodies(github)[0]).toMatch(/\nWorse\.$/)
    github.removeComments(SHOP, 7)
    await upsert(github, told)
    expect(await upsert(github, { verdict: worse, body: 'Worse.' })).toMatchObject({ kind: 'updated' })
    expect(bodies(github)[0]).toMatch(/\nWorse\.$/)
  })

  test('keep the worse, though they create at once', async () => {
    await using github = await shop()
    const worse = formatMarker({ key: 'default', sha: SHA, run: 118, attempt: 1, verdict: 'regression' })
    racing(github, `${worse}\nWorse.`)
    expect(await upsert(github, { verdict: 'unchanged' })).toMatchObject({ kind: 'kept-worse' })
    expect(bodies(github)).toEqual([`${worse}\nWorse.`])
  })

  test('may say it again, and the next attempt may say anything', async () => {
    await using github = await shop()
    await upsert(github, { verdict: 'regression', body: 'Worse.' })
    expect(await upsert(github, { verdict: 'regression', body: 'Worse.' })).toMatchObject({ kind: 'updated' })
    expect(await upsert(github, { attempt: 2, verdict: 'unchanged' })).toMatchObject({ kind: 'updated' })
    expect(bodies(github)[0]).toMatch(/\nUnchanged\.$/)
  })
})

describe.concurrent('runs that create at once', () => {
  test('leave the first, with what the newer says', async () => {
    await using github = await shop()
    racing(github, marked(117))
    expect(await upsert(github)).toMatchObject({ kind: 'updated' })
    expect(bodies(github)).toEqual([FRESH])
  })

  test('leave the first where that is the newer', async () => {
    await using github = await shop()
    racing(github, marked(119))
    expect(await upsert(github)).toMatchObject({ kind: 'kept-newer' })
    expect(bodies(github)).toEqual([marked(119)])
  })

  test('leave the newer to bring the first up to date where that is ours', async () => {
    await using github = await shop()
    afterCreating(github, () => github.addComment(SHOP, 7, BOT, marked(119)))
    expect(await upsert(github)).toMatchObject({ kind: 'kept-newer' })
    expect(bodies(github)).toEqual([FRESH, marked(119)])
    expect(await upsert(github, { run: 119 })).toMatchObject({ kind: 'updated' })
    expect(bodies(github)).toEqual([FRESH.replace('run=118', 'run=119')])
  })

  test('clear the other away where it is older and came later', async () => {
    await using github = await shop()
    afterCreating(github, () => github.addComment(SHOP, 7, BOT, marked(117)))
    expect(await upsert(github)).toMatchObject({ kind: 'created' })
    expect(bodies(github)).toEqual([FRESH])
  })

  test('leave a stranger’s with our marker alone', async () => {
    await using github = await shop()
    github.before('issues/create-comment', () => void github.addComment(SHOP, 7, 'a-person', marked(1)))
    expect(await upsert(github)).toMatchObject({ kind: 'created' })
    expect(bodies(github)).toEqual([marked(1), FRESH])
  })

  test('keep what they said where the second look fails', async () => {
    await using github = await shop()
    afterCreating(github, () =>
      github.addFault({ operation: 'issues/list-comments', kind: 'status', status: 502, times: 9 }),
    )
    expect(await upsert(github)).toMatchObject({ kind: 'created' })
    expect(bodies(github)).toEqual([FRESH])
  })

  test('are three shards, and one comment', async () => {
    await using github = await shop()
    const shards = Array.from({ length: 3 }, (_, shard) => upsert(github, { body: `Shard ${shard}` }))
    const outcomes = await Promise.all(shards)
    expect(bodies(github)).toHaveLength(1)
    expect(outcomes.map(({ kind }) => kind)).not.toContain('failed')
  })

  test('are of several pushes, and the newest is heard', async () => {
    await using github = await shop()
    await Promise.all([121, 119, 120].map((run) => upsert(github, { run, body: `Run ${run}` })))
    expect(bodies(github)).toHaveLength(1)
    expect(bodies(github)[0]).toContain('Run 121')
  })
})

/** Once our comment is there, before we look again. */
function afterCreating(github: LoopbackGitHub, happens: () => void): void {
  github.before('issues/create-comment', () => github.before('issues/list-comments', happens))
}

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

describe.concurrent('what is proven of a commit', () => {
  const told = (run: number, verdict?: OverallVerdict) =>
    `${formatMarker({ key: 'default', sha: SHA, run, attempt: 1, ...(verdict && { verdict }) })}\nOld.`

  test.each([
    ['regression', undefined],
    ['regression', 'inconclusive'],
    ['unchanged', undefined],
  ] as const)('stands: %s is not covered by %s, in whatever order', async (proven, next) => {
    await using github = await shop()
    github.addComment(SHOP, 7, BOT, told(117, proven))
    expect(await upsert(github, next && { verdict: next })).toMatchObject({ kind: 'kept-answer' })
    expect(bodies(github)).toEqual([told(117, proven)])
    await using other = await shop()
    other.addComment(SHOP, 7, BOT, told(119, next))
    expect(await upsert(other, { verdict: proven })).toMatchObject({ kind: 'updated' })
  })

  test.each([
    ['regression', 'unchanged', SHA],
    ['unchanged', 'inconclusive', SHA],
    ['inconclusive', undefined, SHA],
    ['regression', undefined, 'b'.repeat(40)],
  ] as const)('gives way: %s to %s of %s', async (there, verdict, sha) => {
    await using github = await shop()
    github.addComment(SHOP, 7, BOT, told(117, there))
    expect(await upsert(github, { sha, ...(verdict && { verdict }) })).toMatchObject({ kind: 'updated' })
  })
})

describe.concurrent('a marker of a run that is newer than this one', () => {
  const HEAD = { headSha: SHA, workflow: '.github/workflows/corecurve.yml' }
  const of = (run: number, sha = SHA) => `${formatMarker({ key: 'default', sha, run, attempt: 1 })}\nOld.`

  test.each([
    ['there is no such run', {}, 999_999_999_999_999],
    ['it is of another workflow', { ...HEAD, workflow: '.github/workflows/coverage.yml' }, undefined],
    ['it is of another commit', { ...HEAD, headSha: 'b'.repeat(40) }, undefined],
  ])('is another workflow’s that quotes a stranger, and no comment of ours: %s', async (_, about, id) => {
    await using github = await shop()
    const { id: run } = github.addRun(SHOP, HEAD)
    const quoted = of(id ?? github.addRun(SHOP, about).id)
    github.addComment(SHOP, 7, BOT, quoted)
    expect(await upsert(github, { run })).toMatchObject({ kind: 'created' })
    expect(bodies(github)).toEqual([quoted, expect.stringContaining(` run=${run} `)])
  })

  test('is believed where there is such a run', async () => {
    await using github = await shop()
    const [{ id: run }, newer] = [github.addRun(SHOP, HEAD), github.addRun(SHOP, HEAD)]
    github.addComment(SHOP, 7, BOT, of(newer.id))
    expect(await upsert(github, { run })).toMatchObject({ kind: 'kept-newer' })
  })

  test.each([
    ['this head', SHA, 'kept-newer'],
    ['another head', 'b'.repeat(40), 'created'],
  ])('is believed of %s alone where the token may not ask', async (_, sha, kind) => {
    await using github = await shop()
    const { id: run } = github.addRun(SHOP, HEAD)
    const token = github.issueToken({ permissions: { 'pull-requests': 'write' } })
    github.addComment(SHOP, 7, BOT, of(999_999_999_999_999, sha))
    expect(await upsert(github, { run, token })).toMatchObject({ kind })
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

  test('because the token may only read is stale where there is one, which tells something older', async () => {
    await using github = await shop()
    const { id } = github.addComment(SHOP, 7, BOT, marked(117))
    const outcome = await upsert(github, { token: github.issueToken({ access: 'read' }) })
    expect(outcome).toMatchObject({ kind: 'stale', sha: '4f2a9c1', why: { kind: 'forbidden' } })
    expect(outcome).toMatchObject({ url: expect.stringContaining(`#issuecomment-${id}`) })
  })

  test('because GitHub is in trouble is stale where there is one', async () => {
    await using github = await shop()
    github.addComment(SHOP, 7, BOT, marked(117))
    github.addFault({ operation: 'issues/update-comment', kind: 'status', status: 502, times: 9 })
    expect(await upsert(github)).toMatchObject({ kind: 'stale', why: { kind: 'failed' } })
    expect(bodies(github)).toEqual([marked(117)])
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
