import { constants } from 'node:fs'
import { access, realpath, stat } from 'node:fs/promises'
import { isAbsolute, relative, resolve } from 'node:path'
import { temporaryPlaces } from './reaper-message.ts'

export interface WorktreePlace {
  readonly place: string
  /** Whether what is written there lands on the same file system as what is written in the checkout. */
  readonly sameFileSystem: boolean
}

/**
 * The first of `places` that lies on the file system of `checkout`: a service that writes files is as fast there. Where
 * none does, the first that can be had. None lies within the checkout, where Node would find the checkout's own
 * node_modules; where nothing else is there, the last is given as it is.
 */
export async function worktreePlace(
  checkout: string,
  places: readonly string[] = temporaryPlaces(),
): Promise<WorktreePlace> {
  const root = await realpath(checkout)
  const { dev } = await stat(root)
  const able: WorktreePlace[] = []
  for (const place of places) {
    const found = await usable(place)
    if (found === undefined || isWithin(root, found.path)) continue
    able.push({ place: resolve(place), sameFileSystem: found.dev === dev })
  }
  const nearest = able.find(({ sameFileSystem }) => sameFileSystem) ?? able[0]
  return nearest ?? { place: places.at(-1) ?? root, sameFileSystem: true }
}

async function usable(place: string): Promise<{ readonly path: string; readonly dev: number } | undefined> {
  try {
    await access(place, constants.W_OK)
    return { path: await realpath(place), dev: (await stat(place)).dev }
  } catch {
    return undefined
  }
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return !isAbsolute(way) && way.split(/[\\/]/)[0] !== '..'
}
