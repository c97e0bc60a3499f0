import { join } from 'node:path'
import { type GitContext, git } from '../git/run-git.ts'
import { addWorktree, type Worktree } from '../git/worktree.ts'
import { tellReaper, temporaryFolder } from './reaper-client.ts'

/**
 * Checks a commit out into a temporary folder, as `name` in it. The folder, and git's note of the worktree in the user's
 * repository, are gone afterwards on every way out, SIGKILL included.
 * @throws UserError where there can be no such folder or no such note
 */
export async function temporaryWorktree(
  purpose: 'base' | 'head',
  checkout: { readonly repository: string; readonly commit: string; readonly name: string },
  context: GitContext,
): Promise<Worktree> {
  const { repository, commit, name } = checkout
  await using undo = new AsyncDisposableStack()
  const folder = undo.use(await temporaryFolder(purpose))
  const worktree = undo.use(await addWorktree(repository, commit, join(folder.path, name), context))
  const { stdout } = await git(['rev-parse', '--absolute-git-dir'], { cwd: worktree.path, ...context })
  const note = stdout.trim()
  tellReaper({ kind: 'guard-worktree', note })
  const kept = undo.move()
  return {
    path: worktree.path,
    async [Symbol.asyncDispose]() {
      await kept.disposeAsync()
      tellReaper({ kind: 'release-worktree', note })
    },
  }
}
