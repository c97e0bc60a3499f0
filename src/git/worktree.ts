import { type GitContext, git } from './run-git.ts'

/** A checkout of another commit, beside the user's own. */
export interface Worktree extends AsyncDisposable {
  readonly path: string
}

/**
 * Checks `commit` out into `path` (which must not exist yet), detached: no ref, index or file of the user's own
 * checkout changes. Disposing of it removes the folder and git's note of it.
 */
export async function addWorktree(
  checkout: string,
  commit: string,
  path: string,
  context: GitContext = {},
): Promise<Worktree> {
  // A hook of the user's is for the user's own checkout.
  await git(['-c', 'core.hooksPath=/dev/null', 'worktree', 'add', '--detach', '--quiet', path, commit], {
    cwd: checkout,
    ...context,
  })
  return {
    path,
    async [Symbol.asyncDispose]() {
      // Without the signal: an interrupt is no reason to leave it there.
      await git(['worktree', 'remove', '--force', '--force', path], { cwd: checkout, env: context.env })
    },
  }
}
