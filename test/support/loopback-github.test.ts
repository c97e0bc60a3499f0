import { describe, expect, test } from 'vitest'
import { LoopbackGitHub } from './loopback-github.ts'
import { clientOf, SHOP, send } from './loopback-github-client.ts'
import { GitHubContract } from './loopback-github-contract.ts'

async function shop(): Promise<LoopbackGitHub> {
  const github = await LoopbackGitHub.start()
  github.addRepository('octo/shop')
  github.addPullRequest('octo/shop', { number: 7, headRepo: 'stranger/shop', headRef: 'fast' })
  github.addComment('octo/shop', 7, 'a-person', 'Nice.')
  return github
}

describe('the loopback GitHub reports', () => {
  test.each([
    ['a body without its required field', '{}', /create-comment: request body.*required property 'body'/],
    ['a field of the wrong type', '{"body": 7}', /create-comment: request body.*must be string/],
    ['a field that GitHub does not know', '{"body": "x", "boddy": "y"}', /unknown field boddy/],
    ['a body that is not JSON', 'body=x', /create-comment: request body/],
    ['a missing body', undefined, /the request body is missing/],
  ])('%s', async (_, body, violation) => {
    await using github = await shop()
    const response = await send(github, '/repos/octo/shop/issues/7/comments', { method: 'POST', body })
    expect(response.status).toBe(422)
    expect(github.takeViolations().join('\n')).toMatch(violation)
    expect(github.comments('octo/shop', 7)).toHaveLength(1)
  })

  test.each([
    [
      'a query parameter that GitHub does not know',
      '/repos/octo/shop/pulls?heads=x',
      /unknown query .* heads/,
    ],
    ['a query parameter of the wrong type', '/repos/octo/shop/pulls?per_page=many', /per_page.*integer/],
    ['a query parameter outside its choices', '/repos/octo/shop/pulls?state=ajar', /state.*allowed values/],
    ['a path parameter of the wrong type', '/repos/octo/shop/pulls/seven', /pull_number.*integer/],
    ['an operation that the extract lacks', '/repos/octo/shop/hooks', /no such operation/],
  ])('%s', async (_, path, violation) => {
    await using github = await shop()
    await send(github, path)
    expect(github.takeViolations().join('\n')).toMatch(violation)
  })

  test('a violation loudly, when it is disposed of', async () => {
    const github = await shop()
    await send(github, '/repos/octo/shop/pulls?heads=x')
    await expect(github[Symbol.asyncDispose]()).rejects.toThrow(/Not allowed by GitHub's API:\n.*heads/)
  })

  test('a response that GitHub would not send', () => {
    const contract = new GitHubContract()
    const operation = contract.operation('GET', '/repos/octo/shop/issues/7/comments')!
    expect(contract.responseProblems(operation, 200, [])).toEqual([])
    expect(contract.responseProblems(operation, 200, [{ id: 1 }])).not.toEqual([])
    expect(contract.responseProblems(operation, 200, undefined)).not.toEqual([])
    expect(contract.responseProblems(operation, 204, undefined)).not.toEqual([])
    expect(contract.responseProblems(operation, 404, { message: 7 })).not.toEqual([])
  })
})

describe('the loopback GitHub answers as the real one', () => {
  test('every operation that reads', async () => {
    await using github = await shop()
    const { rest } = clientOf(github, { kind: 'user', login: 'a-person' })
    const [user, repository, pull, issue] = await Promise.all([
      rest.users.getAuthenticated(),
      rest.repos.get(SHOP),
      rest.pulls.get({ ...SHOP, pull_number: 7 }),
      rest.issues.get({ ...SHOP, issue_number: 7 }),
    ])
    expect(user.data.login).toBe('a-person')
    expect(repository.data.default_branch).toBe('main')
    expect(pull.data.head.repo?.full_name).toBe('stranger/shop')
    expect(issue.data).toMatchObject({ comments: 1, pull_request: {} })
  })

  test('a question for the trial merge of a pull request with its parents', async () => {
    await using github = await shop()
    const { mergeCommit, base, head } = github.pullRequest('octo/shop', 7)
    const { rest } = clientOf(github)
    const { data } = await rest.git.getCommit({ ...SHOP, commit_sha: mergeCommit })
    expect(data.parents.map(({ sha }) => sha)).toEqual([base.sha, head.sha])
    const unknown = rest.git.getCommit({ ...SHOP, commit_sha: 'f'.repeat(40) })
    await expect(unknown).rejects.toMatchObject({ status: 404 })
  })

  test('a question for how two commits are related', async () => {
    await using github = await shop()
    const { mergeCommit, base, head } = github.pullRequest('octo/shop', 7)
    const [before, beside] = ['d'.repeat(40), 'e'.repeat(40)]
    github.addMerge('octo/shop', base.sha, [before])
    github.addMerge('octo/shop', beside, [before])
    const { rest } = clientOf(github)
    const compared = async (basehead: string) => {
      const { data } = await rest.repos.compareCommitsWithBasehead({ ...SHOP, basehead, per_page: 1 })
      const { status, ahead_by: ahead, behind_by: behind, merge_base_commit: common } = data
      return [status, ahead, behind, common.sha]
    }
    expect(await compared('main...main')).toEqual(['identical', 0, 0, base.sha])
    expect(await compared(`${before}...main`)).toEqual(['ahead', 1, 0, before])
    expect(await compared(`main...${before}`)).toEqual(['behind', 0, 1, before])
    expect(await compared(`main...${beside}`)).toEqual(['diverged', 1, 1, before])
    expect(await compared(`main...${mergeCommit}`)).toEqual(['ahead', 2, 0, base.sha])
    for (const nothing of [`${head.sha}...main`, `${'f'.repeat(40)}...main`, 'main...gone', 'main'])
      await expect(compared(nothing)).rejects.toMatchObject({ status: 404 })
  })

  test('a search for the pull request of a fork’s branch', async () => {
    await using github = await shop()
    const { rest } = clientOf(github)
    const found = await rest.pulls.list({ ...SHOP, state: 'open', head: 'stranger:fast' })
    expect(found.data.map((pull) => pull.number)).toEqual([7])
    expect((await rest.pulls.list({ ...SHOP, head: 'octo:fast' })).data).toEqual([])
  })

  test('pages of 30, of 100 at most, linked to each other', async () => {
    await using github = await shop()
    for (let one = 0; one < 249; one++) github.addComment('octo/shop', 7, 'a-person', `Thought ${one}`)
    const { rest } = clientOf(github)
    const list = (options: object) => rest.issues.listComments({ ...SHOP, issue_number: 7, ...options })
    const first = await list({})
    expect(first.data).toHaveLength(30)
    expect(first.headers.link).toMatch(/page=2>; rel="next", <[^>]*page=9>; rel="last"$/)
    expect((await list({ per_page: 500 })).data).toHaveLength(100)
    const last = await list({ per_page: 100, page: 3 })
    expect(last.data).toHaveLength(50)
    expect(last.headers.link).not.toContain('rel="next"')
  })

  test('a job’s token that asks who it is with a refusal', async () => {
    await using github = await shop()
    await expect(clientOf(github).rest.users.getAuthenticated()).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('Resource not accessible by integration'),
    })
  })

  test('a stranger’s question for a private repository as if it were not there', async () => {
    await using github = await shop()
    github.addRepository('octo/secret', { isPrivate: true })
    const response = await send(github, '/repos/octo/secret', { headers: { authorization: '' } })
    expect(response.status).toBe(404)
  })
})
