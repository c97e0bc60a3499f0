import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface TemporaryRepository extends AsyncDisposable {
  readonly root: string
}

/** A folder with these files (text or bytes by path), removed at the end of the scope. */
export async function temporaryRepository(
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<TemporaryRepository> {
  const root = await mkdtemp(join(tmpdir(), 'corecurve-config-'))
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true })
    await writeFile(join(root, name), content)
  }
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) }
}
