import { RequestError } from 'octokit'

/** How often something is written that others write too. */
export const TRIES = 3

/** For a write that must not be repeated, however long after, without another look at what stands there by then. */
export const ONCE = { retries: 0, waits: 0 } as const

/** Milliseconds after which what a run wrote before it saw ours has arrived, but for a lost packet. */
export const SETTLED_AFTER = 3000

const LONGEST_PAUSE_SECONDS = 60

/** Milliseconds to wait before looking again and writing anew; undefined where that would not help. */
export function pauseAfter(error: unknown, tries: number): number | undefined {
  if (!(error instanceof RequestError) || tries >= TRIES) return undefined
  const { status, message, response } = error
  if (status >= 500) return tries * tries * 1000
  if (status !== 429 && !(status === 403 && /secondary rate limit|abuse/i.test(message))) return undefined
  // A primary limit says so, and resets up to an hour later.
  if (response?.headers['x-ratelimit-remaining'] === '0') return undefined
  const seconds = Number(response?.headers['retry-after'] ?? LONGEST_PAUSE_SECONDS)
  return seconds <= LONGEST_PAUSE_SECONDS ? seconds * 1000 : undefined
}
