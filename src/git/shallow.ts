import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { UserError } from '../user-error.ts'
import { GitError } from './git-error.ts'
import { type GitContext, git } from './run-git.ts'

/** Fetches objects and nothing else: no ref, FETCH_HEAD, tag, submodule or commit graph, and no housekeeping.
 * No filter either: that would write the user's configuration. */
const FETCH_OBJECTS = [
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-write-commit-graph',
  '--no-auto-maintenance',
  '--no-recurse-submodules',
  '--no-prune',
  '--refmap=',
]
/** A long history over a slow line takes its time. */
const FETCH_TIMEOUT = 600_000

export interface RemoteContext extends GitContext {
  /** Name of the remote to fetch from, `origin` by default. */
  readonly remote?: string
}

export async function isShallow(cwd: string, context: GitContext = {}): Promise<boolean> {
  const { stdout } = await git(['rev-parse', '--is-shallow-repository'], { cwd, ...context })
  return stdout.trim() === 'true'
}

/** Makes sure that a commit's objects are here, fetching that one commit where they are not. */
export async function ensureCommit(cwd: string, commit: string, context: RemoteContext = {}): Promise<void> {
  const { status } = await git(['cat-file', '-e', `${commit}^{commit}`], {
    cwd,
    ...context,
    okStatuses: [0, 1, 128],
  })
  if (status === 0) return
  // Depth 1 cuts history at this commit only, which nobody here has yet: no history of the user's is shortened.
  const depth = (await isShallow(cwd, context)) ? ['--depth=1'] : []
  await fetchObjects(cwd, depth, [commit], context)
}

/** Commits to add beyond the shallow boundary, or all of history. */
export type Deepening = number | 'everything'

/**
 * Adds history beyond the shallow boundary of these commits.
 * @returns false where there was nothing to add: their history is complete
 */
export async function deepen(
  cwd: string,
  commits: readonly string[],
  by: Deepening,
  context: RemoteContext = {},
): Promise<boolean> {
  const boundary = await boundaryOf(cwd, commits, context)
  if (boundary.length === 0) return false
  await fetchObjects(cwd, [by === 'everything' ? '--unshallow' : `--deepen=${by}`], boundary, context)
  return true
}

/** The commits at which the history of `commits` was cut. */
async function boundaryOf(cwd: string, commits: readonly string[], context: GitContext): Promise<string[]> {
  if (!(await isShallow(cwd, context))) return []
  const { stdout: path } = await git(['rev-parse', '--git-path', 'shallow'], { cwd, ...context })
  const cut = new Set((await readFile(resolve(cwd, path.trim()), 'utf8')).split('\n'))
  const { stdout } = await git(['rev-list', '--max-parents=0', ...commits], { cwd, ...context })
  return stdout.split('\n').filter((commit) => commit !== '' && cut.has(commit))
}

async function fetchObjects(
  cwd: string,
  depth: readonly string[],
  commits: readonly string[],
  context: RemoteContext,
): Promise<void> {
  try {
    await git([...FETCH_OBJECTS, ...depth, '--stdin', context.remote ?? 'origin'], {
      cwd,
      ...context,
      input: commits.map((commit) => `${commit}\n`).join(''),
      timeout: FETCH_TIMEOUT,
    })
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    throw new UserError(
      'This clone lacks history that is needed to find base, and it could not be fetched. ' +
        `Set \`fetch-depth: 0\` on actions/checkout, or name base with --base. ${error.message}`,
    )
  }
}
