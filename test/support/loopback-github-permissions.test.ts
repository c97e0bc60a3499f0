import { describe, expect, test } from 'vitest'
import type { Client } from '../../src/github/client.ts'
import { LoopbackGitHub } from './loopback-github.ts'
import { clientOf, SHOP, send } from './loopback-github-client.ts'
import type { Permissions } from './loopback-github-grant.ts'

const SHA = 'a'.repeat(40)
const RUN = 500

async function shop() {
  const github = await LoopbackGitHub.start()
  github.addRepository('octo/shop')
  github.addPullRequest('octo/shop', { number: 7, headSha: SHA })
  github.setFile('octo/shop', 'corecurve.yml', 'cores: auto\n')
  const comment = github.addComment('octo/shop', 7, 'a-person', 'Nice.')
  const run = github.addRun('octo/shop', { id: RUN, pullRequest: 7 })
  const artifact = github.addArtifact('octo/shop', run, 'result', { 'result.json': '{}' })
  const check = github.addCheckRun('octo/shop', {
    ...{ name: 'corecurve', headSha: SHA, app: 'github-actions', status: 'queued', conclusion: null },
    ...{ externalId: '', detailsUrl: null, completedAt: null },
    output: { title: null, summary: null, text: null },
  })
  const ids = { comment_id: comment.id, artifact_id: artifact.id, check_run_id: check.id }
  return Object.assign(github, { ids })
}

type Ids = { comment_id: number; artifact_id: number; check_run_id: number }
type Ask = (client: Client, ids: Ids) => Promise<{ status: number }>

const on7 = { ...SHOP, issue_number: 7 }
const RESULT = { title: 'Scales', summary: 'As before.' }

const OPERATIONS: readonly [string, Permissions, Ask][] = [
  ['pulls/list', { 'pull-requests': 'read' }, ({ rest }) => rest.pulls.list(SHOP)],
  ['pulls/get', { 'pull-requests': 'read' }, ({ rest }) => rest.pulls.get({ ...SHOP, pull_number: 7 })],
  ['issues/list-comments', { issues: 'read' }, ({ rest }) => rest.issues.listComments(on7)],
  [
    'issues/create-comment',
    { 'pull-requests': 'write' },
    ({ rest }) => rest.issues.createComment({ ...on7, body: 'x' }),
  ],
  [
    'issues/get-comment',
    { 'pull-requests': 'read' },
    ({ rest }, { comment_id }) => rest.issues.getComment({ ...SHOP, comment_id }),
  ],
  [
    'issues/update-comment',
    { 'pull-requests': 'write' },
    ({ rest }, { comment_id }) => rest.issues.updateComment({ ...SHOP, comment_id, body: 'y' }),
  ],
  [
    'issues/delete-comment',
    { 'pull-requests': 'write' },
    ({ rest }, { comment_id }) => rest.issues.deleteComment({ ...SHOP, comment_id }),
  ],
  [
    'reactions/create-for-issue-comment',
    { 'pull-requests': 'write' },
    ({ rest }, { comment_id }) =>
      rest.reactions.createForIssueComment({ ...SHOP, comment_id, content: 'eyes' }),
  ],
  [
    'checks/create',
    { checks: 'write' },
    ({ rest }) => rest.checks.create({ ...SHOP, name: 'corecurve', head_sha: SHA }),
  ],
  [
    'checks/update',
    { checks: 'write' },
    ({ rest }, { check_run_id }) => rest.checks.update({ ...SHOP, check_run_id, output: RESULT }),
  ],
  [
    'checks/get',
    { checks: 'read' },
    ({ rest }, { check_run_id }) => rest.checks.get({ ...SHOP, check_run_id }),
  ],
  ['checks/list-for-ref', { checks: 'read' }, ({ rest }) => rest.checks.listForRef({ ...SHOP, ref: SHA })],
  [
    'repos/create-commit-status',
    { statuses: 'write' },
    ({ rest }) => rest.repos.createCommitStatus({ ...SHOP, sha: SHA, state: 'success' }),
  ],
  [
    'repos/get-combined-status-for-ref',
    { statuses: 'read' },
    ({ rest }) => rest.repos.getCombinedStatusForRef({ ...SHOP, ref: SHA }),
  ],
  [
    'repos/list-commit-statuses-for-ref',
    { statuses: 'read' },
    ({ rest }) => rest.repos.listCommitStatusesForRef({ ...SHOP, ref: SHA }),
  ],
  [
    'repos/get-content',
    { contents: 'read' },
    ({ rest }) => rest.repos.getContent({ ...SHOP, path: 'corecurve.yml' }),
  ],
  [
    'actions/get-workflow',
    { actions: 'read' },
    ({ rest }) => rest.actions.getWorkflow({ ...SHOP, workflow_id: 'benchmark.yml' }),
  ],
  [
    'actions/get-workflow-run',
    { actions: 'read' },
    ({ rest }) => rest.actions.getWorkflowRun({ ...SHOP, run_id: RUN }),
  ],
  [
    'actions/list-jobs-for-workflow-run',
    { actions: 'read' },
    ({ rest }) => rest.actions.listJobsForWorkflowRun({ ...SHOP, run_id: RUN }),
  ],
  [
    'actions/list-workflow-run-artifacts',
    { actions: 'read' },
    ({ rest }) => rest.actions.listWorkflowRunArtifacts({ ...SHOP, run_id: RUN }),
  ],
  [
    'actions/get-artifact',
    { actions: 'read' },
    ({ rest }, { artifact_id }) => rest.actions.getArtifact({ ...SHOP, artifact_id }),
  ],
  [
    'actions/download-artifact',
    { actions: 'read' },
    ({ rest }, { artifact_id }) =>
      rest.actions.downloadArtifact({ ...SHOP, artifact_id, archive_format: 'zip' }),
  ],
]

