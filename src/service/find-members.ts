import { readlinkSync } from 'node:fs'
import { pidsWithMarker } from '../host/pids-with-marker.ts'
import type { ProcessStat } from '../host/process-stat.ts'
import { readAllProcesses } from '../host/walk-processes.ts'

/** One process and no later one that gets its number: `startTicks` is when it started. */
export interface ProcessIdentity {
  readonly pid: number
  readonly startTicks: number
}

/** A program we started, and all by which its processes are known again. */
export interface Tree {
  /** In the environment of every descendant that does not clear it. */
  readonly marker: string
  /** Its first process, which leads a group and a session; absent where it is known by its marker alone. */
  readonly group?: number
  /** What its first process had as standard output and error: `socket:[1234]`. */
  readonly outputs: readonly string[]
  /** Processes of it that were seen before, living or not. */
  readonly known: readonly ProcessIdentity[]
}

/** What standard output and error of a process are, where they are sockets: Node's pipes are. */
export function outputsOf(pid: number, proc = '/proc'): string[] {
  return [1, 2]
    .map((descriptor) => linkOf(`${proc}/${pid}/fd/${descriptor}`))
    .filter((link) => link.startsWith('socket:['))
}

/**
 * Every living process of a tree, each known by one trace at least: the group, a session that one of it leads, the
 * marker, our pipe as its output, having been seen before, or a parent that is one of these. Reads all of /proc: some
 * milliseconds; empty without it.
 */
export function findMembers(tree: Tree, proc = '/proc'): ProcessStat[] {
  const all = readAllProcesses(proc)
  all.delete(process.pid)
  const marked = new Set(pidsWithMarker(tree.marker, proc))
  // A number that another process has now is forgotten. A session's number stays taken while the session lives.
  const known = tree.known.filter(
    ({ pid, startTicks }) => (all.get(pid)?.startTicks ?? startTicks) === startTicks,
  )
  const sessions = new Set([tree.group, ...known.map(({ pid }) => pid)])
  const members = new Set(known.map(({ pid }) => pid).filter((pid) => all.has(pid)))
  for (const { pid, group } of all.values()) {
    if (group === tree.group || marked.has(pid) || writesTo(tree.outputs, pid, proc)) members.add(pid)
  }
  for (let before = -1; before < members.size; ) {
    before = members.size
    for (const { pid, parent, session } of all.values()) {
      if (members.has(parent) || sessions.has(session) || members.has(session)) members.add(pid)
    }
  }
  return [...members].flatMap((pid) => all.get(pid) ?? []).filter(({ zombie }) => !zombie)
}

function writesTo(outputs: readonly string[], pid: number, proc: string): boolean {
  return outputs.length > 0 && outputsOf(pid, proc).some((link) => outputs.includes(link))
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
