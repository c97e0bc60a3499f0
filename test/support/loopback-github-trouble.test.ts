import { describe, expect, test } from 'vitest'
import { LoopbackGitHub, type LoopbackOptions } from './loopback-github.ts'
import { clientOf, SHOP, send } from './loopback-github-client.ts'

const on7 = { ...SHOP, issue_number: 7 }
const COMMENTS = '/repos/octo/shop/issues/7/comments'

async function shop(options: LoopbackOptions = {}): Promise<LoopbackGitHub> {
  const github = await LoopbackGitHub.start(options)
  github.addRepository('octo/shop')
  github.addPullRequest('octo/shop', { number: 7 })
  return github
}

describe('an ETag', () => {
  test('spares the answer to whoever has it, until something changed', async () => {
    await using github = await shop()
    const first = await send(github, COMMENTS)
    const headers = { 'if-none-match': first.headers.get('etag')! }
    const again = await send(github, COMMENTS, { headers })
    expect([again.status, await again.text()]).toEqual([304, ''])
    github.addComment('octo/shop', 7, 'a-person', 'Nice.')
    expect((await send(github, COMMENTS, { headers })).status).toBe(200)
  })

  test('makes the question free', async () => {
    await using github = await shop()
    const authorization = `token ${github.issueToken()}`
    const ask = async (headers: Record<string, string>) => {
      const response = await send(github, COMMENTS, { headers: { authorization, ...headers } })
      return {
        etag: response.headers.get('etag')!,
        left: Number(response.headers.get('x-ratelimit-remaining')),
      }
    }
    const first = await ask({})
    const second = await ask({ 'if-none-match': first.etag })
    expect(second.left).toBe(first.left)
    expect((await ask({})).left).toBe(first.left - 1)
  })
})

describe('the primary rate limit', () => {
  test('is counted for each token, and ends in refusals that say when it resets', async () => {
    await using github = await shop({ rateLimit: 2 })
    const client = clientOf(github)
    const first = await client.rest.pulls.get({ ...SHOP, pull_number: 7 })
    expect(first.headers).toMatchObject({ 'x-ratelimit-limit': '2', 'x-ratelimit-remaining': '1' })
    await client.rest.pulls.get({ ...SHOP, pull_number: 7 })
    const third = client.rest.pulls.get({ ...SHOP, pull_number: 7 })
    await expect(third).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('API rate limit exceeded'),
      response: { headers: { 'x-ratelimit-remaining': '0' } },
    })
    await expect(clientOf(github).rest.pulls.get({ ...SHOP, pull_number: 7 })).resolves.toBeDefined()
  })

  test.each([403, 429] as const)('comes as %i on demand', async (status) => {
    await using github = await shop()
    github.addFault({ kind: 'rate-limit', resetAt: new Date(Date.now() + 3_600_000), status })
    const response = await send(github, COMMENTS)
    expect(response.status).toBe(status)
    expect(response.headers.get('x-ratelimit-remaining')).toBe('0')
    expect((await send(github, COMMENTS)).status).toBe(200)
  })
})

describe('a fault on demand', () => {
  test.each([
    [403, 60, '60'],
    [429, 60, '60'],
    [403, undefined, null],
  ] as const)('is a secondary rate limit with %i and retry-after %o', async (status, retryAfter, header) => {
    await using github = await shop()
    github.addFault({ kind: 'secondary-rate-limit', status, retryAfter })
    const response = await send(github, COMMENTS)
    expect(response.status).toBe(status)
    expect(response.headers.get('retry-after')).toBe(header)
    expect(await response.json()).toMatchObject({ message: expect.stringContaining('secondary rate limit') })
  })

  test('is outlasted by the client', async () => {
    await using github = await shop()
    github.addFault({ kind: 'secondary-rate-limit', status: 429, retryAfter: 1 })
    github.addFault({ kind: 'status', status: 502, times: 2 })
    await expect(clientOf(github).rest.issues.listComments(on7)).resolves.toMatchObject({ data: [] })
    expect(github.requestsOf('issues/list-comments')).toHaveLength(4)
  })

  test('hits only the operation that it names', async () => {
    await using github = await shop()
    github.addFault({ operation: 'issues/list-comments', kind: 'status', status: 502 })
    expect((await send(github, '/repos/octo/shop/pulls/7')).status).toBe(200)
    expect((await send(github, COMMENTS)).status).toBe(502)
    expect((await send(github, COMMENTS)).status).toBe(200)
  })

  test.each([
    ['an answer that was lost', { kind: 'drop', afterwards: true }],
    ['a 502', { kind: 'status', status: 502, afterwards: true }],
  ] as const)('may come after the work: %s', async (_, fault) => {
    await using github = await shop()
    github.addFault({ ...fault, operation: 'issues/create-comment' })
    const asked = clientOf(github).rest.issues.createComment({ ...on7, body: 'One', request: { retries: 0 } })
    await expect(asked).rejects.toThrow()
    expect(github.comments('octo/shop', 7)).toMatchObject([{ body: 'One' }])
  })
})

test('two requests can be made to meet', async () => {
  await using github = await shop()
  const listed = Promise.withResolvers<void>()
  github.before('issues/create-comment', () => listed.promise)
  const created = clientOf(github).rest.issues.createComment({ ...on7, body: 'One' })
  await expect.poll(() => github.requestsOf('issues/create-comment')).toHaveLength(1)
  expect((await clientOf(github).rest.issues.listComments(on7)).data).toEqual([])
  listed.resolve()
  await created
  expect(github.comments('octo/shop', 7)).toHaveLength(1)
})
