import type { Client } from './client.ts'
import { type Marker, parseMarker } from './marker.ts'

export interface CommentPlace {
  readonly client: Client
  readonly owner: string
  readonly repo: string
  /** Of the pull request. */
  readonly number: number
  readonly key: string
}

export interface OwnComment {
  readonly id: number
  readonly url: string
  readonly marker: Marker
}

/**
 * Our comments under a pull request, the oldest first: their first line is our marker with this key, and their author
 * is who we are. `author` is asked only where a marker was found.
 */
export async function ownComments(
  { client, owner, repo, number, key }: CommentPlace,
  author: () => Promise<string>,
): Promise<readonly OwnComment[]> {
  const all = await client.paginate(client.rest.issues.listComments, {
    ...{ owner, repo, issue_number: number, per_page: 100 },
  })
  const marked = all.flatMap(({ id, html_url: url, body, user }) => {
    const marker = parseMarker(body ?? '')
    return marker?.key === key ? [{ id, url, marker, login: user?.login }] : []
  })
  // The first comment under a pull request needs no answer to who we are.
  if (marked.length === 0) return []
  const login = await author()
  return marked.filter((one) => one.login === login).sort((a, b) => a.id - b.id)
}
