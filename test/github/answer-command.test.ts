import { describe, expect, test } from 'vitest'
import { answerCommand } from '../../src/github/answer-command.ts'
import type { IssueCommentEvent } from '../../src/github/issue-comment-event.ts'
import { LoopbackGitHub } from '../support/loopback-github.ts'
import { clientOf } from '../support/loopback-github-client.ts'

const SHOP = 'octo/shop'
const WORKFLOW = '.github/workflows/corecurve.yml'

/** A shop with a measured pull request, under which someone with write access said something. */
async function said(body: string) {
  const github = await LoopbackGitHub.start()
  github.addRepository(SHOP)
  github.addPullRequest(SHOP, { number: 7 })
  github.setRole(SHOP, 'a-maintainer', 'maintain')
  const run = github.addRun(SHOP, { workflow: WORKFLOW, pullRequest: 7 })
  const comment = github.addComment(SHOP, 7, 'a-maintainer', body)
  const reactions = () => comment.reactions.map(({ content }) => content)
  return Object.assign(github, { run, comment, reactions })
}

type Shop = Awaited<ReturnType<typeof said>>

function answer(github: Shop, change: Partial<IssueCommentEvent> = {}) {
  const { id: commentId, body, author, number } = github.comment
  const event = {
    ...{ kind: 'issue-comment' as const, owner: 'octo', repo: 'shop', isNew: true, onPullRequest: true },
    ...{ commentId, body, author: { login: author, isBot: false }, number },
  }
  const context = { client: clientOf(github), workflow: WORKFLOW, wait: async () => {} }
  return answerCommand({ ...event, ...change }, context)
}

describe.concurrent('/corecurve rerun', () => {
  test('runs the measurement again, and reacts twice', async () => {
    await using github = await said('/corecurve rerun')
    expect(await answer(github)).toMatchObject({ kind: 'started' })
    expect(github.reactions()).toEqual(['eyes', 'rocket'])
    expect(github.run.attempt).toBe(2)
  })

  test('while it runs says so', async () => {
    await using github = await said('/corecurve rerun')
    github.run.status = 'in_progress'
    expect(await answer(github)).toMatchObject({ kind: 'running' })
    expect(github.reactions()).toEqual(['eyes'])
  })

  test('works though no reaction may be given', async () => {
    await using github = await said('/corecurve rerun')
    const operation = 'reactions/create-for-issue-comment'
    github.addFault({ operation, kind: 'status', status: 403, times: 2 })
    expect(await answer(github)).toMatchObject({ kind: 'started' })
    expect(github.reactions()).toEqual([])
  })

  test.each(['read', 'triage', 'none'] as const)('of a person who may only %s does nothing', async (role) => {
    await using github = await said('/corecurve rerun')
    github.setRole(SHOP, 'a-maintainer', role)
    expect(await answer(github)).toEqual({ kind: 'not-permitted' })
    expect(github.run.attempt).toBe(1)
    expect(github.reactions()).toEqual(['-1'])
  })

  test('does nothing where nobody can tell who may', async () => {
    await using github = await said('/corecurve rerun')
    const operation = 'repos/get-collaborator-permission-level'
    github.addFault({ operation, kind: 'status', status: 502, times: 9 })
    expect(await answer(github)).toMatchObject({ kind: 'failed' })
    expect(github.run.attempt).toBe(1)
  })

  test.each([
    ['edited', { isNew: false }],
    ['under an issue', { onPullRequest: false }],
    ['by a bot', { author: { login: 'a-maintainer', isBot: true } }],
    ['by nobody', { author: null }],
    ['no command', { body: 'See /corecurve rerun' }],
  ])('is ignored where it is %s, and GitHub is asked nothing', async (_, change) => {
    await using github = await said('/corecurve rerun')
    expect(await answer(github, change)).toMatchObject({ kind: 'ignored', why: expect.any(String) })
    expect(github.requests).toEqual([])
  })
})

test('/corecurve help asks for a reply', async () => {
  await using github = await said('/corecurve help')
  expect(await answer(github)).toEqual({ kind: 'help' })
  expect(github.reactions()).toEqual(['eyes'])
})

test('an unknown command is met with confusion, and the spelling that was meant', async () => {
  await using github = await said('/corecurve reurn')
  expect(await answer(github)).toEqual({ kind: 'unknown', written: 'reurn', nearest: 'rerun' })
  expect(github.reactions()).toEqual(['confused'])
})
