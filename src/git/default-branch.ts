import { UserError } from '../user-error.ts'
import { commitNamed } from './revisions.ts'
import { git } from './run-git.ts'
import type { RemoteContext } from './shallow.ts'

/** Name of the default branch: as the clone remembers it, as the remote says, else `main` or `master`. */
export async function defaultBranch(cwd: string, context: RemoteContext = {}): Promise<string> {
  const found =
    (await remembered(cwd, context)) ?? (await asked(cwd, context)) ?? (await customary(cwd, context))
  if (found !== undefined) return found
  throw new UserError(
    'The default branch of this repository is not known: no remote says, and there is no `main` or `master`. ' +
      'Name base with --base.',
  )
}

/** The tip of a branch as the remote had it at the last fetch, else the local branch, else as the remote says. */
export async function branchTip(
  cwd: string,
  branch: string,
  context: RemoteContext = {},
): Promise<string | undefined> {
  const remote = context.remote ?? 'origin'
  return (
    (await commitNamed(cwd, `refs/remotes/${remote}/${branch}`, context)) ??
    (await commitNamed(cwd, `refs/heads/${branch}`, context)) ??
    /^([0-9a-f]{40,64})\t/m.exec(await lsRemote(cwd, [remote, `refs/heads/${branch}`], context))?.[1]
  )
}

async function remembered(cwd: string, context: RemoteContext): Promise<string | undefined> {
  const prefix = `refs/remotes/${context.remote ?? 'origin'}/`
  const { stdout } = await git(['symbolic-ref', '--quiet', `${prefix}HEAD`], {
    cwd,
    ...context,
    okStatuses: [0, 1, 128],
  })
  const target = stdout.trim()
  return target.startsWith(prefix) ? target.slice(prefix.length) : undefined
}

async function asked(cwd: string, context: RemoteContext): Promise<string | undefined> {
  const answer = await lsRemote(cwd, ['--symref', context.remote ?? 'origin', 'HEAD'], context)
  return /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(answer)?.[1]
}

async function customary(cwd: string, context: RemoteContext): Promise<string | undefined> {
  for (const name of ['main', 'master'])
    for (const prefix of [`refs/remotes/${context.remote ?? 'origin'}/`, 'refs/heads/'])
      if ((await commitNamed(cwd, prefix + name, context)) !== undefined) return name
  return undefined
}

/** Empty where the remote cannot be asked: there may be none, and other answers follow. */
async function lsRemote(cwd: string, args: readonly string[], context: RemoteContext): Promise<string> {
  const { status, stdout } = await git(['ls-remote', ...args], { cwd, ...context, okStatuses: [0, 2, 128] })
  return status === 0 ? stdout : ''
}
