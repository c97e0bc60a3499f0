import { access, constants, stat } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

/** Path of the first executable file `name` in the folders of `path` (the value of PATH). */
export async function findProgram(name: string, path: string | undefined): Promise<string | undefined> {
  for (const folder of (path ?? '').split(delimiter)) {
    if (folder === '') continue
    const file = join(folder, name)
    if (await isExecutableFile(file)) return file
  }
  return undefined
}

/** Whether `file` is there and may be run by us. */
export async function isExecutableFile(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK)
    return (await stat(file)).isFile()
  } catch {
    return false
  }
}
