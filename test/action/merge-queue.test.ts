import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LoopbackGitHub } from '../support/loopback-github.ts'
import type { Permissions } from '../support/loopback-github-grant.ts'
import type { Outcome } from '../support/publishing.ts'
import { runActionHere } from '../support/run-action-here.ts'

const SHOP = 'octo/shop'
const GROUP = 'aa11bb2'.padEnd(40, '0')

/** The job of merge-queue.yml, started by a queue. */
async function queued(
  github: LoopbackGitHub,
  permissions: Permissions,
  inputs: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'merge-queue-'))
  const payload = {
    action: 'checks_requested',
    merge_group: { head_sha: GROUP, head_ref: 'refs/heads/gh-readonly-queue/main/pr-7' },
    repository: { full_name: SHOP, default_branch: 'main' },
  }
  return await runActionHere({
    ...{ folder: folder.path, workspace: folder.path, sha: GROUP, with: inputs },
    ...{ event: { name: 'merge_group', payload }, ref: payload.merge_group.head_ref },
    ...{ token: github.issueToken({ permissions }), apiUrl: github.url, serverUrl: 'https://github.example' },
    repository: SHOP,
  })
}

async function shop(): Promise<LoopbackGitHub> {
  const github = await LoopbackGitHub.start()
  github.addRepository(SHOP)
  github.addCommit(SHOP, GROUP, 'gh-readonly-queue/main/pr-7')
  return github
}

describe.concurrent('a merge queue', () => {
  test('that requires the check gets one that lets it pass and claims nothing', async () => {
    await using github = await shop()
    const step = await queued(github, { checks: 'write' })
    expect(step.status, step.log).toBe(0)
    expect(github.checkRuns(SHOP, GROUP)).toMatchObject([
      {
        ...{ name: 'corecurve', status: 'completed', conclusion: 'neutral' },
        output: { title: 'Not measured: pull requests are measured before they are queued' },
      },
    ])
  })

  test('gets a check of the name that the pull requests are reported under', async () => {
    await using github = await shop()
    await queued(github, { checks: 'write' }, { name: 'corecurve-arm', mode: 'publish' })
    expect(github.checkRuns(SHOP, GROUP)).toMatchObject([{ name: 'corecurve-arm' }])
  })

  test('gets a commit status where checks are not to be had', async () => {
    await using github = await shop()
    await queued(github, { statuses: 'write' })
    expect(github.statuses(SHOP, GROUP)).toMatchObject([{ context: 'corecurve', state: 'success' }])
  })

  test('that cannot be told fails its job, which says what to add', async () => {
    await using github = await shop()
    const step = await queued(github, {})
    expect(step.status).toBe(1)
    expect(step.errors.join()).toMatch(/merge queue was not told, and waits.*checks: write/)
  })

  test('has nothing measured, and the error says so', async () => {
    await using github = await shop()
    const step = await queued(github, { checks: 'write' }, { mode: 'measure' })
    expect(step.errors.join()).toContain('measures nothing on the event merge_group')
    expect(github.requests).toEqual([])
  })
})
