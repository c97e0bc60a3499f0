import { describe, expect, test } from 'vitest'
import type { CheckPlace, CheckState } from '../../src/github/check-place.ts'
import { setCommitStatus } from '../../src/github/commit-status.ts'
import { plainText } from '../../src/report/plain.ts'
import { markdown } from '../../src/report/safe.ts'
import { LoopbackGitHub } from '../support/loopback-github.ts'
import { clientOf } from '../support/loopback-github-client.ts'
import type { GrantOptions } from '../support/loopback-github-grant.ts'

const SHOP = 'octo/shop'
const HEAD = 'a'.repeat(40)
const RUN_PAGE = 'https://github.example/octo/shop/actions/runs/118'

async function shop(): Promise<LoopbackGitHub> {
  const github = await LoopbackGitHub.start()
  github.addRepository(SHOP)
  github.addPullRequest(SHOP, { number: 7, headSha: HEAD })
  return github
}

interface Options {
  readonly place?: Partial<CheckPlace>
  readonly grant?: GrantOptions
}

function set(github: LoopbackGitHub, state: Partial<CheckState>, { place, grant = {} }: Options = {}) {
  const where = {
    client: clientOf(github, grant),
    owner: 'octo',
    repo: 'shop',
    headSha: HEAD,
    name: 'corecurve',
  }
  const run = { run: 118, attempt: 1, detailsUrl: RUN_PAGE, wait: async () => {} }
  return setCommitStatus(
    { ...where, ...run, ...place },
    { kind: 'success', title: plainText('Unchanged'), summary: markdown``, ...state },
  )
}

const statuses = (github: LoopbackGitHub) => github.statuses(SHOP, HEAD)

describe.concurrent('the commit status', () => {
  test.each([
    ['in-progress', 'pending'],
    ['success', 'success'],
    ['failure', 'failure'],
    ['neutral', 'success'],
  ] as const)('of what is %s is %s', async (kind, state) => {
    await using github = await shop()
    expect(await set(github, { kind, title: plainText('In words') })).toEqual({
      kind: 'created',
      as: 'commit-status',
    })
    expect(statuses(github)).toMatchObject([{ context: 'corecurve', state, description: 'In words' }])
  })

  test('leads to the run, and tells which it was', async () => {
    await using github = await shop()
    await set(github, {}, { place: { detailsUrl: `${RUN_PAGE}#summary` } })
    expect(statuses(github)).toMatchObject([{ targetUrl: `${RUN_PAGE}#corecurve=118/1` }])
  })

  test.each(['x'.repeat(300), '𝒳'.repeat(141)])('has room for 140 characters', async (title) => {
    await using github = await shop()
    expect(await set(github, { title: plainText(title) })).toMatchObject({ kind: 'created' })
    const [status] = statuses(github)
    expect([...(status?.description ?? '')]).toHaveLength(140)
    expect(status?.description).toMatch(/…$/)
  })

  test.each([
    ['an older run', { run: 117, attempt: 9 }],
    ['an earlier attempt', { run: 118, attempt: 1 }],
  ])('of %s does not cover a newer one', async (_, older) => {
    await using github = await shop()
    await set(github, { kind: 'failure' }, { place: { attempt: 2 } })
    expect(await set(github, {}, { place: older })).toEqual({ kind: 'kept-newer', as: 'commit-status' })
    expect(statuses(github)).toHaveLength(1)
  })

  test('of a start that comes late does not cover the end', async () => {
    await using github = await shop()
    await set(github, { kind: 'failure' })
    expect(await set(github, { kind: 'in-progress' })).toMatchObject({ kind: 'kept-newer' })
  })

  test.each(['failure', 'success'] as const)('of a run without a result covers no %s', async (kind) => {
    await using github = await shop()
    await set(github, { kind })
    const place = { attempt: 2 }
    for (const next of ['in-progress', 'neutral'] as const)
      expect(await set(github, { kind: next }, { place })).toMatchObject({ kind: 'kept-answer' })
    expect(statuses(github)).toHaveLength(1)
  })

  test('of a newer run without a result is covered by an older regression', async () => {
    await using github = await shop()
    const place = { attempt: 2 }
    await set(github, { kind: 'in-progress' }, { place })
    await set(github, { kind: 'neutral' }, { place })
    expect(statuses(github)).toMatchObject([{}, { targetUrl: `${RUN_PAGE}#corecurve=118/2/none` }])
    expect(await set(github, { kind: 'failure' })).toMatchObject({ kind: 'created' })
  })

  test.each(['success', 'neutral'] as const)(
    'of another job of the run covers no failure: %s',
    async (kind) => {
      await using github = await shop()
      await set(github, { kind: 'failure' })
      expect(await set(github, { kind })).toEqual({ kind: 'kept-worse', as: 'commit-status' })
      expect(statuses(github)).toHaveLength(1)
      expect(await set(github, {}, { place: { attempt: 2 } })).toMatchObject({ kind: 'created' })
    },
  )

  test('that covered another job’s failure is covered by it again', async () => {
    await using github = await shop()
    const failure = {
      sha: HEAD,
      context: 'corecurve',
      state: 'failure',
      creator: 'github-actions[bot]',
    } as const
    const targetUrl = `${RUN_PAGE}#corecurve=118/1`
    github.before('repos/create-commit-status', () => {
      github.addStatus(SHOP, { ...failure, description: 'Regressed', targetUrl })
    })
    expect(await set(github, {})).toMatchObject({ kind: 'kept-worse' })
    expect(statuses(github).at(-1)).toMatchObject({ state: 'failure', description: 'Regressed', targetUrl })
  })

  test('is another one under another name', async () => {
    await using github = await shop()
    await set(github, { kind: 'failure' }, { place: { name: 'corecurve-arm' } })
    expect(await set(github, {})).toMatchObject({ kind: 'created' })
    expect(statuses(github)).toMatchObject([
      { context: 'corecurve-arm', state: 'failure' },
      { context: 'corecurve', state: 'success' },
    ])
  })

  test('of another tool is no run of ours', async () => {
    await using github = await shop()
    const other = { sha: HEAD, state: 'failure', description: null, creator: 'ci[bot]' } as const
    github.addStatus(SHOP, { ...other, context: 'ci', targetUrl: `${RUN_PAGE}#corecurve=999/1` })
    github.addStatus(SHOP, { ...other, context: 'corecurve', targetUrl: null })
    expect(await set(github, {})).toMatchObject({ kind: 'created' })
  })

  test('is written where statuses may be written and not read', async () => {
    await using github = await shop()
    github.addFault({ operation: 'repos/list-commit-statuses-for-ref', kind: 'status', status: 404 })
    expect(await set(github, {})).toMatchObject({ kind: 'created' })
  })

  test('is forbidden to a token that may only read', async () => {
    await using github = await shop()
    expect(await set(github, {}, { grant: { access: 'read' } })).toMatchObject({ kind: 'forbidden' })
  })

  test('survives 502s and a lost answer', async () => {
    await using github = await shop()
    const operation = 'repos/create-commit-status'
    github.addFault({ operation, kind: 'status', status: 502, times: 2 })
    github.addFault({ operation, kind: 'drop', afterwards: true })
    expect(await set(github, { kind: 'failure' })).toMatchObject({ kind: 'created' })
    expect(statuses(github).at(-1)).toMatchObject({ state: 'failure' })
  })
})
