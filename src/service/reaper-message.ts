import { tmpdir } from 'node:os'
import { basename, dirname } from 'node:path'
import type { Tree } from './find-members.ts'

/** One line to the reaper: something to end or remove should we die, or no longer. */
export type ReaperMessage =
  | { readonly kind: 'guard-tree'; readonly tree: Tree }
  | { readonly kind: 'release-tree'; readonly marker: string }
  | { readonly kind: 'guard-folder'; readonly path: string }
  | { readonly kind: 'release-folder'; readonly path: string }

/** Every temporary folder of ours starts like this; the reaper removes nothing else. */
export const FOLDER_PREFIX = 'corecurve-'

/** Whether `path` is a folder that we made directly under the system's temporary folder. */
export function isTemporaryFolder(path: string): boolean {
  return dirname(path) === tmpdir() && basename(path).startsWith(FOLDER_PREFIX)
}
