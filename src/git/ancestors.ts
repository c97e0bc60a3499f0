import { type GitContext, git } from './run-git.ts'
import { deepen, type RemoteContext } from './shallow.ts'

/**
 * A commit and its ancestors, at most `limit`: first the line of first parents (an index in it is the number of
 * commits behind), then the ancestors that only merges brought, newest first.
 * @param options.deepen fetch what a shallow clone lacks; the answer is short otherwise
 */
export async function ancestors(
  cwd: string,
  commit: string,
  limit: number,
  options: RemoteContext & { deepen?: boolean } = {},
): Promise<string[]> {
  const { deepen: mayDeepen = false, ...context } = options
  let found = await known(cwd, commit, limit, context)
  if (mayDeepen && found.length < limit && (await deepen(cwd, [commit], limit - found.length, context)))
    found = await known(cwd, commit, limit, context)
  return found
}

async function known(cwd: string, commit: string, limit: number, context: GitContext): Promise<string[]> {
  const line = await list(cwd, ['--first-parent', `--max-count=${limit}`, commit], context)
  if (line.length >= limit) return line
  const all = await list(cwd, [`--max-count=${limit}`, commit], context)
  return [...new Set([...line, ...all])].slice(0, limit)
}

async function list(cwd: string, args: readonly string[], context: GitContext): Promise<string[]> {
  const { stdout } = await git(['rev-list', ...args], { cwd, ...context })
  return stdout.split('\n').filter((line) => line !== '')
}
