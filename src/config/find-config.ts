import { access } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { CONFIG_FILES } from './read-config.ts'

/** Where a configuration is, and the folder that its paths are relative to. */
export interface ConfigPlace {
  readonly root: string
  /** Absolute; absent where none was found: reading then says where it was looked for. */
  readonly file?: string
}

/**
 * The configuration that a command means: the named file, else the nearest one from `cwd` up to the repository's root.
 * Paths in it are relative to its own folder, or to the folder above `.github`.
 */
export async function findConfig(options: {
  readonly cwd: string
  readonly repositoryRoot: string
  readonly named?: string
}): Promise<ConfigPlace> {
  const { cwd, repositoryRoot, named } = options
  if (named !== undefined) {
    const file = resolve(cwd, named)
    return { file, root: folderOf(file) }
  }
  for (const folder of upwards(resolve(cwd), resolve(repositoryRoot))) {
    for (const name of CONFIG_FILES) {
      if (await exists(join(folder, name))) return { file: join(folder, name), root: folder }
    }
  }
  return { root: repositoryRoot }
}

function folderOf(file: string): string {
  const folder = dirname(file)
  return basename(folder) === '.github' ? dirname(folder) : folder
}

/** `from`, its parent, … up to and with `to`; `from` alone where it does not lie in `to`. */
function upwards(from: string, to: string): string[] {
  const folders = [from]
  for (let folder = from; folder !== to; folder = dirname(folder)) {
    if (dirname(folder) === folder) return [from]
    folders.push(dirname(folder))
  }
  return folders
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  )
}
