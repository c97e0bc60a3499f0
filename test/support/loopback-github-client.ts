import { type Client, createClient } from '../../src/github/client.ts'
import type { LoopbackGitHub } from './loopback-github.ts'
import type { GrantOptions } from './loopback-github-grant.ts'

export const SHOP = { owner: 'octo', repo: 'shop' }

/** The product's own client, with retries and throttling at a thousandth of their pace. */
export function clientOf(github: LoopbackGitHub, grant: GrantOptions = {}): Client {
  return createClient({ token: github.issueToken(grant), env: { GITHUB_API_URL: github.url }, second: 1 })
}

/** A request as no octokit would send it, by a token that may do everything. */
export function send(
  github: LoopbackGitHub,
  path: string,
  { headers = {}, ...options }: { method?: string; body?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  const authorization = `token ${github.issueToken()}`
  return fetch(`${github.url}${path}`, {
    headers: { authorization, 'user-agent': 'test', ...headers },
    ...options,
  })
}
