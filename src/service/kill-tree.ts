import type { ProcessStat } from '../host/process-stat.ts'
import { readAllProcesses } from '../host/walk-processes.ts'
import { findMembers, type ProcessIdentity, type Tree } from './find-members.ts'

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
 * Whether anything of a process group still runs. A group lives on while a dead member waits for a parent to collect
 * it (in a container, the init process may never do so), so where /proc can be read it has the last word.
 */
export function groupRuns(group: number): boolean {
  if (!signalGroup(group, 0)) return false
  if (process.platform !== 'linux') return true
  return [...readAllProcesses('/proc').values()].some((each) => each.group === group && !each.zombie)
}

const MAX_PASSES = 20

/**
 * Ends a whole tree at once with SIGKILL, however its processes have detached themselves. Members are looked for
 * before any is ended, since a dead parent's children are no longer its own; and again, since a process can fork
 * between being found and being ended.
 */
export function killTree(tree: Tree): void {
  const known = new Map(tree.known.map((each) => [each.pid, each] as const))
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const members = findMembers({ ...tree, known: [...known.values()] })
    if (pass === 0 && tree.group !== undefined) signalGroup(tree.group, 'SIGKILL')
    if (members.length === 0) return
    for (const member of members) {
      known.set(member.pid, identityOf(member))
      try {
        process.kill(member.pid, 'SIGKILL')
      } catch {
        // It ended by itself meanwhile.
      }
    }
  }
}

/** What tells a process from a later one with its number. */
export function identityOf({ pid, startTicks }: ProcessStat): ProcessIdentity {
  return { pid, startTicks }
}
