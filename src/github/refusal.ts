import { RequestError } from 'octokit'

/** Why GitHub did not do what was asked. `forbidden`: this token may not; `failed`: anything else. */
export type Refusal = { readonly kind: 'forbidden' | 'failed'; readonly reason: string }

/** GitHub says 403 for these too, and more permissions would not help. */
const NOT_ABOUT_PERMISSIONS =
  /rate limit|is locked|was archived|abuse detection|already running|over a month ago/i

/** Whether GitHub said no, or was not there to say anything; any other error is a bug of ours. */
export function isRefusal(error: unknown): error is Error {
  // The rate limit of GraphQL comes as a plain error that holds the response.
  return error instanceof RequestError || (error instanceof Error && 'response' in error)
}

/** Turns an error of the client into a refusal; throws it again where it is a bug of ours. */
export function refusalOf(error: unknown): Refusal {
  if (!isRefusal(error)) throw error
  const message = error.message.replaceAll(/\s+/g, ' ').slice(0, 300)
  if (!(error instanceof RequestError)) return { kind: 'failed', reason: `GitHub refused: ${message}` }
  const { status, response } = error
  if (response === undefined) return { kind: 'failed', reason: `GitHub could not be reached: ${message}` }
  // A gateway's error page is no reason to show.
  const reason = `GitHub answered ${status}${message.startsWith('<') ? '' : `: ${message}`}`
  const isForbidden = status === 404 || (status === 403 && !NOT_ABOUT_PERMISSIONS.test(message))
  return { kind: isForbidden ? 'forbidden' : 'failed', reason }
}

/**
 * Whether GitHub knows nothing of the name that was asked for. 404 is said where the token may not look, too: this is
 * for questions about a repository whose pull request was found before.
 */
export function isUnknown({ reason }: Refusal): boolean {
  return /^GitHub answered (404|409|422)\b/.test(reason)
}
