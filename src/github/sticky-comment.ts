import { RequestError } from 'octokit'
import type { Client } from './client.ts'
import { compareMarkers, formatMarker, type Marker, parseMarker } from './marker.ts'
import { ownLogin } from './own-login.ts'
import { refusalOf } from './refusal.ts'

export interface StickyComment {
  readonly client: Client
  readonly owner: string
  readonly repo: string
  /** Of the pull request. */
  readonly number: number
  readonly key: string
  /** Markdown below the marker line. */
  readonly body: string
  readonly sha: string
  readonly run: number
  readonly attempt: number
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<unknown>
}

export type CommentOutcome =
  /** `kept-newer`: a later run has commented already, and its comment stays. */
  | { readonly kind: 'created' | 'updated' | 'kept-newer'; readonly url: string }
  /** The token may not comment here. */
  | { readonly kind: 'forbidden'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }

const TRIES = 3

/**
 * Creates our comment under a pull request, or updates it in place. It is ours where its first line is our marker
 * with the same key and its author is who we are; of several the newest is updated and the others are left alone.
 * GitHub's refusals are outcomes, not errors.
 */
export async function upsertComment(comment: StickyComment): Promise<CommentOutcome> {
  try {
    const author = once(() => ownLogin(comment.client))
    for (let tries = 1; ; tries++) {
      const attempt = await tryOnce(comment, author)
      if (attempt.kind !== 'look-again') return attempt
      if (tries === TRIES) throw attempt.error
      await comment.wait(tries * tries * 1000)
    }
  } catch (error) {
    return refusalOf(error)
  }
}

type Try = CommentOutcome | { readonly kind: 'look-again'; readonly error: unknown }

async function tryOnce(comment: StickyComment, author: () => Promise<string>): Promise<Try> {
  const ours = await newestOfOurs(comment, author)
  if (ours !== undefined && compareMarkers(ours.marker, comment) > 0)
    return { kind: 'kept-newer', url: ours.url }
  return ours === undefined ? create(comment) : update(comment, ours.id)
}

async function create(comment: StickyComment): Promise<Try> {
  const { client, owner, repo, number } = comment
  try {
    const { data } = await client.rest.issues.createComment({
      owner,
      repo,
      issue_number: number,
      body: textOf(comment),
      // An answer that got lost may have created the comment: look before trying again, or there are two.
      request: { retries: 0 },
    })
    return { kind: 'created', url: data.html_url }
  } catch (error) {
    if (error instanceof RequestError && error.status >= 500) return { kind: 'look-again', error }
    throw error
  }
}

async function update(comment: StickyComment, id: number): Promise<Try> {
  const { client, owner, repo } = comment
  try {
    const { data } = await client.rest.issues.updateComment({
      owner,
      repo,
      comment_id: id,
      body: textOf(comment),
    })
    return { kind: 'updated', url: data.html_url }
  } catch (error) {
    // Someone deleted it since we looked.
    if (error instanceof RequestError && error.status === 404) return { kind: 'look-again', error }
    throw error
  }
}

function textOf(comment: StickyComment): string {
  return `${formatMarker(comment)}\n${comment.body}`
}

interface OwnComment {
  readonly id: number
  readonly url: string
  readonly marker: Marker
}

async function newestOfOurs(
  comment: StickyComment,
  author: () => Promise<string>,
): Promise<OwnComment | undefined> {
  const { client, owner, repo, number } = comment
  const all = await client.paginate(client.rest.issues.listComments, {
    owner,
    repo,
    issue_number: number,
    per_page: 100,
  })
  const marked = all.flatMap(({ id, html_url: url, body, user }) => {
    const marker = parseMarker(body ?? '')
    return marker?.key === comment.key ? [{ id, url, marker, login: user?.login }] : []
  })
  // The first comment under a pull request needs no answer to who we are.
  if (marked.length === 0) return undefined
  const login = await author()
  return marked
    .filter((one) => one.login === login)
    .sort((a, b) => compareMarkers(a.marker, b.marker) || a.id - b.id)
    .at(-1)
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined
  return () => {
    answer ??= ask()
    return answer
  }
}
