import { Octokit } from 'octokit'
import { UserError } from '../user-error.ts'
import { ANSWER_TIMEOUT, Patience } from './patience.ts'

export type Client = Octokit

export interface ClientOptions {
  readonly token: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Told when a rate limit makes us wait. */
  readonly warn?: (line: string) => void
  /** Milliseconds that a second of waiting takes; tests shorten it. */
  readonly second?: number
  /** Milliseconds that GitHub is given for an answer; tests shorten it. */
  readonly answerIn?: number
}

/** Three retries after 1, 4 and 9 seconds outlast a burst of 502s. */
const RETRIES = 3
/** A no that stays one; 405 and 501 are how other forges say that they have no such feature. */
const FINAL = [400, 401, 403, 404, 405, 410, 422, 451, 501]
/** GitHub asks for 60 s after a secondary limit; a primary limit resets up to an hour later, and we do not wait. */
const LONGEST_WAIT_SECONDS = 60
const WAITS = 2

/**
 * The client for GITHUB_API_URL (GitHub Enterprise and other forges too). It retries what a retry can mend, and
 * never for long. Throws a UserError for a token or an address that cannot be one.
 */
export function createClient(options: ClientOptions): Client {
  const { token, env, warn = () => {}, second = 1000, answerIn = ANSWER_TIMEOUT } = options
  const patience = new Patience(answerIn)
  const secret = checkedToken(token)
  const baseUrl = apiUrl(env)
  const waitFor = (what: string) => (seconds: number, options: object, _: unknown, retries: number) => {
    // Who asked will look again first.
    if ('request' in options && (options.request as { waits?: number }).waits === 0) return false
    const isShort = seconds <= LONGEST_WAIT_SECONDS && retries < WAITS
    const waits = isShort && patience.allows(seconds * 1000)
    warn(`GitHub's ${what} is used up for ${seconds} s: ${waits ? 'waiting' : 'giving up'}.`)
    return waits
  }
  const client = new Octokit({
    auth: secret,
    baseUrl,
    userAgent: 'corecurve',
    log: { debug() {}, info() {}, warn() {}, error() {} },
    request: { fetch: fetchWith(patience) },
    retry: { retries: RETRIES, retryAfterBaseValue: second, doNotRetry: FINAL },
    throttle: {
      // Limits are a server's own, so clients of one server share their pace.
      id: baseUrl,
      retryAfterBaseValue: second,
      onRateLimit: waitFor('rate limit'),
      onSecondaryRateLimit: waitFor('secondary rate limit'),
    },
  })
  client.hook.before('request', (options) => {
    // The count of retries is kept in this object, which requests would share: each would wait longer than the last.
    options.request = { ...options.request, ...(patience.isUsedUp ? { retries: 0 } : {}) }
  })
  client.hook.error('request', (error) => {
    // A server, or a proxy between, may quote what it was sent.
    error.message = error.message.replaceAll(secret, '***')
    throw error
  })
  return client
}

function checkedToken(token: string): string {
  const trimmed = token.trim()
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed
  // The value stays out of the message, whatever is wrong with it.
  throw new UserError(
    `The input github-token ${trimmed === '' ? 'is empty' : 'holds characters that no token has'}. ` +
      'Leave it out to use the token of the job, or pass one from the `secrets` context.',
  )
}

function apiUrl(env: ClientOptions['env']): string {
  const found = env.GITHUB_API_URL || 'https://api.github.com'
  const url = URL.parse(found)
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '')
    return found.replace(/\/+$/, '')
  throw new UserError(
    'GITHUB_API_URL is not the address of an API: it must begin with https:// and hold no password, ' +
      'such as https://api.github.com.',
  )
}

/** Says who did not answer; what a try took that came to nothing is spent. */
function fetchWith(patience: Patience): typeof fetch {
  return async (url, options) => {
    const { answerIn } = patience
    const timeout = AbortSignal.timeout(answerIn)
    const signal = options?.signal ? AbortSignal.any([options.signal, timeout]) : timeout
    const start = performance.now()
    try {
      const response = await fetch(url, { ...options, signal })
      if (response.status >= 500) patience.spend(performance.now() - start)
      return response
    } catch (error) {
      patience.spend(performance.now() - start)
      if (timeout.aborted && !options?.signal?.aborted) throw new Error(`no answer in ${answerIn / 1000} s`)
      throw error
    }
  }
}
