import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ancestors } from '../../src/git/ancestors.ts'
import { baseCommit } from '../../src/git/merge-base.ts'
import { UserError } from '../../src/user-error.ts'
import {
  commitFile,
  commitMany,
  gitNow,
  type ScratchRepository,
  scratchEnv,
  scratchRepository,
  snapshotOf,
} from '../support/scratch-repository.ts'

const context = { env: scratchEnv }
const defaultBranch = 'main'

/** `main` with `ahead` commits since `feature` left it with `own` commits, and GitHub's merge of both. */
function pullRequest(repo: ScratchRepository, { before = 0, ahead = 2, own = 2 } = {}) {
  commitMany(repo.checkout, before, 'before')
  const fork = gitNow(repo.checkout, 'rev-parse', 'HEAD')
  gitNow(repo.checkout, 'switch', '--quiet', '--create', 'feature')
  for (let index = 0; index < own; index++) commitFile(repo.checkout, 'feature.txt', `${index}`)
  const head = gitNow(repo.checkout, 'rev-parse', 'HEAD')
  gitNow(repo.checkout, 'switch', '--quiet', 'main')
  commitMany(repo.checkout, ahead, 'ahead')
  const main = gitNow(repo.checkout, 'rev-parse', 'HEAD')
  gitNow(repo.checkout, 'switch', '--quiet', '--detach')
  gitNow(repo.checkout, 'merge', '--quiet', '--no-ff', '-m', 'Merge', head)
  const merge = gitNow(repo.checkout, 'rev-parse', 'HEAD')
  gitNow(repo.checkout, 'switch', '--quiet', 'main')
  gitNow(repo.checkout, 'push', '--quiet', 'origin', 'main', 'feature', `${merge}:refs/pull/1/merge`)
  return { fork, head, main, merge }
}

/** What actions/checkout leaves behind: one commit of one ref, in a clone that knows nothing else. */
function actionsCheckout(repo: ScratchRepository, commit: string, depth = 1): string {
  const path = join(repo.folder, 'runner')
  gitNow(repo.folder, 'init', '--quiet', '--initial-branch=main', path)
  gitNow(path, 'remote', 'add', 'origin', `file://${repo.origin}`)
  gitNow(
    path,
    'fetch',
    '--quiet',
    '--no-tags',
    `--depth=${depth}`,
    'origin',
    `+${commit}:refs/remotes/pull/1/merge`,
  )
  gitNow(path, 'checkout', '--quiet', '--force', 'refs/remotes/pull/1/merge')
  return path
}

describe('base', () => {
  test('is the first parent of a pull request’s merge commit', async () => {
    using repo = scratchRepository()
    const { merge, main } = pullRequest(repo)
    expect(
      await baseCommit(repo.checkout, { head: merge, defaultBranch, mergeCommit: true }, context),
    ).toEqual({ commit: main, chosen: 'first-parent' })
  })

  test('is the merge base for a pull request checked out without the merge', async () => {
    using repo = scratchRepository()
    const { head, fork } = pullRequest(repo)
    for (const mergeCommit of [true, false])
      expect(await baseCommit(repo.checkout, { head, defaultBranch, mergeCommit }, context)).toEqual({
        commit: fork,
        chosen: 'merge-base',
      })
  })

  test('is what the user named, before anything else', async () => {
    using repo = scratchRepository()
    const { merge, fork } = pullRequest(repo)
    const question = { head: merge, defaultBranch, mergeCommit: true, explicit: fork.slice(0, 9) }
    expect(await baseCommit(repo.checkout, question, context)).toEqual({ commit: fork, chosen: 'explicit' })
  })

  test('is the first parent of a head on the default branch, and head itself under uncommitted changes', async () => {
    using repo = scratchRepository()
    const { main } = pullRequest(repo)
    const parent = gitNow(repo.checkout, 'rev-parse', `${main}^`)
    const base = (dirty: boolean) => baseCommit(repo.checkout, { head: main, defaultBranch, dirty }, context)
    expect(await base(false)).toEqual({ commit: parent, chosen: 'first-parent' })
    expect(await base(true)).toEqual({ commit: main, chosen: 'head' })
  })

  test('of the very first commit is that commit', async () => {
    using repo = scratchRepository()
    const head = gitNow(repo.checkout, 'rev-parse', 'HEAD')
    expect(await baseCommit(repo.checkout, { head, defaultBranch }, context)).toEqual({
      commit: head,
      chosen: 'head',
    })
  })

  test('of unrelated histories is the user’s to name', async () => {
    using repo = scratchRepository()
    gitNow(repo.checkout, 'checkout', '--quiet', '--orphan', 'other')
    const head = commitFile(repo.checkout, 'other', '1')
    const base = baseCommit(repo.checkout, { head, defaultBranch }, context)
    await expect(base).rejects.toThrow(/have no common ancestor. Name base with --base/)
  })
})

