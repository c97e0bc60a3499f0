import type { BaselineRecord } from '../result/record.ts'
import { BRANCH_README } from './branch-readme.ts'
import type { BranchTree } from './branch-tree.ts'
import { writeBlob } from './commit-changes.ts'
import { type RecordEntry, recordEntries, recordPath } from './record-path.ts'
import type { TemporaryRepository } from './temporary-repository.ts'

/** The branch as it will be with the new record, for those who write further files beside it. */
export interface BranchView {
  /** Newest first, the new one included. */
  readonly records: readonly RecordEntry[]
  /** Whether the new record is the newest: only then does it speak for the branch, as a badge does. */
  readonly newest: boolean
  /** Every file of the branch before this push. */
  readonly paths: readonly string[]
}

/** Further files by path; null removes one. May be called again when another push was faster. */
export type ExtraFiles = (
  view: BranchView,
) =>
  | ReadonlyMap<string, string | Uint8Array | null>
  | Promise<ReadonlyMap<string, string | Uint8Array | null>>

/** What a push writes before old records are removed. */
export interface PlannedPush {
  readonly path: string
  readonly changes: Map<string, string | null>
}

/**
 * The files of one push on top of a branch. The same record again changes nothing; another record of the same
 * commit at the same millisecond gets a path of its own.
 */
export async function planPush(
  repository: TemporaryRepository,
  tree: BranchTree,
  { record, oid, extraFiles }: { record: BaselineRecord; oid: string; extraFiles?: ExtraFiles },
): Promise<PlannedPush> {
  const path = pathFor(tree, record, oid)
  const changes = new Map<string, string | null>([[path, oid]])
  if (tree.tip === undefined) changes.set('README.md', await writeBlob(repository, BRANCH_README))
  const records = recordEntries(new Set([...tree.files.keys(), path]))
  const view = { records, newest: records[0]?.path === path, paths: [...tree.files.keys()] }
  for (const [extra, content] of (await extraFiles?.(view)) ?? []) {
    if (extra.startsWith('runs/')) throw new Error(`${extra}: records are written by push itself`)
    changes.set(extra, content === null ? null : await writeBlob(repository, content))
  }
  return { path, changes }
}

function pathFor(tree: BranchTree, record: BaselineRecord, oid: string): string {
  for (let copy = 1; ; copy++) {
    const path = recordPath(record, copy)
    const there = tree.files.get(path)
    if (there === undefined || there.oid === oid) return path
  }
}
