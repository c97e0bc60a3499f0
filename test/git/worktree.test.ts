import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addWorktree } from '../../src/git/worktree.ts'
import { UserError } from '../../src/user-error.ts'
import { gitNow, scratchEnv, scratchRepository, snapshotOf } from '../support/scratch-repository.ts'

const context = { env: scratchEnv }

/** Adds a worktree as a process does that is killed afterwards, and removes the folder where the reaper would. */
function leaveBehind(checkout: string, folder: string, { gone }: { gone: boolean }): string {
  const path = join(folder, 'checkout')
  mkdirSync(folder)
  gitNow(checkout, 'worktree', 'add', '--quiet', '--detach', path, 'HEAD')
  if (gone) rmSync(folder, { recursive: true })
  return path
}

const noted = (checkout: string) =>
  gitNow(checkout, 'worktree', 'list', '--porcelain')
    .split('\n')
    .filter((line) => line.startsWith('worktree '))
    .map((line) => line.slice('worktree '.length))

test('a worktree is gone afterwards, and nothing of the user’s has changed', async () => {
  using repo = scratchRepository()
  const before = snapshotOf(repo.checkout)
  {
    await using worktree = await addWorktree(repo.checkout, 'HEAD', join(repo.folder, 'beside'), context)
    expect(existsSync(join(worktree.path, 'README.md'))).toBe(true)
  }
  expect(noted(repo.checkout)).toEqual([repo.checkout])
  expect(snapshotOf(repo.checkout)).toEqual(before)
})

test('notes of our own worktrees that a kill left behind are removed, those of the user and of the living stay', async () => {
  using repo = scratchRepository()
  leaveBehind(repo.checkout, join(repo.folder, 'corecurve-base-aB3dE6'), { gone: true })
  leaveBehind(repo.checkout, join(repo.folder, 'corecurve-head-aB3dE6'), { gone: true })
  const living = leaveBehind(repo.checkout, join(repo.folder, 'corecurve-base-ZZZZZZ'), { gone: false })
  const users = leaveBehind(repo.checkout, join(repo.folder, 'on-a-stick'), { gone: true })
  const path = join(repo.folder, 'beside')
  await using _ = await addWorktree(repo.checkout, 'HEAD', path, context)
  expect(noted(repo.checkout).sort()).toEqual([repo.checkout, living, users, path].sort())
})

test('a worktree whose making was interrupted is locked, and goes all the same', async () => {
  using repo = scratchRepository()
  const stale = leaveBehind(repo.checkout, join(repo.folder, 'corecurve-base-aB3dE6'), { gone: false })
  gitNow(repo.checkout, 'worktree', 'lock', '--reason', 'initializing', stale)
  rmSync(join(repo.folder, 'corecurve-base-aB3dE6'), { recursive: true })
  const path = join(repo.folder, 'beside')
  await using _ = await addWorktree(repo.checkout, 'HEAD', path, context)
  expect(noted(repo.checkout).sort()).toEqual([repo.checkout, path].sort())
})

test('a repository in which no worktree can be noted is a user error that says what to do', async () => {
  using repo = scratchRepository()
  // Stands in the way whoever runs this, root included.
  writeFileSync(join(repo.checkout, '.git/worktrees'), '')
  const error = await addWorktree(repo.checkout, 'HEAD', join(repo.folder, 'beside'), context).catch((e) => e)
  expect(error).toBeInstanceOf(UserError)
  expect(error.message).toMatch(
    /could not create .*Make the repository writable, or compare in a copy.*--evidence stored/s,
  )
})

test('a full disk is one, too', async () => {
  using repo = scratchRepository()
  // A checkout that ends as on a full disk, which is what git passes on of a filter.
  gitNow(
    repo.checkout,
    'config',
    'filter.full.smudge',
    'echo "error: write error: No space left on device" >&2; exit 1',
  )
  gitNow(repo.checkout, 'config', 'filter.full.required', 'true')
  mkdirSync(join(repo.checkout, '.git/info'), { recursive: true })
  writeFileSync(join(repo.checkout, '.git/info/attributes'), 'README.md filter=full\n')
  const error = await addWorktree(repo.checkout, 'HEAD', join(repo.folder, 'beside'), context).catch((e) => e)
  expect(error).toBeInstanceOf(UserError)
  expect(error.message).toContain('name another temporary folder with TMPDIR')
  expect(noted(repo.checkout)).toEqual([repo.checkout])
})
