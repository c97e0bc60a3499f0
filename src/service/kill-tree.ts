import { pidsWithMarker } from '../host/pids-with-marker.ts'

/** A program we started: its process group, and the marker that every descendant inherits. */
export interface Tree {
  readonly marker: string
  readonly group: number
}

/** Sends `signal` to the process group; false where no process of it is left. */
export function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal)
    return true
  } catch (error) {
    // EPERM: a process is there, but not ours to signal (another user's).
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Whether anything of a tree still runs. A group lives on while a dead member waits for a parent to collect it (in a
 * container, the init process may never do so), so where environments can be read the marker has the last word.
 */
export function isAlive({ group, marker }: Tree): boolean {
  return signalGroup(group, 0) && (process.platform !== 'linux' || pidsWithMarker(marker).length > 0)
}

/**
 * Ends a whole tree at once with SIGKILL: the group, then every process that carries the marker, however it has
 * detached itself. Twice, since a process can fork between being listed and being ended.
 */
export function killTree(tree: Tree): void {
  signalGroup(tree.group, 'SIGKILL')
  for (let pass = 0; pass < 20; pass++) {
    const strays = pidsWithMarker(tree.marker)
    if (strays.length === 0) return
    for (const pid of strays) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It ended by itself meanwhile.
      }
    }
  }
}
