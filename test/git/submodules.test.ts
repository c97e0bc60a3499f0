import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkOutSubmodules } from '../../src/git/submodules.ts'
import { addWorktree } from '../../src/git/worktree.ts'
import {
  commitFile,
  gitNow,
  type ScratchRepository,
  scratchEnv,
  scratchRepository,
} from '../support/scratch-repository.ts'

const context = { env: scratchEnv }
const fromFile = ['-c', 'protocol.file.allow=always']

/** A repository whose submodule `lib` has a submodule `core`; in both, version.txt says which commit it is. */
function nested(repo: ScratchRepository): { readonly base: string } {
  const make = (name: string) => {
    const path = join(repo.folder, name)
    mkdirSync(path)
    gitNow(path, 'init', '--quiet', '--initial-branch=main')
    commitFile(path, 'version.txt', `${name} one`)
    return path
  }
  const core = make('core')
  const lib = make('lib')
  gitNow(lib, ...fromFile, 'submodule', '--quiet', 'add', core, 'core')
  gitNow(lib, 'commit', '--quiet', '--message', 'core')
  gitNow(repo.checkout, ...fromFile, 'submodule', '--quiet', 'add', lib, 'lib')
  gitNow(repo.checkout, ...fromFile, 'submodule', '--quiet', 'update', '--init', '--recursive')
  gitNow(repo.checkout, 'commit', '--quiet', '--message', 'lib')
  const base = gitNow(repo.checkout, 'rev-parse', 'HEAD')
  // Head goes on in both; base must keep what it had.
  const here = join(repo.checkout, 'lib')
  commitFile(join(here, 'core'), 'version.txt', 'core two')
  commitFile(here, 'version.txt', 'lib two')
  gitNow(here, 'add', 'core')
  gitNow(here, 'commit', '--quiet', '--message', 'core two')
  gitNow(repo.checkout, 'add', 'lib')
  gitNow(repo.checkout, 'commit', '--quiet', '--message', 'lib two')
  // Whoever asks their addresses finds nobody.
  for (const path of [core, lib]) rmSync(path, { recursive: true })
  return { base }
}

async function baseOf(repo: ScratchRepository, base: string) {
  const worktree = await addWorktree(repo.checkout, base, join(repo.folder, 'beside'), context)
  await checkOutSubmodules(repo.checkout, worktree.path, context)
  return worktree
}

test('a submodule within a submodule is there as the checkout has it, at the commits of base', async () => {
  using repo = scratchRepository()
  const { base } = nested(repo)
  await using worktree = await baseOf(repo, base)
  const version = (...path: string[]) => readFileSync(join(worktree.path, ...path, 'version.txt'), 'utf8')
  expect(version('lib')).toBe('lib one')
  expect(version('lib', 'core')).toBe('core one')
})

test('a submodule that the checkout has not initialised is not fetched for base, nor what lies within it', async () => {
  using repo = scratchRepository()
  const { base } = nested(repo)
  gitNow(join(repo.checkout, 'lib'), 'submodule', '--quiet', 'deinit', '--force', 'core')
  await using worktree = await baseOf(repo, base)
  expect(readFileSync(join(worktree.path, 'lib', 'version.txt'), 'utf8')).toBe('lib one')
  expect(existsSync(join(worktree.path, 'lib', 'core', 'version.txt'))).toBe(false)
})

test('a submodule that head moved is there at the path that it has in base', async () => {
  using repo = scratchRepository()
  const { base } = nested(repo)
  mkdirSync(join(repo.checkout, 'vendor'))
  gitNow(repo.checkout, 'mv', 'lib', 'vendor/lib')
  gitNow(repo.checkout, 'commit', '--quiet', '--message', 'lib elsewhere')
  await using worktree = await baseOf(repo, base)
  expect(readFileSync(join(worktree.path, 'lib', 'version.txt'), 'utf8')).toBe('lib one')
  expect(readFileSync(join(worktree.path, 'lib', 'core', 'version.txt'), 'utf8')).toBe('core one')
})
