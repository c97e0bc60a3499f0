import { describe, expect, test } from 'vitest'
import { LoopbackGitHub, type LoopbackOptions } from './loopback-github.ts'
import { clientOf, SHOP } from './loopback-github-client.ts'
import { issueCommentPayload, pullRequestPayload, workflowRunPayload } from './loopback-github-payloads.ts'

const FORK = { number: 7, headRepo: 'stranger/shop', headRef: 'fast', headSha: '7'.repeat(40) }
const OWN = { number: 8, headRef: 'slow', headSha: '8'.repeat(40) }

async function shop(options: LoopbackOptions = {}) {
  const github = await LoopbackGitHub.start(options)
  github.addRepository('octo/shop')
  github.addPullRequest('octo/shop', FORK)
  github.addPullRequest('octo/shop', OWN)
  return github
}

/** A shop whose run for pull request 7 has uploaded a result. */
async function measured(options: LoopbackOptions = {}) {
  const github = await shop(options)
  const run = github.addRun('octo/shop', { pullRequest: 7 })
  const artifact = github.addArtifact('octo/shop', run, 'corecurve', { 'result.json': '{}' })
  return Object.assign(github, { run, artifact })
}

function download(github: LoopbackGitHub, artifact_id: number, options: object = {}) {
  const { rest } = clientOf(github)
  return rest.actions.downloadArtifact({ ...SHOP, artifact_id, archive_format: 'zip', ...options })
}

/** Where the bytes lie, as GitHub tells it. */
async function addressOf(github: LoopbackGitHub, artifact_id: number): Promise<string> {
  const { headers } = await download(github, artifact_id, { request: { redirect: 'manual' } })
  return headers.location!
}

describe.concurrent('a workflow run', () => {
  test('names its pull request where that is not from a fork', async () => {
    await using github = await shop()
    const { rest } = clientOf(github)
    const runOf = async (pullRequest: number) => {
      const { id } = github.addRun('octo/shop', { pullRequest })
      return (await rest.actions.getWorkflowRun({ ...SHOP, run_id: id })).data
    }
    const own = await runOf(8)
    expect(own.pull_requests).toMatchObject([{ number: 8, head: { sha: OWN.headSha } }])
    const fork = await runOf(7)
    expect(fork).toMatchObject({
      ...{ event: 'pull_request', path: '.github/workflows/benchmark.yml', pull_requests: [] },
      ...{ head_branch: 'fast', head_sha: FORK.headSha, status: 'completed', conclusion: 'success' },
      head_repository: { full_name: 'stranger/shop' },
    })
  })

  test('of a push is for the default branch', async () => {
    await using github = await shop()
    const { id } = github.addRun('octo/shop', { workflow: '.github/workflows/check.yml' })
    const { data } = await clientOf(github).rest.actions.getWorkflowRun({ ...SHOP, run_id: id })
    expect(data).toMatchObject({ event: 'push', head_branch: 'main', path: '.github/workflows/check.yml' })
    const which = { ...SHOP, workflow_id: 'check.yml' }
    expect((await clientOf(github).rest.actions.getWorkflow(which)).data.id).toBe(data.workflow_id)
  })

  test('keeps its id when it is run again', async () => {
    await using github = await measured()
    github.addJob(github.run, 'measure', 'failure')
    github.rerun(github.run)
    github.addJob(github.run, 'measure')
    const which = { ...SHOP, run_id: github.run.id }
    const { rest } = clientOf(github)
    expect((await rest.actions.getWorkflowRun(which)).data.run_attempt).toBe(2)
    const jobs = async (filter: 'latest' | 'all') =>
      (await rest.actions.listJobsForWorkflowRun({ ...which, filter })).data.jobs
    expect(await jobs('latest')).toMatchObject([{ run_attempt: 2, conclusion: 'success' }])
    expect(await jobs('all')).toHaveLength(2)
  })

  test('is listed for its workflow, by commit and event, the newest first', async () => {
    await using github = await shop()
    const first = github.addRun('octo/shop', { pullRequest: 7 })
    const second = github.addRun('octo/shop', { pullRequest: 7 })
    github.addRun('octo/shop', { pullRequest: 8 })
    github.addRun('octo/shop', { pullRequest: 7, workflow: '.github/workflows/check.yml' })
    const { rest } = clientOf(github)
    const ids = async (options: object) => {
      const asked = { ...SHOP, workflow_id: 'benchmark.yml', ...options }
      return (await rest.actions.listWorkflowRuns(asked)).data.workflow_runs.map(({ id }) => id)
    }
    expect(await ids({ head_sha: FORK.headSha })).toEqual([second.id, first.id])
    expect(await ids({ event: 'push' })).toEqual([])
    await expect(ids({ workflow_id: 'other.yml' })).rejects.toMatchObject({ status: 404 })
  })

  test('is run again by who may write to actions, and not while it runs', async () => {
    await using github = await measured()
    const which = { ...SHOP, run_id: github.run.id }
    const reader = clientOf(github, { permissions: { actions: 'read' } })
    await expect(reader.rest.actions.reRunWorkflow(which)).rejects.toMatchObject({ status: 403 })
    const { rest } = clientOf(github)
    expect((await rest.actions.reRunWorkflow(which)).status).toBe(201)
    expect(github.run).toMatchObject({ attempt: 2, status: 'queued', conclusion: null })
    await expect(rest.actions.reRunWorkflow(which)).rejects.toThrow('already running')
  })
})

