import { existsSync, readdirSync } from 'node:fs'
import { type ProcessStat, readProcessStat } from './process-stat.ts'
import { readTextSync } from './read-text.ts'

/** A process and its descendants, and whether one of them ended between being listed and being read. */
export interface ProcessWalk {
  readonly processes: readonly ProcessStat[]
  readonly someVanished: boolean
}

/**
 * Reads `rootPid` and its descendants; no process: it is not there (any more). Each one's children are listed,
 * then it is read, then they are: a child that ends meanwhile was in the list, so that it is missed as vanished.
 */
export function walkProcesses(rootPid: number, proc: string): ProcessWalk {
  const childrenOf = childLister(rootPid, proc)
  const processes: ProcessStat[] = []
  const seen = new Set([rootPid])
  let someVanished = false
  for (const pid of seen) {
    for (const child of childrenOf(pid)) seen.add(child)
    const stat = readProcessStat(pid, proc)
    if (stat === undefined) someVanished = true
    else processes.push(stat)
  }
  return { processes, someVanished }
}

/** Numbers of the folders in `folder`: processes of `/proc`, threads of `/proc/PID/task`. */
export function listIds(folder: string): number[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
  } catch {
    return []
  }
}

/** Kernels built without CONFIG_PROC_CHILDREN keep no list of children: then every process is asked for its parent. */
function childLister(rootPid: number, proc: string): (pid: number) => readonly number[] {
  if (existsSync(`${proc}/${rootPid}/task/${rootPid}/children`)) return (pid) => listedChildren(pid, proc)
  const byParent = new Map<number, number[]>()
  for (const pid of listIds(proc)) {
    const parent = readProcessStat(pid, proc)?.parent
    if (parent !== undefined) byParent.set(parent, [...(byParent.get(parent) ?? []), pid])
  }
  return (pid) => byParent.get(pid) ?? []
}

/** Children belong to the thread that started them. */
function listedChildren(pid: number, proc: string): number[] {
  const children: number[] = []
  for (const thread of listIds(`${proc}/${pid}/task`)) {
    const text = readTextSync(`${proc}/${pid}/task/${thread}/children`)?.trim()
    if (text) children.push(...text.split(' ').map(Number))
  }
  return children
}
