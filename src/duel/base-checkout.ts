import { access } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import type { Config } from '../config/config.ts'
import { readConfig } from '../config/read-config.ts'
import { lfsEnvironment } from '../git/lfs.ts'
import type { GitContext } from '../git/run-git.ts'
import { checkOutSubmodules } from '../git/submodules.ts'
import { temporaryWorktree } from '../service/temporary-worktree.ts'
import { UserError } from '../user-error.ts'

/** Base, checked out beside the user's own checkout; gone when disposed of. */
export interface BaseCheckout extends AsyncDisposable {
  /** Base's own configuration; absent where base has none. */
  readonly config?: Config
  /** Why base cannot be used although it has a configuration. */
  readonly problem?: string
  /** Where it lies, if that is on another file system than head: what writes files is not equally fast there. */
  readonly elsewhere?: string
}

/**
 * Checks `base` out into a temporary worktree, submodules as the user's checkout has them, and reads the configuration
 * that stands there at the same place as head's.
 * @param head its configuration, and the root of the checkout that it lies in
 */
export async function checkOutBase(
  repository: string,
  base: string,
  head: { readonly config: Config; readonly root: string },
  context: GitContext,
): Promise<BaseCheckout> {
  await using undo = new AsyncDisposableStack()
  const env = await lfsEnvironment(head.root, context)
  const name = basename(repository)
  const worktree = undo.use(
    await temporaryWorktree(
      'base',
      { repository, commit: base, name, beside: head.root },
      { ...context, env },
    ),
  )
  await checkOutSubmodules(repository, worktree.path, context)
  const read = await readBaseConfig(
    join(worktree.path, relative(head.root, head.config.root)),
    head.config.file,
  )
  const kept = undo.move()
  const elsewhere = worktree.sameFileSystem ? {} : { elsewhere: dirname(worktree.path) }
  return { ...read, ...elsewhere, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

async function readBaseConfig(root: string, file: string): Promise<Pick<BaseCheckout, 'config' | 'problem'>> {
  // The same place; where head moved its configuration, wherever base has one.
  const named = (await exists(join(root, file))) ? file : undefined
  try {
    return { config: await readConfig({ root, ...(named === undefined ? {} : { file: named }) }) }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return named === undefined ? {} : { problem: `its configuration cannot be used: ${error.message}` }
  }
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  )
}

/** Folder of a path within the repository, as base has it. */
export function sameFolderInBase(head: Config, base: Config, directory: string): string {
  return join(base.root, relative(head.root, directory) || '.')
}