describe.concurrent('an artifact', () => {
  test('is listed for its run, by name, the newest first', async () => {
    await using github = await measured()
    const other = github.addRun('octo/shop', { pullRequest: 8 })
    github.addArtifact('octo/shop', other, 'corecurve', { 'result.json': '{}' })
    const second = github.addArtifact('octo/shop', github.run, 'corecurve-2', { 'result.json': '{}' })
    const { rest } = clientOf(github)
    const names = async (options: object) => {
      const asked = { ...SHOP, run_id: github.run.id, ...options }
      return (await rest.actions.listWorkflowRunArtifacts(asked)).data.artifacts.map(({ name }) => name)
    }
    expect(await names({})).toEqual(['corecurve-2', 'corecurve'])
    expect(await names({ direction: 'asc' })).toEqual(['corecurve', 'corecurve-2'])
    expect(await names({ name: 'corecurve' })).toEqual(['corecurve'])
    const { data } = await rest.actions.getArtifact({ ...SHOP, artifact_id: second.id })
    expect(data).toMatchObject({ size_in_bytes: second.bytes.length, workflow_run: { id: github.run.id } })
  })

  test('is found among more than a page of them', async () => {
    await using github = await measured()
    for (let one = 0; one < 40; one++) github.addArtifact('octo/shop', github.run, `shard-${one}`, {})
    const client = clientOf(github)
    const all = await client.paginate(client.rest.actions.listWorkflowRunArtifacts, {
      ...SHOP,
      run_id: github.run.id,
    })
    expect(all).toHaveLength(41)
    expect(github.requestsOf('actions/list-workflow-run-artifacts')).toHaveLength(2)
  })

  test('is downloaded by way of a redirect to another origin', async () => {
    await using github = await measured()
    const { data } = await download(github, github.artifact.id)
    expect(Buffer.from(data as ArrayBuffer)).toEqual(Buffer.from(github.artifact.bytes))
    const address = await addressOf(github, github.artifact.id)
    expect(new URL(address).origin).not.toBe(new URL(github.url).origin)
    expect(github.requestsOf('blob')).toHaveLength(1)
  })

  test('is whatever bytes a test replaced it with', async () => {
    await using github = await measured()
    github.artifact.bytes = Buffer.from('no zip at all')
    const { data } = await download(github, github.artifact.id)
    expect(Buffer.from(data as ArrayBuffer).toString()).toBe('no zip at all')
  })

  test('that expired is gone', async () => {
    await using github = await measured()
    github.artifact.expired = true
    await expect(download(github, github.artifact.id)).rejects.toMatchObject({ status: 410 })
  })

  test.each([
    ['whose signature is another', (address: string) => address.replace(/sig=.../, 'sig=AAA'), {}],
    [
      'whose artifact is another',
      (address: string) => address.replace(/\d+\.zip/, (name) => `${Number.parseInt(name, 10) + 1}.zip`),
      {},
    ],
    ['whose time was stretched', (address: string) => address.replace(/se=\d+/, (time) => `${time}0`), {}],
    ['with GitHub’s token', (address: string) => address, { authorization: 'token ghs_x' }],
  ])('is not given at an address %s', async (_, change, headers) => {
    await using github = await measured()
    const address = await addressOf(github, github.artifact.id)
    expect((await fetch(address)).status).toBe(200)
    const response = await fetch(change(address), { headers })
    expect(response.status).toBe(403)
    expect(await response.text()).toMatch(/<Code>(AuthenticationFailed|InvalidAuthenticationInfo)</)
  })

  test('is not given at an address that got old', async () => {
    await using github = await measured({ blobSeconds: 0 })
    expect((await fetch(await addressOf(github, github.artifact.id))).status).toBe(403)
  })

  test('comes after a hiccup of the store, and breaks off on demand', async () => {
    await using github = await measured()
    github.addFault({ operation: 'blob', kind: 'status', status: 503 })
    expect((await download(github, github.artifact.id)).status).toBe(200)
    const address = await addressOf(github, github.artifact.id)
    github.addFault({ operation: 'blob', kind: 'drop', afterwards: true })
    const response = await fetch(address)
    expect(response.status).toBe(200)
    await expect(response.arrayBuffer()).rejects.toThrow()
  })
})

describe.concurrent('the payload of an event', () => {
  test('tells what the API tells', async () => {
    await using github = await measured()
    const place = { github, repository: 'octo/shop' }
    const { rest } = clientOf(github)
    const run = workflowRunPayload(place, github.run)
    expect((await rest.actions.getWorkflowRun({ ...SHOP, run_id: github.run.id })).data).toEqual(
      run.workflow_run,
    )
    const pull = pullRequestPayload(place, github.pullRequest('octo/shop', 7))
    expect((await rest.pulls.get({ ...SHOP, pull_number: 7 })).data).toEqual(pull.pull_request)
    const comment = issueCommentPayload(
      place,
      github.addComment('octo/shop', 7, 'a-person', '/corecurve run'),
    )
    expect(comment).toMatchObject({
      issue: { number: 7, pull_request: {} },
      comment: { body: '/corecurve run' },
    })
  })
})
