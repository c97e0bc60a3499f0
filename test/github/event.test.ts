import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type GitHubEvent, readEvent } from '../../src/github/event.ts'
import { UserError } from '../../src/user-error.ts'

const HEAD = '4f2a9c1'.padEnd(40, '0')
const BASE = '9d31c07'.padEnd(40, '0')
const MERGE = 'c0ffee'.padEnd(40, '0')
const REPOSITORY = {
  id: 1,
  name: 'shop',
  full_name: 'octo/shop',
  owner: { name: 'octo', login: 'octo', id: 9 },
  private: false,
  fork: false,
  default_branch: 'main',
}
const FORK = { ...REPOSITORY, id: 2, full_name: 'stranger/shop', owner: { login: 'stranger' }, fork: true }

const PUSH = {
  ref: 'refs/heads/main',
  before: BASE,
  after: HEAD,
  created: false,
  deleted: false,
  forced: false,
  repository: REPOSITORY,
  pusher: { name: 'octo', email: 'octo@example.com' },
  head_commit: { id: HEAD, message: 'Speed up checkout' },
}

function pullRequest(headRepo: object | null, login = 'a-person', baseRepo: object = REPOSITORY) {
  return {
    action: 'synchronize',
    number: 7,
    pull_request: {
      id: 3,
      number: 7,
      state: 'open',
      title: 'Speed up checkout',
      user: { login },
      draft: false,
      merge_commit_sha: null,
      head: { label: 'stranger:fast', ref: 'fast', sha: HEAD, repo: headRepo },
      base: { label: 'octo:main', ref: 'main', sha: BASE, repo: baseRepo },
    },
    repository: baseRepo,
    sender: { login },
  }
}

/** Reads an event as the runner leaves it: a payload in a file, the rest in the environment. */
async function eventOf(
  name: string,
  payload: unknown,
  env: Record<string, string> = {},
): Promise<GitHubEvent> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'corecurve-event-'))
  const path = join(folder.path, 'event.json')
  await writeFile(path, typeof payload === 'string' ? payload : JSON.stringify(payload))
  const variables = {
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: path,
    GITHUB_REPOSITORY: 'octo/shop',
    GITHUB_SHA: MERGE,
    ...env,
  }
  // Awaited here, or the folder would be gone before it is read.
  return await readEvent(variables, (file) => readFile(file, 'utf8'))
}

describe('a push', () => {
  test('to the default branch says so', async () => {
    expect(await eventOf('push', PUSH)).toEqual({
      kind: 'push',
      owner: 'octo',
      repo: 'shop',
      ref: 'refs/heads/main',
      branch: 'main',
      after: HEAD,
      defaultBranch: 'main',
      isDefaultBranch: true,
      deleted: false,
    })
  })

  test('to another branch keeps the slashes of its name', async () => {
    const event = await eventOf('push', { ...PUSH, ref: 'refs/heads/feature/main' })
    expect(event).toMatchObject({ branch: 'feature/main', isDefaultBranch: false })
  })

  test('of a tag has no branch, though the tag is called as the default branch is', async () => {
    const event = await eventOf('push', { ...PUSH, ref: 'refs/tags/main' })
    expect(event).toMatchObject({ kind: 'push', branch: undefined, isDefaultBranch: false })
  })

  test('that deletes a branch says so', async () => {
    const event = await eventOf('push', { ...PUSH, after: '0'.repeat(40), deleted: true, head_commit: null })
    expect(event).toMatchObject({ kind: 'push', deleted: true })
  })
})

describe('a pull request', () => {
  test('of the same repository is no fork', async () => {
    expect(await eventOf('pull_request', pullRequest(REPOSITORY))).toEqual({
      kind: 'pull-request',
      owner: 'octo',
      repo: 'shop',
      action: 'synchronize',
      number: 7,
      headSha: HEAD,
      headRef: 'fast',
      headRepo: 'octo/shop',
      baseRef: 'main',
      baseSha: BASE,
      fromFork: false,
      byDependabot: false,
      mergeCommit: MERGE,
    })
  })

  test('of another repository is from a fork', async () => {
    const event = await eventOf('pull_request', pullRequest(FORK))
    expect(event).toMatchObject({ owner: 'octo', repo: 'shop', headRepo: 'stranger/shop', fromFork: true })
  })

  test('inside a repository that is a fork itself is from no fork', async () => {
    const payload = pullRequest(FORK, 'a-person', FORK)
    expect(await eventOf('pull_request', payload)).toMatchObject({ owner: 'stranger', fromFork: false })
  })

  test('whose fork was deleted counts as from a fork', async () => {
    const event = await eventOf('pull_request', pullRequest(null))
    expect(event).toMatchObject({ headRepo: null, fromFork: true })
  })

  test('that Dependabot’s run belongs to is marked', async () => {
    const payload = pullRequest(REPOSITORY, 'dependabot[bot]')
    const event = await eventOf('pull_request', payload, { GITHUB_ACTOR: 'dependabot[bot]' })
    expect(event).toMatchObject({ fromFork: false, byDependabot: true })
  })
})

