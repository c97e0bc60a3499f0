import { kernelUnits } from './kernel-units.ts'
import { walkProcesses } from './walk-processes.ts'

/** What a process and its living descendants have used so far. */
export interface ProcessTreeUsage {
  /** User and system time of the whole tree, ended and waited-for descendants included. */
  readonly cpuSeconds: number
  /** Living ones; so too threads and memory. */
  readonly processes: number
  readonly threads: number
  /** Resident memory; pages that several processes share count in each. */
  readonly memoryBytes: number
}

const MAX_WALKS = 3

/**
 * Reads a process tree at once, cheaply enough for the edges of a slice; undefined where nothing of it is there
 * or there is no `/proc`. `strays`: processes that have left the tree and count with it, none below another.
 *
 * A living process counts with its own time and that of the children it has waited for: a child that ends
 * moves from the one to the other and is never counted twice, since parents are read first. Where one ended
 * meanwhile, it would be in neither, so the tree is read again.
 *
 * The unit is the tick (10 ms), rounded down per process. The finer counters do not serve: `schedstat` is per
 * thread and loses threads that end, a cgroup's `cpu.stat` needs a cgroup that we may make. utime + stime
 * never falls while the process lives, and since rounding does not add up, a window of many slices is exact
 * to a tick or two per process.
 *
 * The sum can still fall: with a descendant whose parent ended before it (it is no longer in the tree, nor yet a stray), or
 * whose parent ignores SIGCHLD (the kernel then drops its time). A caller treats a fall as “not known”.
 */
export function readProcessTree(
  root: number,
  strays: readonly number[] = [],
  proc = '/proc',
): ProcessTreeUsage | undefined {
  const roots = [root, ...strays]
  let walk = walkProcesses(roots, proc)
  for (let walks = 1; walk.someVanished && walks < MAX_WALKS; walks += 1) walk = walkProcesses(roots, proc)
  if (walk.processes.length === 0) return undefined

  const { ticksPerSecond, pageBytes } = kernelUnits()
  const living = walk.processes.filter((process) => !process.zombie)
  return {
    cpuSeconds: sum(walk.processes.map((each) => each.ownTicks + each.waitedForTicks)) / ticksPerSecond,
    processes: living.length,
    threads: sum(living.map((each) => each.threads)),
    memoryBytes: sum(living.map((each) => each.residentPages)) * pageBytes,
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
