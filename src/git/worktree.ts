import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { UserError } from '../user-error.ts'
import { GitError } from './git-error.ts'
import { type GitContext, git } from './run-git.ts'

/** A checkout of another commit, beside the user's own. */
export interface Worktree extends AsyncDisposable {
  readonly path: string
}

/**
 * Checks `commit` out into `path` (which must not exist yet), detached: no ref, index or file of the user's own
 * checkout changes. Disposing of it removes the folder and git's note of it. Notes that an earlier process of ours
 * was killed too early to remove go first.
 * @throws UserError where the repository or the place of `path` cannot be written
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
  await removeStaleNotes(checkout, context)
  try {
    await git(['-c', 'core.hooksPath=/dev/null', 'worktree', 'add', '--detach', '--quiet', path, commit], {
      cwd: checkout,
      ...context,
    })
  } catch (error) {
    // Git that was stopped half way leaves its note; where it had made none, there is nothing to remove.
    await remove().catch(() => {})
    throw (error instanceof GitError && notWritable(checkout, path, error)) || error
  }
  return {
    path,
    async [Symbol.asyncDispose]() {
      await remove()
    },
  }
}

const NO_ROOM = /No space left on device|Disk quota exceeded|unable to write (?:new index )?file|write error/i
const NO_WRITING =
  /Read-only file system|Permission denied|could not create|unable to create|Not a directory/i

/** What to do where it was not git's fault; undefined where it may have been ours. */
function notWritable(checkout: string, path: string, { stderr }: GitError): UserError | undefined {
  const said = stderr.trim().split('\n').at(-1) ?? ''
  const what = `a second commit could not be checked out beside ${checkout}: ${said}`
  if (NO_ROOM.test(stderr))
    return new UserError(
      `${what}. Make room where ${dirname(path)} lies, or name another temporary folder with TMPDIR; or make room where the repository is.`,
    )
  if (!NO_WRITING.test(stderr)) return undefined
  return new UserError(
    `${what}. Git notes such a checkout in the repository, for as long as it is there. Make the repository writable, or compare in a copy of it (\`git clone ${checkout} COPY\`); \`--evidence stored\` needs no second checkout.`,
  )
}

/** The folder in which git notes the worktrees of a repository, there or not. */
export async function worktreeNotes(checkout: string, context: GitContext = {}): Promise<string> {
  const { stdout } = await git(['rev-parse', '--git-common-dir'], { cwd: checkout, ...context })
  return join(resolve(checkout, stdout.replace(/\n$/, '')), 'worktrees')
}

/** A worktree of ours, below the temporary folder that was made for it. */
const OURS = /^(.*[\\/]corecurve-(?:base|head)-[A-Za-z0-9]{6})[\\/]/

/** Removes git's notes of our own worktrees whose temporary folder is gone; all others are the user's. */
async function removeStaleNotes(checkout: string, context: GitContext): Promise<void> {
  const { stdout } = await git(['worktree', 'list', '--porcelain'], { cwd: checkout, ...context })
  for (const [, path = ''] of stdout.matchAll(/^worktree (.+)$/gm)) {
    const folder = OURS.exec(path)?.[1]
    if (folder === undefined || existsSync(folder)) continue
    // Another process of ours may have removed it in the meantime.
    await git(['worktree', 'remove', '--force', '--force', path], {
      cwd: checkout,
      ...context,
      okStatuses: [0, 128],
    })
  }
}
