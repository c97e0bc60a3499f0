import { existsSync, readdirSync } from 'node:fs'
import { type ProcessStat, readProcessStat } from './process-stat.ts'
import { readTextSync } from './read-text.ts'

/** Processes and their descendants, and whether one of them ended between being listed and being read. */
export interface ProcessWalk {
  readonly processes: readonly ProcessStat[]
  readonly someVanished: boolean
}

/**
 * Reads `roots` and their descendants; no process: none is there (any more). Each one's children are listed,
 * then it is read, then they are: a child that ends meanwhile was in the list, so that it is missed as vanished.
 */
export function walkProcesses(roots: readonly number[], proc: string): ProcessWalk {
  const childrenOf = childLister(roots, proc)
  const processes: ProcessStat[] = []
  const seen = new Set(roots)
  let someVanished = false
  for (const pid of seen) {
    for (const child of childrenOf(pid)) seen.add(child)
    const stat = readProcessStat(pid, proc)
    if (stat === undefined) someVanished = true
    else processes.push(stat)
  }
  return { processes, someVanished }
}

/** Every process that /proc shows, by its number. */
export function readAllProcesses(proc: string): Map<number, ProcessStat> {
  const all = new Map<number, ProcessStat>()
  for (const pid of listIds(proc)) {
    const stat = readProcessStat(pid, proc)
    if (stat !== undefined) all.set(pid, stat)
  }
  return all
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
function childLister(roots: readonly number[], proc: string): (pid: number) => readonly number[] {
  if (roots.some((pid) => existsSync(`${proc}/${pid}/task/${pid}/children`)))
    return (pid) => listedChildren(pid, proc)
  const byParent = new Map<number, number[]>()
  for (const { pid, parent } of readAllProcesses(proc).values())
    byParent.set(parent, [...(byParent.get(parent) ?? []), pid])
  return (pid) => byParent.get(pid) ?? []
}

/** Children belong to the thread that started them. */
function listedChildren(pid: number, proc: string): number[] {
  const children: number[] = []
  for (const thread of listIds(`${proc}/${pid}/task`)) {
    const text = readTextSync(`${proc}/${pid}/task/${thread}/children`)?.trim()
    for (const child of text ? text.split(' ') : []) children.push(Number(child))
  }
  return children
}
