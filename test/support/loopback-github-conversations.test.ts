import { describe, expect, test } from 'vitest'
import { LoopbackGitHub } from './loopback-github.ts'
import { clientOf, SHOP } from './loopback-github-client.ts'
import { MAX_COMMENT_LENGTH } from './loopback-github-conversation-routes.ts'

const on7 = { ...SHOP, issue_number: 7 }

async function shop(): Promise<LoopbackGitHub> {
  const github = await LoopbackGitHub.start()
  github.addRepository('octo/shop')
  github.addPullRequest('octo/shop', { number: 7, headRepo: 'stranger/shop', headRef: 'fast' })
  return github
}

describe.concurrent('a comment', () => {
  test('is created by who the token speaks for, read, changed and deleted', async () => {
    await using github = await shop()
    const { rest } = clientOf(github)
    const { data } = await rest.issues.createComment({ ...on7, body: 'One' })
    const which = { ...SHOP, comment_id: data.id }
    await rest.issues.updateComment({ ...which, body: 'Two' })
    const read = await rest.issues.getComment(which)
    expect(read.data).toMatchObject({ body: 'Two', user: { login: 'github-actions[bot]', type: 'Bot' } })
    expect(read.data.updated_at > data.updated_at).toBe(true)
    expect((await rest.issues.deleteComment(which)).status).toBe(204)
    await expect(rest.issues.getComment(which)).rejects.toMatchObject({ status: 404 })
    expect((await rest.issues.listComments(on7)).data).toEqual([])
  })

  test('that a person deleted is gone for whoever changes it', async () => {
    await using github = await shop()
    const { id: comment_id } = github.addComment('octo/shop', 7, 'a-person', 'Nice.')
    github.removeComment('octo/shop', comment_id)
    const changed = clientOf(github).rest.issues.updateComment({ ...SHOP, comment_id, body: 'x' })
    await expect(changed).rejects.toMatchObject({ status: 404 })
  })

  test.each([
    ['too long', 'é'.repeat(MAX_COMMENT_LENGTH + 1), /too long \(maximum is 65536/],
    ['blank', ' \n', /blank/],
  ])('that is %s is refused, whether new or changed', async (_, body, message) => {
    await using github = await shop()
    const { id: comment_id } = github.addComment('octo/shop', 7, 'a-person', 'Nice.')
    const { rest } = clientOf(github)
    const refusal = { status: 422, message: expect.stringMatching(message) }
    await expect(rest.issues.createComment({ ...on7, body })).rejects.toMatchObject(refusal)
    await expect(rest.issues.updateComment({ ...SHOP, comment_id, body })).rejects.toMatchObject(refusal)
    expect(github.comments('octo/shop', 7)).toMatchObject([{ body: 'Nice.' }])
  })

  test('of the greatest length is taken', async () => {
    await using github = await shop()
    await clientOf(github).rest.issues.createComment({ ...on7, body: 'é'.repeat(MAX_COMMENT_LENGTH) })
    expect(github.comments('octo/shop', 7)).toHaveLength(1)
  })

  test('is listed only where it changed since', async () => {
    await using github = await shop()
    const old = github.addComment('octo/shop', 7, 'a-person', 'One')
    const fresh = github.addComment('octo/shop', 7, 'a-person', 'Two')
    const { data } = await clientOf(github).rest.issues.listComments({ ...on7, since: fresh.createdAt })
    expect(data.map(({ id }) => id)).toEqual([fresh.id])
    expect(old.id).not.toBe(fresh.id)
  })

  test('takes each reaction of each person once', async () => {
    await using github = await shop()
    const { id: comment_id } = github.addComment('octo/shop', 7, 'a-person', '/corecurve run')
    const { rest } = clientOf(github)
    const react = () => rest.reactions.createForIssueComment({ ...SHOP, comment_id, content: 'rocket' })
    expect((await react()).status).toBe(201)
    expect((await react()).status).toBe(200)
    const { data } = await rest.issues.getComment({ ...SHOP, comment_id })
    expect(data.reactions).toMatchObject({ total_count: 1, rocket: 1, eyes: 0 })
  })
})

describe.concurrent('a list of pull requests', () => {
  async function numbers(
    github: LoopbackGitHub,
    filter: { head?: string; base?: string; state?: 'all' | 'closed' },
  ) {
    const { data } = await clientOf(github).rest.pulls.list({ ...SHOP, ...filter })
    return data.map(({ number }) => number)
  }

  test('is filtered by state, head and base, newest first', async () => {
    await using github = await shop()
    github.addPullRequest('octo/shop', { number: 8, headRef: 'fast' })
    github.addPullRequest('octo/shop', { number: 9, headRef: 'fast', state: 'closed' })
    expect(await numbers(github, {})).toEqual([8, 7])
    expect(await numbers(github, { state: 'closed' })).toEqual([9])
    expect(await numbers(github, { state: 'all', head: 'octo:fast' })).toEqual([9, 8])
    expect(await numbers(github, { head: 'stranger:fast' })).toEqual([7])
    expect(await numbers(github, { base: 'main' })).toEqual([8, 7])
    expect(await numbers(github, { base: 'next' })).toEqual([])
  })

  test('is whole where the head is named without its owner', async () => {
    await using github = await shop()
    github.addPullRequest('octo/shop', { number: 8, headRef: 'slow' })
    expect(await numbers(github, { head: 'slow' })).toEqual([8, 7])
  })
})

describe.concurrent('a pull request', () => {
  test('has another head after a force-push', async () => {
    await using github = await shop()
    github.pushTo('octo/shop', 7, 'f'.repeat(40))
    const { data } = await clientOf(github).rest.pulls.get({ ...SHOP, pull_number: 7 })
    expect(data.head.sha).toBe('f'.repeat(40))
  })

  test('has no head repository after its fork was deleted', async () => {
    await using github = await shop()
    const run = github.addRun('octo/shop', { pullRequest: 7 })
    github.deleteHeadRepository('octo/shop', 7)
    const { rest } = clientOf(github)
    const { data } = await rest.pulls.get({ ...SHOP, pull_number: 7 })
    expect(data.head).toMatchObject({ label: 'stranger:fast', repo: null })
    const ran = await rest.actions.getWorkflowRun({ ...SHOP, run_id: run.id })
    expect(ran.data.head_repository).toBeNull()
  })
})

describe.concurrent('a file', () => {
  test('is read at a branch, at its commit, and raw', async () => {
    await using github = await shop()
    github.addCommit('octo/shop', '1'.repeat(40), 'next/one')
    github.setFile('octo/shop', 'a folder/corecurve.yml', 'cores: [1, 2]\n', 'next/one')
    const { rest } = clientOf(github)
    const asked = { ...SHOP, path: 'a folder/corecurve.yml' }
    for (const ref of ['next/one', '1'.repeat(40)]) {
      const { data } = await rest.repos.getContent({ ...asked, ref })
      const { content } = data as { content: string }
      expect(Buffer.from(content, 'base64').toString()).toBe('cores: [1, 2]\n')
    }
    const raw = await rest.repos.getContent({ ...asked, ref: 'next/one', mediaType: { format: 'raw' } })
    expect(raw.data).toBe('cores: [1, 2]\n')
  })

  test.each([
    ['that is not there', 'none.yml', undefined, 'Not Found'],
    ['at a branch that is not there', 'corecurve.yml', 'gone', 'No commit found for the ref gone'],
  ])('%s is not found', async (_, path, ref, message) => {
    await using github = await shop()
    github.setFile('octo/shop', 'corecurve.yml', 'cores: auto\n')
    const asked = clientOf(github).rest.repos.getContent({
      ...SHOP,
      path,
      ...(ref === undefined ? {} : { ref }),
    })
    await expect(asked).rejects.toMatchObject({ status: 404, message: expect.stringContaining(message) })
  })
})
