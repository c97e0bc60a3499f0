import type { TemporaryRepository } from './temporary-repository.ts'

/** A file of the branch: its mode and object id, both as git prints them. */
export interface TreeFile {
  readonly mode: string
  readonly oid: string
}

/** The branch as last fetched: its tip, and every file by its path. No file's content is fetched for this. */
export interface BranchTree {
  /** Undefined where the remote has no such branch. */
  readonly tip: string | undefined
  readonly files: ReadonlyMap<string, TreeFile>
}

export const EMPTY_TREE: BranchTree = { tip: undefined, files: new Map() }

/** Reads the names of all files of a commit. */
export async function readTree(repository: TemporaryRepository, tip: string): Promise<BranchTree> {
  const { stdout } = await repository.git(['ls-tree', '-r', '-z', '--full-tree', tip])
  const files = new Map<string, TreeFile>()
  for (const line of stdout.split('\0')) {
    const match = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line)
    if (match !== null) files.set(match[3]!, { mode: match[1]!, oid: match[2]! })
  }
  return { tip, files }
}
