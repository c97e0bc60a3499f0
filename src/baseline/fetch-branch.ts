import { GitError } from '../git/git-error.ts'
import { type RemoteFailure, remoteFailure } from '../git/remote-failure.ts'
import { type BranchTree, EMPTY_TREE, readTree } from './branch-tree.ts'
import { REMOTE, type TemporaryRepository } from './temporary-repository.ts'

export type FetchOutcome = { kind: 'fetched'; tree: BranchTree } | { kind: 'failed'; failure: RemoteFailure }

const TIP = 'refs/baseline/tip'

/** Fetches the tip of the branch and its file names, not the files. A branch that is not there is an empty tree. */
export async function fetchBranch(repository: TemporaryRepository, branch: string): Promise<FetchOutcome> {
  try {
    await fetchTip(repository, branch)
    const { stdout } = await repository.git(['rev-parse', '--verify', TIP])
    return { kind: 'fetched', tree: await readTree(repository, stdout.trim()) }
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    if (/couldn't find remote ref/.test(error.stderr)) return { kind: 'fetched', tree: EMPTY_TREE }
    return { kind: 'failed', failure: remoteFailure(error.stderr || error.message) }
  }
}

async function fetchTip(repository: TemporaryRepository, branch: string): Promise<void> {
  const fetch = (...how: string[]) =>
    repository.git([
      'fetch',
      '--quiet',
      ...how,
      '--no-tags',
      '--no-write-fetch-head',
      REMOTE,
      `+refs/heads/${branch}:${TIP}`,
    ])
  try {
    await fetch('--depth=1', '--filter=blob:none')
  } catch (error) {
    // A server that knows neither partial nor shallow clones sends everything.
    if (!(error instanceof GitError) || !/filter|shallow|depth/i.test(error.stderr)) throw error
    await fetch()
  }
}
