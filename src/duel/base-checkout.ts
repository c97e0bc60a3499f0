import { access } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import type { Config } from '../config/config.ts'
import { readConfig } from '../config/read-config.ts'
import { type GitContext, git } from '../git/run-git.ts'
import { addWorktree } from '../git/worktree.ts'
import { temporaryFolder } from '../service/reaper-client.ts'
import { UserError } from '../user-error.ts'

/** Base, checked out beside the user's own checkout; gone when disposed of. */
export interface BaseCheckout extends AsyncDisposable {
  /** Base's own configuration; absent where base has none. */
  readonly config?: Config
  /** Why base cannot be used although it has a configuration. */
  readonly problem?: string
}

/**
 * Checks `base` out into a temporary worktree, submodules as the user's checkout has them, and reads the configuration
 * that stands there at the same place as head's.
 */
export async function checkOutBase(
  repository: string,
  base: string,
  head: Config,
  context: GitContext,
): Promise<BaseCheckout> {
  await using undo = new AsyncDisposableStack()
  const folder = undo.use(await temporaryFolder('base'))
  const worktree = undo.use(
    await addWorktree(repository, base, join(folder.path, basename(repository)), context),
  )
  await updateSubmodules(repository, worktree.path, context)
  const read = await readBaseConfig(join(worktree.path, relative(repository, head.root)), head.file)
  const kept = undo.move()
  return { ...read, [Symbol.asyncDispose]: () => kept.disposeAsync() }
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

/** Initialises in the worktree the submodules that are initialised in the checkout, and no others. */
async function updateSubmodules(repository: string, worktree: string, context: GitContext): Promise<void> {
  if (!(await exists(join(worktree, '.gitmodules')))) return
  const { stdout } = await git(['submodule', 'status'], {
    cwd: repository,
    ...context,
    okStatuses: [0, 1, 128],
  })
  const initialised = stdout
    .split('\n')
    .flatMap((line) => /^[ +U][0-9a-f]+ (.+?)(?: \(.*\))?$/.exec(line)?.[1] ?? [])
  const known = await git(['config', '--file', '.gitmodules', '--get-regexp', 'path'], {
    cwd: worktree,
    ...context,
    okStatuses: [0, 1],
  })
  const declared = known.stdout.split('\n').map((line) => line.slice(line.indexOf(' ') + 1))
  const wanted = initialised.filter((path) => declared.includes(path))
  if (wanted.length === 0) return
  // The objects are in the checkout already; a clone from there needs no network and no credentials.
  for (const path of wanted) {
    await git(
      [
        '-c',
        'protocol.file.allow=always',
        'submodule',
        'update',
        '--init',
        '--reference',
        join(repository, path),
        '--',
        path,
      ],
      { cwd: worktree, ...context },
    )
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
