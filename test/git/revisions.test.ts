import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { branchTip, defaultBranch } from '../../src/git/default-branch.ts'
import { headCommit, isDirty, parentsOf, repositoryRoot, resolveCommit } from '../../src/git/revisions.ts'
import { UserError } from '../../src/user-error.ts'
import {
  commitFile,
  commitMany,
  gitNow,
  scratchEnv,
  scratchFolder,
  scratchRepository,
  snapshotOf,
} from '../support/scratch-repository.ts'

const context = { env: scratchEnv }

describe('resolveCommit', () => {
  test('reads whatever git reads: a branch, a tag, an ancestor, the start of a SHA', async () => {
    using repo = scratchRepository()
    const first = gitNow(repo.checkout, 'rev-parse', 'HEAD')
    gitNow(repo.checkout, 'tag', '--annotate', '-m', 'one', 'v1')
    const second = commitFile(repo.checkout, 'a', '1')
    const resolve = (ref: string) => resolveCommit(repo.checkout, ref, context)
    expect(await Promise.all(['main', 'HEAD~1', 'v1', first.slice(0, 10)].map(resolve))).toEqual([
      second,
      first,
      first,
      first,
    ])
    expect(await headCommit(repo.checkout, context)).toBe(second)
  })

  test('finds a branch that only the remote has', async () => {
    using repo = scratchRepository()
    gitNow(repo.checkout, 'push', '--quiet', 'origin', 'main:release')
    const head = gitNow(repo.checkout, 'rev-parse', 'HEAD')
    expect(await resolveCommit(repo.checkout, 'release', context)).toBe(head)
  })

  test.each(['', '--all', '-h', '^main', 'main..HEAD', 'HEAD:README.md', 'a b', 'x\n'])(
    'refuses %j as the user’s mistake',
    async (ref) => {
      using repo = scratchRepository()
      await expect(resolveCommit(repo.checkout, ref, context)).rejects.toThrow(UserError)
    },
  )

  test('names the branch that was probably meant', async () => {
    using repo = scratchRepository()
    gitNow(repo.checkout, 'branch', 'release')
    await expect(resolveCommit(repo.checkout, 'relaese', context)).rejects.toThrow(
      'There is no commit "relaese" in this repository. Did you mean "release"?',
    )
    await expect(resolveCommit(repo.checkout, 'nothing-like-it', context)).rejects.not.toThrow('Did you mean')
  })

  test('says what to do in a shallow clone', async () => {
    using repo = scratchRepository()
    commitMany(repo.checkout, 2)
    gitNow(repo.checkout, 'push', '--quiet')
    const old = gitNow(repo.checkout, 'rev-parse', 'HEAD~2')
    gitNow(repo.folder, 'clone', '--quiet', '--depth=1', `file://${repo.origin}`, 'shallow')
    await expect(resolveCommit(join(repo.folder, 'shallow'), old, context)).rejects.toThrow('fetch-depth: 0')
  })
})

describe('isDirty', () => {
  test.each<[string, boolean, (checkout: string) => void]>([
    ['a clean tree is not', false, () => {}],
    ['a changed file is', true, (at) => writeFileSync(join(at, 'README.md'), 'changed')],
    ['an untracked file is not', false, (at) => writeFileSync(join(at, 'new.go'), 'package main')],
    ['an ignored file is not', false, (at) => writeFileSync(join(at, 'ignored.log'), 'x')],
    [
      'a staged file is',
      true,
      (at) => {
        writeFileSync(join(at, 'staged'), 'x')
        gitNow(at, 'add', 'staged')
      },
    ],
  ])('%s', async (_, expected, change) => {
    using repo = scratchRepository()
    commitFile(repo.checkout, '.gitignore', '*.log')
    change(repo.checkout)
    const before = snapshotOf(repo.checkout)
    expect(await isDirty(repo.checkout, context)).toBe(expected)
    expect(snapshotOf(repo.checkout)).toEqual(before)
  })
})

