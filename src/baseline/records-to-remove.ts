import type { BranchTree } from './branch-tree.ts'
import { fetchFiles } from './fetch-files.ts'
import { readStoredRecord } from './read-record.ts'
import { recordEntries } from './record-path.ts'
import type { TemporaryRepository } from './temporary-repository.ts'

/**
 * Paths of the oldest records beyond the newest `keep`. A file that cannot be read as a record, or only by a newer
 * version, stays whatever its age, since someone may still want it, and never counts as one of the `keep`.
 * @param added path of a record about to be written: it counts, and it is never removed, however old
 */
export async function recordsToRemove(
  repository: TemporaryRepository,
  tree: BranchTree,
  { keep, added }: { keep: number; added?: string },
): Promise<string[]> {
  const others = recordEntries(tree.files.keys()).filter(({ path }) => path !== added)
  const stay = Math.max(0, keep - (added === undefined ? 0 : 1))
  if (others.length <= stay) return []
  await fetchFiles(
    repository,
    others.map(({ path }) => tree.files.get(path)!.oid),
  )
  const readable: string[] = []
  for (const { path } of others) {
    const { kind } = await readStoredRecord(repository, path, tree.files.get(path)!)
    if (kind === 'ok') readable.push(path)
  }
  return readable.slice(stay)
}
