import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface FileTree extends AsyncDisposable {
  readonly root: string
}

/** Real files in a temporary folder: content by path, executable where the path is below `bin/`. */
export async function fileTree(files: Readonly<Record<string, string>>): Promise<FileTree> {
  const root = await mkdtemp(join(tmpdir(), 'corecurve-host-'))
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), content, { mode: path.startsWith('bin/') ? 0o755 : 0o644 })
  }
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) }
}