test('headCommit asks for a first commit where there is none', async () => {
  using folder = scratchFolder()
  gitNow(folder.path, 'init', '--quiet')
  await expect(headCommit(folder.path, context)).rejects.toThrow('has no commit yet. Make a first one')
})

test('repositoryRoot is the top of the working tree, and outside one the user is told', async () => {
  using repo = scratchRepository()
  mkdirSync(join(repo.checkout, 'a/b'), { recursive: true })
  expect(await repositoryRoot(join(repo.checkout, 'a/b'), context)).toBe(repo.checkout)
  using folder = scratchFolder()
  await expect(repositoryRoot(folder.path, context)).rejects.toThrow('is not in a git repository')
})

test('parentsOf reads the parents of a merge that a shallow clone does not have', async () => {
  using repo = scratchRepository()
  gitNow(repo.checkout, 'switch', '--quiet', '--create', 'feature')
  const second = commitFile(repo.checkout, 'feature', '1')
  gitNow(repo.checkout, 'switch', '--quiet', 'main')
  const first = commitFile(repo.checkout, 'main', '1')
  gitNow(repo.checkout, 'merge', '--quiet', '--no-ff', '-m', 'merge\n\nparent 0123456789', 'feature')
  gitNow(repo.checkout, 'push', '--quiet')
  gitNow(repo.folder, 'clone', '--quiet', '--depth=1', `file://${repo.origin}`, 'shallow')
  expect(await parentsOf(join(repo.folder, 'shallow'), 'HEAD', context)).toEqual([first, second])
  expect(await parentsOf(repo.checkout, 'main~1~1', context)).toEqual([])
})

describe('defaultBranch', () => {
  test('is what the clone remembers', async () => {
    using repo = scratchRepository()
    gitNow(repo.checkout, 'push', '--quiet', 'origin', 'main:refs/heads/team/trunk')
    gitNow(repo.checkout, 'remote', 'set-head', 'origin', 'team/trunk')
    expect(await defaultBranch(repo.checkout, context)).toBe('team/trunk')
  })

  test('is else what the remote says', async () => {
    using repo = scratchRepository()
    gitNow(repo.checkout, 'push', '--quiet', 'origin', 'main:refs/heads/trunk')
    gitNow(repo.checkout, 'remote', 'set-head', 'origin', '--delete')
    gitNow(repo.origin, 'symbolic-ref', 'HEAD', 'refs/heads/trunk')
    expect(await defaultBranch(repo.checkout, context)).toBe('trunk')
  })

  test('is else main or master, and where there is neither the user is asked', async () => {
    using repo = scratchRepository()
    gitNow(repo.checkout, 'remote', 'remove', 'origin')
    expect(await defaultBranch(repo.checkout, context)).toBe('main')
    gitNow(repo.checkout, 'branch', '--move', 'main', 'master')
    expect(await defaultBranch(repo.checkout, context)).toBe('master')
    gitNow(repo.checkout, 'branch', '--move', 'master', 'other')
    await expect(defaultBranch(repo.checkout, context)).rejects.toThrow('Name base with --base')
  })

  test('branchTip prefers what the remote had to what is local, and asks the remote last', async () => {
    using repo = scratchRepository()
    const published = gitNow(repo.checkout, 'rev-parse', 'HEAD')
    const local = commitFile(repo.checkout, 'a', '1')
    const tip = () => branchTip(repo.checkout, 'main', context)
    expect(await tip()).toBe(published)
    gitNow(repo.checkout, 'update-ref', '-d', 'refs/remotes/origin/main')
    expect(await tip()).toBe(local)
    gitNow(repo.checkout, 'branch', '--move', 'main', 'feature')
    expect(await tip()).toBe(published)
    expect(await branchTip(repo.checkout, 'nothing', context)).toBeUndefined()
  })
})
