import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DistFile } from './bundle-sources.ts'

export type Difference =
  | { readonly kind: 'missing'; readonly name: string }
  | { readonly kind: 'changed'; readonly name: string }
  | { readonly kind: 'not-executable'; readonly name: string }
  /** In the folder, but no build writes it. */
  | { readonly kind: 'stale'; readonly name: string }

/** How the folder `directory` differs from what a build writes, sorted by file name. */
export async function compareDist(directory: string, built: readonly DistFile[]): Promise<Difference[]> {
  const present = await readdir(directory).catch((): string[] => [])
  const names = new Set([...present, ...built.map((file) => file.name)])
  const differences = await Promise.all(
    [...names].sort().map(async (name): Promise<Difference[]> => {
      const file = built.find((candidate) => candidate.name === name)
      if (file === undefined) return [{ kind: 'stale', name }]
      if (!present.includes(name)) return [{ kind: 'missing', name }]
      const path = join(directory, name)
      if (!(await readFile(path)).equals(file.contents)) return [{ kind: 'changed', name }]
      if (file.executable && ((await stat(path)).mode & 0o111) === 0)
        return [{ kind: 'not-executable', name }]
      return []
    }),
  )
  return differences.flat()
}
