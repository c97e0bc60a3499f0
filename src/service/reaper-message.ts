import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import type { Tree } from './find-members.ts'

/** One line to the reaper: something to end or remove should we die, or no longer. */
export type ReaperMessage =
  | { readonly kind: 'guard-tree'; readonly tree: Tree }
  | { readonly kind: 'release-tree'; readonly marker: string }
  | { readonly kind: 'guard-folder'; readonly path: string }
  | { readonly kind: 'release-folder'; readonly path: string }
  /** `notes`: the folder in the user's repository in which git keeps what it knows of worktrees, one of them in `folder`. */
  | { readonly kind: 'guard-worktree'; readonly folder: string; readonly notes: string }
  | { readonly kind: 'release-worktree'; readonly folder: string }

/** Every temporary folder of ours starts like this; the reaper removes nothing else. */
export const FOLDER_PREFIX = 'corecurve-'

/**
 * Where our temporary folders may lie, preferred first: what the user names, in a job the runner's own (it lies beside
 * the workspace and is emptied after the job), the system's.
 */
export function temporaryPlaces(): string[] {
  const { TMPDIR: named, RUNNER_TEMP: runner } = process.env
  if (!runner) return [tmpdir()]
  return named ? [tmpdir(), runner] : [runner, tmpdir()]
}

/** Whether `path` is a folder that we made directly under one of the places for temporary folders. */
export function isTemporaryFolder(path: string): boolean {
  return (
    basename(path).startsWith(FOLDER_PREFIX) &&
    temporaryPlaces()
      .flatMap(placesOf)
      .includes(dirname(resolve(path)))
  )
}

/** How a folder may be written: as a path without detours (`/x/./y`), and with links followed. */
function placesOf(folder: string): string[] {
  try {
    return [resolve(folder), realpathSync(folder)]
  } catch {
    return [resolve(folder)]
  }
}

/** Git's notes of worktrees that lie in `folder`, a temporary folder of ours; all others in `notes` are the user's. */
export function notesOf(folder: string, notes: string): string[] {
  if (basename(notes) !== 'worktrees' || !isTemporaryFolder(folder)) return []
  return entriesOf(notes)
    .map((name) => join(notes, name))
    .filter((note) => isNoteOf(folder, note))
}

function isNoteOf(folder: string, note: string): boolean {
  try {
    // The path of the worktree's `.git` (gitrepository-layout(5)), as git sees it: links followed.
    const worktree = dirname(readFileSync(join(note, 'gitdir'), 'utf8').trim())
    const places = placesOf(dirname(folder)).map((place) => join(place, basename(folder)))
    return places.includes(dirname(worktree))
  } catch {
    return false
  }
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
