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
  // Without the signal: an interrupt is no reason to leave it there.
  const remove = () =>
    git(['worktree', 'remove', '--force', '--force', path], { cwd: checkout, env: context.env })
  try {
    await git(['-c', 'core.hooksPath=/dev/null', 'worktree', 'add', '--detach', '--quiet', path, commit], {
      cwd: checkout,
      ...context,
    })
  } catch (error) {
    // Git that was stopped half way leaves its note; where it had made none, there is nothing to remove.
    await remove().catch(() => {})
    throw error
  }
  return {
    path,
    async [Symbol.asyncDispose]() {
      await remove()
    },
  }
}
