import { closest, distance } from 'fastest-levenshtein'
import { UserError } from '../user-error.ts'
import { type GitContext, git } from './run-git.ts'
import { isShallow } from './shallow.ts'

/** The commit that a user's words name: a branch, a tag, a SHA, HEAD~2. A branch only the remote has counts too. */
export async function resolveCommit(cwd: string, ref: string, context: GitContext = {}): Promise<string> {
  const commit = (await commitNamed(cwd, ref, context)) ?? (await commitNamed(cwd, `origin/${ref}`, context))
  if (commit !== undefined) return commit
  throw new UserError(`There is no commit "${ref}" in this repository.${await hint(cwd, ref, context)}`)
}

/** The same, undefined where nothing has that name. */
export async function commitNamed(
  cwd: string,
  ref: string,
  context: GitContext = {},
): Promise<string | undefined> {
  // Nothing that git would take for an option or for several revisions.
  if (ref === '' || ref.startsWith('-') || ref.startsWith('^') || ref.includes('..')) return undefined
  const { status, stdout } = await git(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], {
    cwd,
    ...context,
    okStatuses: [0, 1, 128],
  })
  return status === 0 ? stdout.trim() : undefined
}

/** The commit that is checked out. @throws UserError before the first commit */
export async function headCommit(cwd: string, context: GitContext = {}): Promise<string> {
  const commit = await commitNamed(cwd, 'HEAD', context)
  if (commit !== undefined) return commit
  throw new UserError(`The repository ${cwd} has no commit yet. Make a first one with \`git commit\`.`)
}

/**
 * Whether tracked files differ from the commit, in the working tree or the index. Untracked files do not count: most
 * are made by building and measuring, a record among them.
 */
export async function isDirty(cwd: string, context: GitContext = {}): Promise<boolean> {
  const { stdout } = await git(['status', '--porcelain', '--untracked-files=no'], { cwd, ...context })
  return stdout !== ''
}

/** Absolute path of the working tree that `cwd` lies in. */
export async function repositoryRoot(cwd: string, context: GitContext = {}): Promise<string> {
  const { status, stdout, stderr } = await git(['rev-parse', '--show-toplevel'], {
    cwd,
    ...context,
    okStatuses: [0, 128],
  })
  if (status === 0) return stdout.replace(/\r?\n$/, '')
  throw new UserError(
    /not a git repository/.test(stderr)
      ? `${cwd} is not in a git repository. Run corecurve inside one, or make one with \`git init\`.`
      : `git cannot read the repository of ${cwd}: ${stderr.trim()}`,
  )
}

/** The parents that a commit names, whether or not a shallow clone has them. */
export async function parentsOf(cwd: string, commit: string, context: GitContext = {}): Promise<string[]> {
  const { stdout } = await git(['cat-file', 'commit', commit], { cwd, ...context })
  const header = stdout.slice(0, stdout.indexOf('\n\n'))
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match) => match[1]!)
}

async function hint(cwd: string, ref: string, context: GitContext): Promise<string> {
  const { stdout } = await git(
    ['for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/remotes', 'refs/tags'],
    { cwd, ...context },
  )
  const names = stdout.split('\n').filter((name) => name !== '')
  const nearest = names.length === 0 ? '' : closest(ref, names)
  const meant =
    nearest !== '' && distance(ref, nearest) <= Math.max(2, ref.length / 3)
      ? ` Did you mean "${nearest}"?`
      : ''
  const shallow = (await isShallow(cwd, context))
    ? ' This is a shallow clone: set `fetch-depth: 0` on actions/checkout, or run `git fetch --unshallow`.'
    : ''
  return meant + shallow
}
