import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { GitContext } from '../git/run-git.ts'
import { addWorktree, type Worktree, worktreeNotes } from '../git/worktree.ts'
import { MARKER_VARIABLE } from '../host/pids-with-marker.ts'
import { tellReaper, temporaryFolder } from './reaper-client.ts'
import { worktreePlace } from './worktree-place.ts'

/** A worktree of ours. */
export interface TemporaryWorktree extends Worktree {
  /** Whether it lies on the file system of the checkout that it was to lie beside. */
  readonly sameFileSystem: boolean
}

/**
 * Checks a commit out into a temporary folder, as `name` in it, on the file system of the checkout `beside` (of the
 * repository, unless said) where there is such a folder. The folder, and git's note of the worktree in the user's
 * repository, are gone afterwards on every way out, SIGKILL included, also while git is still checking out.
 * @throws UserError where there can be no such folder or no such note
 */
export async function temporaryWorktree(
  purpose: 'base' | 'head',
  checkout: {
    readonly repository: string
    readonly commit: string
    readonly name: string
    readonly beside?: string
  },
  context: GitContext,
): Promise<TemporaryWorktree> {
  const { repository, commit, name, beside = repository } = checkout
  const { place, sameFileSystem } = await worktreePlace(beside)
  await using undo = new AsyncDisposableStack()
  const folder = undo.use(await temporaryFolder(purpose, place))
  const notes = await worktreeNotes(repository, context)
  tellReaper({ kind: 'guard-worktree', folder: folder.path, notes })
  const worktree = undo.use(await added(repository, commit, join(folder.path, name), context))
  const kept = undo.move()
  return {
    path: worktree.path,
    sameFileSystem,
    async [Symbol.asyncDispose]() {
      await kept.disposeAsync()
      tellReaper({ kind: 'release-worktree', folder: folder.path })
    },
  }
}

/**
 * Git outlives us in a group of its own, and its filters with it: should we die, the reaper ends them before it removes
 * what they write.
 */
async function added(
  repository: string,
  commit: string,
  path: string,
  context: GitContext,
): Promise<Worktree> {
  const marker = randomUUID()
  tellReaper({ kind: 'guard-tree', tree: { marker, outputs: [], known: [] } })
  const env = { ...(context.env ?? process.env), [MARKER_VARIABLE]: marker }
  try {
    return await addWorktree(repository, commit, path, { ...context, env })
  } finally {
    tellReaper({ kind: 'release-tree', marker })
  }
}
