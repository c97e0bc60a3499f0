import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { lfsEnvironment } from '../../src/git/lfs.ts'
import { addWorktree } from '../../src/git/worktree.ts'
import {
  commitFile,
  gitNow,
  type ScratchRepository,
  scratchEnv,
  scratchRepository,
} from '../support/scratch-repository.ts'

beforeAll(() => {
  try {
    execFileSync('git', ['lfs', 'version'], { env: scratchEnv, stdio: 'ignore' })
  } catch {
    throw new Error('git-lfs is not installed: `apt-get install git-lfs`')
  }
})

/** A repository with a large file in two versions, pushed with its large files; gives the commit of the first. */
function withLargeFile(repo: ScratchRepository): string {
  gitNow(repo.checkout, 'lfs', 'install', '--local', '--skip-repo')
  commitFile(repo.checkout, '.gitattributes', '*.bin filter=lfs diff=lfs merge=lfs -text\n')
  const base = commitFile(repo.checkout, 'model.bin', 'first version')
  commitFile(repo.checkout, 'model.bin', 'second version')
  gitNow(repo.checkout, 'push', '--quiet', 'origin', 'main')
  gitNow(repo.checkout, 'lfs', 'push', '--all', 'origin', 'main')
  return base
}

async function modelOf(repo: ScratchRepository, checkout: string, base: string): Promise<string> {
  const env = await lfsEnvironment(checkout, { env: scratchEnv })
  await using worktree = await addWorktree(checkout, base, join(repo.folder, 'beside'), { env })
  return readFileSync(join(worktree.path, 'model.bin'), 'utf8')
}

describe('a checkout with large files', () => {
  it('gives base its own version of them', async () => {
    using repo = scratchRepository()
    const base = withLargeFile(repo)
    expect(await modelOf(repo, repo.checkout, base)).toBe('first version')
  })

  it('gives base only their pointers where it holds no more itself', async () => {
    using repo = scratchRepository()
    const base = withLargeFile(repo)
    const clone = join(repo.folder, 'clone')
    execFileSync('git', ['clone', '--quiet', repo.origin, clone], {
      env: { ...scratchEnv, GIT_LFS_SKIP_SMUDGE: '1' },
    })
    gitNow(clone, 'lfs', 'install', '--local', '--skip-repo')
    expect(readFileSync(join(clone, 'model.bin'), 'utf8')).toMatch(/^version https:\/\/git-lfs/)
    expect(await modelOf(repo, clone, base)).toMatch(/^version https:\/\/git-lfs/)
  })
})