describe('in a shallow clone', () => {
  test('the first parent of the merge commit is fetched', async () => {
    using repo = scratchRepository()
    const { merge, main } = pullRequest(repo)
    const runner = actionsCheckout(repo, merge)
    const before = snapshotOf(runner)
    await baseCommit(runner, { head: merge, defaultBranch, mergeCommit: true }, context)
    expect(gitNow(runner, 'show', `${main}:log.txt`)).toBe('ahead 1')
    expect(snapshotOf(runner)).toEqual(before)
  })

  test.each([
    ['just beyond the boundary', { before: 3, ahead: 2, own: 2 }],
    ['beyond the first step', { before: 3, ahead: 60, own: 1 }],
  ])('a merge base %s is found, and nothing of the user’s changes', async (_, shape) => {
    using repo = scratchRepository()
    const { head, fork } = pullRequest(repo, shape)
    const runner = actionsCheckout(repo, head)
    const before = snapshotOf(runner)
    expect(await baseCommit(runner, { head, defaultBranch }, context)).toEqual({
      commit: fork,
      chosen: 'merge-base',
    })
    expect(snapshotOf(runner)).toEqual(before)
  })

  test.each(['a feature', 'an older commit of the default branch'])(
    'history of %s that is already there is never shortened',
    async (which) => {
      using repo = scratchRepository()
      const { head, main } = pullRequest(repo, { before: 5, ahead: 3, own: 1 })
      const older = gitNow(repo.checkout, 'rev-parse', `${main}^`)
      const commit = which === 'a feature' ? head : older
      const runner = actionsCheckout(repo, commit, 4)
      const length = () => Number(gitNow(runner, 'rev-list', '--count', 'HEAD'))
      expect(length()).toBe(4)
      await baseCommit(runner, { head: commit, defaultBranch }, context)
      expect(length()).toBeGreaterThanOrEqual(4)
    },
  )

  test('a remote that is gone is said with what to do', async () => {
    using repo = scratchRepository()
    const { merge } = pullRequest(repo)
    const runner = actionsCheckout(repo, merge)
    gitNow(runner, 'remote', 'set-url', 'origin', `file://${repo.folder}/gone.git`)
    const error = await baseCommit(runner, { head: merge, defaultBranch, mergeCommit: true }, context).catch(
      (e) => e,
    )
    expect(error).toBeInstanceOf(UserError)
    expect(error.message).toMatch(/fetch-depth: 0.*gone\.git/s)
  })
})

describe('ancestors', () => {
  test('are the line of first parents, then what merges brought', async () => {
    using repo = scratchRepository()
    const { merge, main, head, fork } = pullRequest(repo)
    const line = [merge, main, `${main}^`, fork].map((ref) => gitNow(repo.checkout, 'rev-parse', ref))
    const brought = [head, gitNow(repo.checkout, 'rev-parse', `${head}^`)]
    const found = await ancestors(repo.checkout, merge, 100, context)
    expect(found.slice(0, 4)).toEqual(line)
    expect(found.slice(4).sort()).toEqual(brought.sort())
    expect(await ancestors(repo.checkout, merge, 3, context)).toEqual(line.slice(0, 3))
  })

  test('beyond a shallow boundary are fetched where that is asked for', async () => {
    using repo = scratchRepository()
    const { main } = pullRequest(repo, { before: 10, ahead: 10 })
    const runner = actionsCheckout(repo, main)
    const before = snapshotOf(runner)
    expect(await ancestors(runner, main, 15, context)).toEqual([main])
    const expected = gitNow(repo.checkout, 'rev-list', '--max-count=15', main).split('\n')
    expect(await ancestors(runner, main, 15, { ...context, deepen: true })).toEqual(expected)
    expect(snapshotOf(runner)).toEqual(before)
    // More than there are: all of them.
    expect(await ancestors(runner, main, 500, { ...context, deepen: true })).toHaveLength(21)
  })
})
