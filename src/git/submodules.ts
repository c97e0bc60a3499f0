import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { GitError } from './git-error.ts'
import { type GitContext, git } from './run-git.ts'

/**
 * Checks out in a worktree the submodules that are initialised in the user's checkout, and no others, at the commits
 * that the worktree's own commit names; within each of them likewise. A submodule is known by its name, for its path may
 * have changed between the commits; by its path where the checkout has another name for it. What the checkout has of them is cloned from
 * there, which needs no network and no credentials; only where it lacks that commit is the submodule's own address
 * asked.
 * @throws GitError where a submodule cannot be had
 */
export async function checkOutSubmodules(
  checkout: string,
  worktree: string,
  context: GitContext,
): Promise<void> {
  const declared = await declaredSubmodules(worktree, context)
  if (declared.length === 0) return
  const initialised = await initialisedPaths(checkout, context)
  const known = await declaredSubmodules(checkout, context)
  for (const { name, path } of declared) {
    const place = known.find((each) => each.name === name)?.path ?? path
    if (!initialised.includes(place)) continue
    const here = join(checkout, place)
    const update = ['submodule', 'update', '--init', '--', path]
    const local = ['-c', 'protocol.file.allow=always', '-c', `submodule.${name}.url=${here}`]
    try {
      await git([...local, ...update], { cwd: worktree, ...context })
    } catch (error) {
      if (!(error instanceof GitError)) throw error
      await git(['submodule', 'update', '--init', '--reference-if-able', here, '--', path], {
        cwd: worktree,
        ...context,
      })
    }
    await checkOutSubmodules(here, join(worktree, path), context)
  }
}

async function declaredSubmodules(
  checkout: string,
  context: GitContext,
): Promise<{ readonly name: string; readonly path: string }[]> {
  const file = join(checkout, '.gitmodules')
  const there = await access(file).then(
    () => true,
    () => false,
  )
  if (!there) return []
  const { stdout } = await git(
    ['config', '--null', '--file', file, '--get-regexp', '^submodule\\..*\\.path$'],
    {
      cwd: checkout,
      ...context,
      okStatuses: [0, 1],
    },
  )
  return stdout.split('\0').flatMap((entry) => {
    const [, name, path] = /^submodule\.(.*)\.path\n(.*)$/s.exec(entry) ?? []
    return name === undefined || path === undefined ? [] : [{ name, path }]
  })
}

/** A line of `git submodule status` starts with “-” where a submodule is not initialised. */
async function initialisedPaths(checkout: string, context: GitContext): Promise<string[]> {
  // A checkout whose submodules are in disorder has none that we could take over.
  const { stdout } = await git(['submodule', 'status'], {
    cwd: checkout,
    ...context,
    okStatuses: [0, 1, 128],
  })
  return stdout.split('\n').flatMap((line) => /^[ +U][0-9a-f]+ (.+?)(?: \(.*\))?$/.exec(line)?.[1] ?? [])
}
