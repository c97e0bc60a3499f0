import { git } from './run-git.ts'

/** A checkout of another commit, beside the user's own. */
export interface Worktree extends AsyncDisposable {
  readonly path: string
}

/**
 * Checks `commit` out into `path` (which must not exist yet), detached: no ref, index or file of the user's own
 * checkout changes. Disposing of it removes the folder and git's note of it.
 */
export async function addWorktree(checkout: string, commit: string, path: string): Promise<Worktree> {
  await git(['worktree', 'add', '--detach', '--quiet', path, commit], { cwd: checkout })
  return {
    path,
    async [Symbol.asyncDispose]() {
      await git(['worktree', 'remove', '--force', '--force', path], { cwd: checkout })
    },
  }
}
