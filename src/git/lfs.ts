import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { type GitContext, git } from './run-git.ts'

const POINTER = 'version https://git-lfs.github.com/spec/'

/**
 * The environment in which another commit is checked out with large files as the user's checkout has them: where that
 * holds only pointers, none is downloaded.
 */
export async function lfsEnvironment(checkout: string, context: GitContext): Promise<NodeJS.ProcessEnv> {
  const env = context.env ?? process.env
  const { stdout } = await git(['ls-files', '-z', '--', ':(attr:filter=lfs)'], { cwd: checkout, ...context })
  for (const path of stdout.split('\0').filter((each) => each !== '')) {
    const start = await firstBytes(join(checkout, path))
    if (start !== undefined) return start === POINTER ? { ...env, GIT_LFS_SKIP_SMUDGE: '1' } : env
  }
  return env
}

/** Undefined where the file is not there. */
async function firstBytes(path: string): Promise<string | undefined> {
  try {
    await using file = await open(path)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(POINTER.length), 0, POINTER.length, 0)
    return buffer.toString('latin1', 0, bytesRead)
  } catch {
    return undefined
  }
}
