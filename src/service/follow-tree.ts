import { type ProcessStat, readProcessStat } from '../host/process-stat.ts'
import { walkProcesses } from '../host/walk-processes.ts'
import { findMembers, type ProcessIdentity, type Tree } from './find-members.ts'

/** Remembers the processes of a running program, so that those who leave its tree are still counted and ended. */
export interface FollowedTree extends Disposable {
  /** The tree with all that is known of it now. */
  tree(): Tree
  /** Looks everywhere, not only below what is known: some milliseconds of /proc. */
  search(): void
  /** Living processes of it that are not below its first one, none of them below another. */
  strays(): number[]
}

/** Milliseconds between two looks: a program detaches itself when it starts, if ever. */
const PAUSE = { first: 10, growth: 1.5, longest: 250 }
/** A look, or a search on the way, may cost so much of the time: half a percent of a CPU. */
const COST = 0.005
/** Sessions of dead leaders are remembered; of a program that starts them without end, the newest. */
const MOST_DEAD = 1000

/**
 * Follows a tree from its first process on: a look walks the children of all that is known, which is cheap; a search
 * finds those whose parents ended before a look. What leaves no trace between two looks (its parent dead, environment
 * cleared, a session of its own, output elsewhere) is lost.
 * @param tell is called with all that is known, whenever that grows
 */
export function followTree(
  start: Omit<Tree, 'known'> & { readonly group: number },
  tell: (known: readonly ProcessIdentity[]) => void,
): FollowedTree {
  let known = new Map<number, ProcessStat>()
  let strays: number[] = []
  let nextSearch = 0
  let timer: NodeJS.Timeout | undefined

  const look = (found: readonly ProcessStat[] = []): void => {
    const living = [...known.values()].filter((each) => isStill(each))
    const roots = [...new Set([start.group, ...living.map(({ pid }) => pid), ...found.map(({ pid }) => pid)])]
    const seen = walkProcesses(roots, '/proc').processes
    const below = new Set(walkProcesses([start.group], '/proc').processes.map(({ pid }) => pid))
    const apart = seen.filter(({ pid, zombie }) => !zombie && !below.has(pid))
    const pidsApart = new Set(apart.map(({ pid }) => pid))
    strays = apart.filter(({ parent }) => !pidsApart.has(parent)).map(({ pid }) => pid)
    const fresh = seen.filter(({ pid, startTicks }) => known.get(pid)?.startTicks !== startTicks)
    if (fresh.length === 0) return
    known = remembered([...known.values()], seen)
    tell(identities(known))
  }
  const again = (pause: number): void => {
    timer = setTimeout(() => {
      const began = performance.now()
      look()
      const cost = performance.now() - began
      again(Math.max(Math.min(pause * PAUSE.growth, PAUSE.longest), cost / COST))
    }, pause).unref()
  }
  const search = (): void => {
    const began = performance.now()
    look(findMembers({ ...start, known: identities(known) }))
    const now = performance.now()
    nextSearch = now + (now - began) / COST
  }
  if (process.platform === 'linux') again(PAUSE.first)
  return {
    tree: () => ({ ...start, known: identities(known) }),
    search,
    strays() {
      if (performance.now() >= nextSearch) search()
      return strays
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  }
}

function isStill({ pid, startTicks }: ProcessIdentity): boolean {
  return readProcessStat(pid, '/proc')?.startTicks === startTicks
}

/** What is alive, and of the dead those whose session may live on. */
function remembered(before: readonly ProcessStat[], seen: readonly ProcessStat[]): Map<number, ProcessStat> {
  const living = new Map(seen.map((each) => [each.pid, each] as const))
  const dead = before.filter(({ pid, session }) => pid === session && !living.has(pid)).slice(-MOST_DEAD)
  return new Map([...dead.map((each) => [each.pid, each] as const), ...living])
}

function identities(known: ReadonlyMap<number, ProcessStat>): ProcessIdentity[] {
  return [...known.values()].map(({ pid, startTicks }) => ({ pid, startTicks }))
}
