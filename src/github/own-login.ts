import { RequestError } from 'octokit'
import type { Client } from './client.ts'
import { isRefusal } from './refusal.ts'

/** Who the token of a GitHub Actions job speaks for. */
const ACTIONS_BOT = 'github-actions[bot]'

/**
 * The login under which this client's comments appear. GraphQL tells for users and for apps' installation tokens
 * alike; GET /user tells for users on forges without GraphQL; a token refused by both is taken for a job's own.
 * Throws a RequestError where the server is not well: a wrong guess would leave a second comment.
 */
export async function ownLogin(client: Client): Promise<string> {
  try {
    const { viewer } = await client.graphql<{ viewer: { login: string } }>('{ viewer { login } }')
    return viewer.login
  } catch (error) {
    passOnTrouble(error)
  }
  try {
    const { data } = await client.rest.users.getAuthenticated()
    return data.login
  } catch (error) {
    passOnTrouble(error)
    return ACTIONS_BOT
  }
}

/** A no to the question is an answer; a server or a rate limit in the way is not. */
function passOnTrouble(error: unknown): void {
  const isDown = error instanceof RequestError && error.status >= 500
  if (!isRefusal(error) || isDown || /rate limit/i.test(error.message)) throw error
}