describe('a run without a push', () => {
  test('on a schedule is on the default branch, though its payload does not say which that is', async () => {
    const event = await eventOf('schedule', { schedule: '0 3 * * *' }, { GITHUB_REF: 'refs/heads/trunk' })
    expect(event).toEqual({
      kind: 'manual',
      owner: 'octo',
      repo: 'shop',
      ref: 'refs/heads/trunk',
      branch: 'trunk',
      sha: MERGE,
      isDefaultBranch: true,
    })
  })

  test.each([
    ['refs/heads/main', 'main', true],
    ['refs/heads/try', 'try', false],
    ['refs/tags/main', undefined, false],
  ])('started by hand on %s', async (ref, branch, isDefaultBranch) => {
    const payload = { inputs: null, ref, repository: REPOSITORY, workflow: '.github/workflows/bench.yml' }
    const event = await eventOf('workflow_dispatch', payload, { GITHUB_REF: ref })
    expect(event).toMatchObject({ kind: 'manual', branch, isDefaultBranch })
  })
})

test.each(['pull_request_review', 'workflow_call'])('%s is left to others', async (name) => {
  expect(await eventOf(name, {})).toEqual({ kind: 'other', name })
})

test('a merge queue asks for the checks of a commit', async () => {
  const payload = {
    action: 'checks_requested',
    merge_group: { head_sha: HEAD, head_ref: 'refs/heads/gh-readonly-queue/main/pr-7', base_sha: BASE },
    repository: REPOSITORY,
  }
  const event = await eventOf('merge_group', payload)
  expect(event).toEqual({ kind: 'merge-group', owner: 'octo', repo: 'shop', headSha: HEAD })
})

test('pull_request_target is refused, with the danger and the way out', async () => {
  const refused = eventOf('pull_request_target', pullRequest(FORK))
  await expect(refused).rejects.toThrow(UserError)
  await expect(refused).rejects.toThrow(/token.*secrets.*on: pull_request.*workflow_run/s)
})

describe('a payload that is none', () => {
  test.each([
    ['no JSON', 'nonsense', /cannot be read.*JSON/],
    ['another event’s', PUSH, /at pull_request/],
    ['half of one', { ...pullRequest(REPOSITORY), pull_request: { number: 7 } }, /at pull_request.head/],
  ])('is a mistake of the user, not of ours: %s', async (_, payload, message) => {
    const refused = eventOf('pull_request', payload)
    await expect(refused).rejects.toThrow(UserError)
    await expect(refused).rejects.toThrow(message)
    await expect(refused).rejects.toThrow('event.json')
  })

  test.each(['--upload-pack=x', 'main', ''])('has no commit %o', async (after) => {
    await expect(eventOf('push', { ...PUSH, after })).rejects.toThrow(/expected a commit id.*\n.*after/)
  })

  test.each(['../../octo', '../..', 'octo/..', 'octo', 'octo/shop/x', 'a b/c'])(
    'has no repository %o',
    async (full_name) => {
      const refused = eventOf('push', { ...PUSH, repository: { ...REPOSITORY, full_name } })
      await expect(refused).rejects.toThrow('expected owner/name')
    },
  )

  test('never fails with anything but a UserError', async () => {
    const names = fc.constantFrom(
      'push',
      'pull_request',
      'schedule',
      'workflow_dispatch',
      'workflow_run',
      'issue_comment',
      'merge_group',
    )
    await fc.assert(
      fc.asyncProperty(names, fc.jsonValue(), async (GITHUB_EVENT_NAME, payload) => {
        const env = { GITHUB_EVENT_NAME, GITHUB_EVENT_PATH: 'event.json' }
        const refused = readEvent(env, async () => JSON.stringify(payload))
        await expect(refused).rejects.toThrow(UserError)
      }),
    )
  })
})

test('outside GitHub Actions the command line is named', async () => {
  await expect(readEvent({}, async () => '')).rejects.toThrow(/GITHUB_EVENT_NAME.*npx corecurve/)
})

test('a payload that is not there is named', async () => {
  const env = { GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: '/nowhere/event.json' }
  await expect(readEvent(env, (file) => readFile(file, 'utf8'))).rejects.toThrow(
    /\/nowhere\/event\.json.*ENOENT/,
  )
})