const EVERYTHING: Permissions = {
  ...{ actions: 'write', checks: 'write', contents: 'write', issues: 'write' },
  ...{ 'pull-requests': 'write', statuses: 'write' },
}

function refused(message: string) {
  return { status: 403, message: expect.stringContaining(message) }
}

describe.concurrent.each(OPERATIONS)('%s needs %o', (operation, permissions, ask) => {
  test('and no more', async () => {
    await using github = await shop()
    const { status } = await ask(clientOf(github, { permissions }), github.ids)
    expect(status).toBeLessThan(300)
    expect(github.requestsOf(operation)).toHaveLength(1)
  })

  test('and no other permission will do', async () => {
    await using github = await shop()
    // A comment may be read as that of an issue, too; under a pull request it is not written so.
    const reads = /^issues/.test(operation) && Object.values(permissions).includes('read')
    const useful = reads ? ['issues', 'pull-requests'] : Object.keys(permissions)
    const others = Object.fromEntries(Object.entries(EVERYTHING).filter(([scope]) => !useful.includes(scope)))
    const asked = ask(clientOf(github, { permissions: others }), github.ids)
    await expect(asked).rejects.toMatchObject(refused('Resource not accessible by integration'))
  })
})

const WRITES = OPERATIONS.filter(([, permissions]) => Object.values(permissions).includes('write'))

test.concurrent.each(WRITES)('a fork’s token gets nowhere with %s', async (_, __, ask) => {
  await using github = await shop()
  const before = JSON.stringify(github.comments('octo/shop', 7))
  const asked = ask(clientOf(github, { access: 'read' }), github.ids)
  await expect(asked).rejects.toMatchObject(refused('Resource not accessible by integration'))
  expect(JSON.stringify(github.comments('octo/shop', 7))).toBe(before)
  expect(github.statuses('octo/shop', SHA)).toEqual([])
  expect(github.checkRuns('octo/shop', SHA)).toHaveLength(1)
})

test('a person’s token makes no checks', async () => {
  await using github = await shop()
  const { rest } = clientOf(github, { kind: 'user' })
  const asked = rest.checks.create({ ...SHOP, name: 'corecurve', head_sha: SHA })
  await expect(asked).rejects.toMatchObject(refused('You must authenticate via a GitHub App.'))
})

describe('without a token', () => {
  const headers = { authorization: '' }

  test('what is public may be read', async () => {
    await using github = await shop()
    expect((await send(github, '/repos/octo/shop/pulls/7', { headers })).status).toBe(200)
  })

  test.each([
    [
      'an artifact may not be fetched',
      (ids: Ids) => `/repos/octo/shop/actions/artifacts/${ids.artifact_id}/zip`,
    ],
    ['nobody’s role is told', () => '/repos/octo/shop/collaborators/a-person/permission'],
  ])('%s', async (_, path) => {
    await using github = await shop()
    expect((await send(github, path(github.ids), { headers })).status).toBe(401)
  })
})

describe('the permission of a collaborator', () => {
  test.each([
    ['admin', 'admin'],
    ['maintain', 'write'],
    ['write', 'write'],
    ['triage', 'read'],
    ['read', 'read'],
    ['none', 'none'],
  ] as const)('with the role %s is told as %s', async (role, permission) => {
    await using github = await shop()
    github.setRole('octo/shop', 'A-Person', role)
    const { rest } = clientOf(github)
    const { data } = await rest.repos.getCollaboratorPermissionLevel({ ...SHOP, username: 'a-person' })
    expect(data).toMatchObject({ permission, role_name: role, user: { login: 'a-person' } })
  })

  test('is read for anyone at a public repository, and none at a private one', async () => {
    await using github = await shop()
    github.addRepository('octo/secret', { isPrivate: true })
    const { rest } = clientOf(github)
    const permissionIn = async (repo: string) => {
      const asked = { owner: 'octo', repo, username: 'a-stranger' }
      return (await rest.repos.getCollaboratorPermissionLevel(asked)).data.permission
    }
    expect(await permissionIn('shop')).toBe('read')
    expect(await permissionIn('secret')).toBe('none')
  })
})
