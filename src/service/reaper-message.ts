import { readFileSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { Tree } from './find-members.ts'

/** One line to the reaper: something to end or remove should we die, or no longer. */
export type ReaperMessage =
  | { readonly kind: 'guard-tree'; readonly tree: Tree }
  | { readonly kind: 'release-tree'; readonly marker: string }
  | { readonly kind: 'guard-folder'; readonly path: string }
  | { readonly kind: 'release-folder'; readonly path: string }
  /** `note`: the folder in the user's repository in which git keeps what it knows of a worktree of ours. */
  | { readonly kind: 'guard-worktree'; readonly note: string }
  | { readonly kind: 'release-worktree'; readonly note: string }

/** Every temporary folder of ours starts like this; the reaper removes nothing else. */
export const FOLDER_PREFIX = 'corecurve-'

/** Whether `path` is a folder that we made directly under the system's temporary folder. */
export function isTemporaryFolder(path: string): boolean {
  return dirname(path) === tmpdir() && basename(path).startsWith(FOLDER_PREFIX)
}

/** Whether `note` is git's note of a worktree that lies in such a folder; of all others it is the user's. */
export function isNoteOfOurs(note: string): boolean {
  if (basename(dirname(note)) !== 'worktrees') return false
  try {
    // The path of the worktree's `.git` (gitrepository-layout(5)).
    const worktree = dirname(readFileSync(join(note, 'gitdir'), 'utf8').trim())
    const folder = dirname(worktree)
    const temporary = [tmpdir(), realpathSync(tmpdir())]
    return basename(folder).startsWith(FOLDER_PREFIX) && temporary.includes(dirname(folder))
  } catch {
    return false
  }
}
