import { describe, expect, test } from 'vitest'
import { LoopbackGitHub } from './loopback-github.ts'
import { clientOf, SHOP, send } from './loopback-github-client.ts'

const SHA = 'a'.repeat(40)
const NEW = { ...SHOP, name: 'corecurve', head_sha: SHA }
const OUTPUT = { title: 'Scales worse', summary: 'At 4 cores.' }

async function shop(): Promise<LoopbackGitHub> {
  const github = await LoopbackGitHub.start()
  github.addRepository('octo/shop')
  github.addPullRequest('octo/shop', { number: 7, headRepo: 'stranger/shop', headRef: 'fast', headSha: SHA })
  return github
}

describe.concurrent('a check run', () => {
  test('is created while measuring, and completed by its conclusion', async () => {
    await using github = await shop()
    const { rest } = clientOf(github)
    const { data } = await rest.checks.create({ ...NEW, status: 'in_progress' })
    expect(data).toMatchObject({ status: 'in_progress', conclusion: null, completed_at: null })
    expect(data.app?.slug).toBe('github-actions')
    const done = await rest.checks.update({
      ...SHOP,
      check_run_id: data.id,
      conclusion: 'failure',
      output: OUTPUT,
    })
    expect(done.data).toMatchObject({
      id: data.id,
      status: 'completed',
      conclusion: 'failure',
      output: OUTPUT,
    })
    expect(github.checkRuns('octo/shop', SHA)).toMatchObject([{ conclusion: 'failure', output: OUTPUT }])
  })

  test('of another app may be read and not changed', async () => {
    await using github = await shop()
    const { data } = await clientOf(github, { login: 'other-app[bot]' }).rest.checks.create(NEW)
    const { rest } = clientOf(github)
    const which = { ...SHOP, check_run_id: data.id }
    expect((await rest.checks.get(which)).data.app?.slug).toBe('other-app')
    const changed = rest.checks.update({ ...which, conclusion: 'success' })
    await expect(changed).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('Invalid app_id'),
    })
  })

  test.each([
    ['for a commit that nobody pushed', { head_sha: 'e'.repeat(40) }, /No commit found for SHA: e+/],
    ['that is completed without a conclusion', { status: 'completed' as const }, /missing_field/],
  ])('%s is refused', async (_, fields, message) => {
    await using github = await shop()
    const asked = clientOf(github).rest.checks.create({ ...NEW, ...fields })
    await expect(asked).rejects.toMatchObject({ status: 422, message: expect.stringMatching(message) })
    expect(github.checkRuns('octo/shop', SHA)).toEqual([])
  })

  test('with a summary of more than 65,535 characters is refused, and reported', async () => {
    await using github = await shop()
    const output = { ...OUTPUT, summary: 'x'.repeat(65_536) }
    const asked = clientOf(github).rest.checks.create({ ...NEW, output })
    await expect(asked).rejects.toMatchObject({ status: 422 })
    expect(github.takeViolations().join()).toMatch(/summary.*65535/)
  })

  test('is listed for its commit and its branch: the latest of each name', async () => {
    await using github = await shop()
    github.addPullRequest('octo/shop', { number: 8, headRef: 'own/branch', headSha: '8'.repeat(40) })
    const { rest } = clientOf(github)
    const head_sha = '8'.repeat(40)
    await rest.checks.create({ ...NEW, head_sha, conclusion: 'failure' })
    await rest.checks.create({ ...NEW, head_sha, conclusion: 'success' })
    await rest.checks.create({ ...NEW, head_sha, name: 'lint' })
    const list = async (options: object) =>
      (await rest.checks.listForRef({ ...SHOP, ref: head_sha, ...options })).data
    expect((await list({})).check_runs).toMatchObject([{ name: 'lint' }, { conclusion: 'success' }])
    expect(await list({ filter: 'all' })).toMatchObject({ total_count: 3 })
    expect(await list({ check_name: 'corecurve' })).toMatchObject({ total_count: 1 })
    expect(await list({ ref: 'own/branch' })).toMatchObject({ total_count: 2 })
    expect(await list({ filter: 'all', per_page: 1, page: 3 })).toMatchObject({
      total_count: 3,
      check_runs: [{ conclusion: 'failure' }],
    })
    const raw = await send(github, '/repos/octo/shop/commits/own/branch/check-runs')
    expect(await raw.json()).toMatchObject({ total_count: 2 })
  })
})

describe.concurrent('a commit status', () => {
  test('counts as the newest of its context', async () => {
    await using github = await shop()
    const { rest } = clientOf(github)
    const set = (context: string, state: 'success' | 'failure' | 'pending') =>
      rest.repos.createCommitStatus({ ...SHOP, sha: SHA, state, context, description: 'As before' })
    const combined = async () => (await rest.repos.getCombinedStatusForRef({ ...SHOP, ref: SHA })).data
    expect(await combined()).toMatchObject({ state: 'pending', total_count: 0 })
    await set('corecurve', 'failure')
    await set('lint', 'success')
    expect((await combined()).state).toBe('failure')
    await set('corecurve', 'success')
    expect(await combined()).toMatchObject({ state: 'success', total_count: 2 })
    await set('build', 'pending')
    expect((await combined()).state).toBe('pending')
    const { data } = await rest.repos.listCommitStatusesForRef({ ...SHOP, ref: SHA })
    expect(data.map(({ context, state }) => `${context} ${state}`)).toEqual([
      ...['build pending', 'corecurve success', 'lint success', 'corecurve failure'],
    ])
    expect(data[0]!.creator?.login).toBe('github-actions[bot]')
  })

  test.each([
    ['of more than 140 characters', { description: 'x'.repeat(141) }, /too long/],
    ['for a commit that nobody pushed', { sha: 'e'.repeat(40) }, /No commit found/],
  ])('%s is refused', async (_, fields, message) => {
    await using github = await shop()
    const asked = clientOf(github).rest.repos.createCommitStatus({
      ...SHOP,
      sha: SHA,
      state: 'success',
      ...fields,
    })
    await expect(asked).rejects.toMatchObject({ status: 422, message: expect.stringMatching(message) })
  })
})
