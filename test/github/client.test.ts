import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { createClient } from '../../src/github/client.ts'
import { refusalOf } from '../../src/github/refusal.ts'
import { UserError } from '../../src/user-error.ts'
import { LoopbackGitHub } from '../support/loopback-github.ts'

const SHOP = { owner: 'octo', repo: 'shop' }

function clientOf(github: LoopbackGitHub, options: { token?: string; warn?: (line: string) => void } = {}) {
  const { token = github.issueToken(), warn } = options
  return createClient({ token, env: { GITHUB_API_URL: github.url }, second: 1, warn })
}

describe('the client', () => {
  test('says who it is, and speaks to the address of GITHUB_API_URL', async () => {
    await using github = await LoopbackGitHub.start({ prefix: '/api/v3' })
    github.addRepository('octo/shop')
    const { data } = await clientOf(github).rest.repos.get(SHOP)
    expect(data.url).toBe(`${github.url}/repos/octo/shop`)
    expect(github.requests[0]!.userAgent).toMatch(/^corecurve /)
  })

  test('outlasts three 502s', async () => {
    await using github = await LoopbackGitHub.start()
    github.addRepository('octo/shop')
    github.addFault({ kind: 'status', status: 502, times: 3 })
    await expect(clientOf(github).rest.repos.get(SHOP)).resolves.toMatchObject({ status: 200 })
    expect(github.requests).toHaveLength(4)
  })

  test('gives up after the third retry', async () => {
    await using github = await LoopbackGitHub.start()
    github.addFault({ kind: 'status', status: 502, times: 100 })
    await expect(clientOf(github).rest.repos.get(SHOP)).rejects.toThrow()
    expect(github.requests).toHaveLength(4)
  })

  test('keeps no count of retries for the next request, which would wait longer for it', async () => {
    await using github = await LoopbackGitHub.start()
    github.addRepository('octo/shop')
    github.addFault({ kind: 'status', status: 502, times: 2 })
    const client = clientOf(github)
    await client.rest.repos.get(SHOP)
    expect(client.request.endpoint.DEFAULTS.request).not.toHaveProperty('retryCount')
  })

  test('asks again where the connection ended without an answer', async () => {
    await using github = await LoopbackGitHub.start()
    github.addRepository('octo/shop')
    github.addFault({ kind: 'drop' })
    await expect(clientOf(github).rest.repos.get(SHOP)).resolves.toMatchObject({ status: 200 })
  })

  test('waits out a secondary rate limit, and says so', async () => {
    await using github = await LoopbackGitHub.start()
    github.addRepository('octo/shop')
    github.addFault({ kind: 'secondary-rate-limit', retryAfter: 30 })
    const lines: string[] = []
    await clientOf(github, { warn: (line) => lines.push(line) }).rest.repos.get(SHOP)
    expect(lines).toEqual(["GitHub's secondary rate limit is used up for 30 s: waiting."])
  })

  test('does not wait an hour for a rate limit', async () => {
    await using github = await LoopbackGitHub.start()
    github.addFault({ kind: 'rate-limit', resetAt: new Date(Date.now() + 3_600_000), times: 100 })
    const lines: string[] = []
    const asked = clientOf(github, { warn: (line) => lines.push(line) }).rest.repos.get(SHOP)
    await expect(asked).rejects.toThrow('API rate limit exceeded')
    expect(github.requests).toHaveLength(1)
    expect(lines).toEqual([expect.stringMatching(/rate limit is used up for \d+ s: giving up/)])
  })
})

describe('a GitHub that takes connections and never answers', () => {
  test('is asked less and less, and the error says what happened', async () => {
    let asked = 0
    await using silent = createServer(() => {
      asked += 1
    })
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening))
    const { port } = silent.address() as AddressInfo
    const env = { GITHUB_API_URL: `http://127.0.0.1:${port}` }
    const client = createClient({ token: 'ghs_x', env, second: 1, answerIn: 60 })
    const counts: number[] = []
    for (let request = 1; request <= 4; request++) {
      const refused = await client.rest.repos.get(SHOP).catch(refusalOf)
      expect(refused).toMatchObject({
        kind: 'failed',
        reason: expect.stringMatching(/no answer in 0\.0\d+ s/),
      })
      counts.push(asked)
    }
    silent.closeAllConnections()
    expect(counts).toEqual([4, 8, 9, 10])
  })

  test('and one that makes everybody wait share one patience', async () => {
    await using github = await LoopbackGitHub.start()
    github.addRepository('octo/shop')
    github.addFault({ kind: 'secondary-rate-limit', retryAfter: 60, times: 3 })
    const lines: string[] = []
    const client = clientOf(github, { warn: (line) => lines.push(line) })
    await expect(client.rest.repos.get(SHOP)).rejects.toThrow('secondary rate limit')
    github.addFault({ kind: 'secondary-rate-limit', retryAfter: 60 })
    await expect(client.rest.repos.get(SHOP)).rejects.toThrow('secondary rate limit')
    expect(lines.map((line) => line.split(': ').at(-1))).toEqual([
      'waiting.',
      'waiting.',
      'giving up.',
      'giving up.',
    ])
  })
})

describe('a token', () => {
  test('is in no error, not even where the answer quotes it', async () => {
    await using github = await LoopbackGitHub.start()
    const token = 'ghs_secret'
    github.addFault({ kind: 'status', status: 400, message: `Bad header: token ${token}` })
    const error = await clientOf(github, { token })
      .rest.repos.get(SHOP)
      .catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(Error)
    const { message, request } = error as Error & { request: { headers: unknown } }
    expect(message).toContain('Bad header: token ***')
    expect(JSON.stringify([message, request.headers])).not.toContain(token)
  })

  test.each(['', '  \n', 'ghs_two\nlines', 'ghs_Ω'])('that cannot be one is refused unseen: %o', (token) => {
    const make = () => createClient({ token, env: {} })
    expect(make).toThrow(UserError)
    if (token.trim() !== '') expect(make).not.toThrow(token)
  })

  test('may end with the line end of the file it came from', async () => {
    await using github = await LoopbackGitHub.start()
    github.addRepository('octo/shop')
    const token = `${github.issueToken()}\n`
    await expect(clientOf(github, { token }).rest.repos.get(SHOP)).resolves.toMatchObject({ status: 200 })
  })
})

test.each(['api.github.com', 'file:///etc', 'https://user:hunter2@github.example/api'])(
  'GITHUB_API_URL %o is refused',
  (GITHUB_API_URL) => {
    const make = () => createClient({ token: 'ghs_x', env: { GITHUB_API_URL } })
    expect(make).toThrow(/GITHUB_API_URL/)
    expect(make).not.toThrow('hunter2')
  },
)
