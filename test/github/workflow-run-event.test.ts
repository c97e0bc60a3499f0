import { describe, expect, test } from 'vitest'
import { type GitHubEvent, readEvent } from '../../src/github/event.ts'
import { UserError } from '../../src/user-error.ts'
import { LoopbackGitHub } from '../support/loopback-github.ts'
import type { RunOptions } from '../support/loopback-github-model.ts'
import { workflowRunPayload } from '../support/loopback-github-payloads.ts'

const SHOP = 'octo/shop'
const HEAD = '7'.repeat(40)
const WORKFLOW = '.github/workflows/corecurve.yml'

async function shop(): Promise<LoopbackGitHub> {
  const github = await LoopbackGitHub.start()
  github.addRepository(SHOP)
  github.addPullRequest(SHOP, { number: 7, headRepo: 'stranger/shop', headRef: 'main', headSha: HEAD })
  return github
}

function read(payload: unknown): Promise<GitHubEvent> {
  const env = { GITHUB_EVENT_NAME: 'workflow_run', GITHUB_EVENT_PATH: 'event.json' }
  return readEvent(env, async () => JSON.stringify(payload))
}

function eventOf(github: LoopbackGitHub, options: RunOptions, action = 'completed'): Promise<GitHubEvent> {
  const run = github.addRun(SHOP, { workflow: WORKFLOW, ...options })
  return read(workflowRunPayload({ github, repository: SHOP }, run, action))
}

describe.concurrent('a workflow run', () => {
  test('for a fork’s pull request tells its head', async () => {
    await using github = await shop()
    expect(await eventOf(github, { id: 118, attempt: 2, pullRequest: 7 })).toEqual({
      ...{ kind: 'workflow-run', owner: 'octo', repo: 'shop', action: 'completed', defaultBranch: 'main' },
      triggering: {
        ...{ run: 118, attempt: 2, event: 'pull_request', path: WORKFLOW, conclusion: 'success' },
        ...{ headSha: HEAD, headBranch: 'main', isDefaultBranch: false },
        headRepository: { fullName: 'stranger/shop', owner: 'stranger' },
        url: 'https://github.example/octo/shop/actions/runs/118',
      },
    })
  })

  test('for a push says whether it is of the default branch', async () => {
    await using github = await shop()
    github.addCommit(SHOP, HEAD, 'try')
    expect(await eventOf(github, {})).toMatchObject({ triggering: { event: 'push', isDefaultBranch: true } })
    expect(await eventOf(github, { headBranch: 'try' })).toMatchObject({
      triggering: { isDefaultBranch: false },
    })
  })

  test.each(['requested', 'in_progress'])('that is %s has no conclusion yet', async (action) => {
    await using github = await shop()
    expect(await eventOf(github, { pullRequest: 7, status: 'in_progress' }, action)).toMatchObject({
      action,
      triggering: { conclusion: null },
    })
  })

  test('of a fork that was deleted has no head repository', async () => {
    await using github = await shop()
    const run = github.addRun(SHOP, { pullRequest: 7 })
    github.deleteHeadRepository(SHOP, 7)
    const event = await read(workflowRunPayload({ github, repository: SHOP }, run))
    expect(event).toMatchObject({ triggering: { headRepository: null, isDefaultBranch: false } })
  })

  test.each([
    [`${WORKFLOW}@refs/heads/main`, WORKFLOW],
    [`${WORKFLOW}@refs/heads/a@b.yml`, WORKFLOW],
    ['.github/workflows/a@b.yaml@refs/tags/v1', '.github/workflows/a@b.yaml'],
    // Files of other names, and a ref never comes without `refs/`.
    [`${WORKFLOW}@x.yml`, `${WORKFLOW}@x.yml`],
    [`${WORKFLOW}@x.yml@refs/heads/main`, `${WORKFLOW}@x.yml`],
    [`${WORKFLOW}@refs.yml@refs/heads/a.yml`, `${WORKFLOW}@refs.yml`],
    [`${WORKFLOW}/../x.yml@refs/heads/main`, `${WORKFLOW}/../x.yml@refs/heads/main`],
    ['.github/workflows/a.yml.yml', '.github/workflows/a.yml.yml'],
    ['dynamic/pages/build', 'dynamic/pages/build'],
  ])('is of the workflow %s without its ref', async (path, expected) => {
    await using github = await shop()
    expect(await eventOf(github, { pullRequest: 7, path })).toMatchObject({ triggering: { path: expected } })
  })

  test.each([
    { head_sha: 'main' },
    { run_attempt: 0 },
    { html_url: 'javascript:alert(1)' },
    { head_repository: { full_name: '../..', owner: { login: 'x' } } },
  ])('with %j is refused', async (change) => {
    await using github = await shop()
    const payload = workflowRunPayload({ github, repository: SHOP }, github.addRun(SHOP, { pullRequest: 7 }))
    const refused = read({ ...payload, workflow_run: { ...payload.workflow_run, ...change } })
    await expect(refused).rejects.toThrow(UserError)
    await expect(refused).rejects.toThrow(`workflow_run.${Object.keys(change)[0]}`)
  })
})
