import { describe, expect, test } from 'vitest'
import { type GitHubEvent, readEvent } from '../../src/github/event.ts'
import { LoopbackGitHub } from '../support/loopback-github.ts'
import { issueCommentPayload } from '../support/loopback-github-payloads.ts'

const SHOP = 'octo/shop'

async function payloadOf(author: string, action?: string) {
  await using github = await LoopbackGitHub.start()
  github.addRepository(SHOP)
  github.addPullRequest(SHOP, { number: 7 })
  const comment = github.addComment(SHOP, 7, author, '/corecurve rerun')
  return { ...issueCommentPayload({ github, repository: SHOP }, comment, action), id: comment.id }
}

function read(payload: unknown): Promise<GitHubEvent> {
  const env = { GITHUB_EVENT_NAME: 'issue_comment', GITHUB_EVENT_PATH: 'event.json' }
  return readEvent(env, async () => JSON.stringify(payload))
}

describe('a comment', () => {
  test('under a pull request tells its text, its author and where it stands', async () => {
    const payload = await payloadOf('a-person')
    expect(await read(payload)).toEqual({
      ...{ kind: 'issue-comment', owner: 'octo', repo: 'shop', isNew: true, commentId: payload.id },
      ...{ body: '/corecurve rerun', author: { login: 'a-person', isBot: false } },
      ...{ number: 7, onPullRequest: true },
    })
  })

  test.each(['edited', 'deleted'])('that is %s is not new', async (action) => {
    expect(await read(await payloadOf('a-person', action))).toMatchObject({ isNew: false })
  })

  test('of a bot says so', async () => {
    expect(await read(await payloadOf('github-actions[bot]'))).toMatchObject({ author: { isBot: true } })
  })

  test('under an issue is under no pull request', async () => {
    const payload = await payloadOf('a-person')
    const { pull_request: _, ...issue } = payload.issue
    expect(await read({ ...payload, issue })).toMatchObject({ onPullRequest: false })
  })

  test('of an account that is gone has no author', async () => {
    const payload = await payloadOf('a-person')
    const event = await read({ ...payload, comment: { ...payload.comment, user: null, body: null } })
    expect(event).toMatchObject({ author: null, body: '' })
  })
})
