import { readTextSync } from './read-text.ts'
import { listIds, walkProcesses } from './walk-processes.ts'

/** How often threads gave up their CPU (they waited), and how often it was taken from them (others wanted it). */
export interface ContextSwitches {
  readonly voluntary: number
  readonly involuntary: number
}

/**
 * Sums over the living threads of a process tree and of its strays; undefined where none is there or there is no
 * `/proc`.
 * One file per thread: read it at the ends of a window, not of every slice. A thread that ends takes its
 * count along, so the sum can fall.
 */
export function readContextSwitches(
  root: number,
  strays: readonly number[] = [],
  proc = '/proc',
): ContextSwitches | undefined {
  const { processes } = walkProcesses([root, ...strays], proc)
  if (processes.length === 0) return undefined
  let voluntary = 0
  let involuntary = 0
  for (const { pid } of processes)
    for (const thread of listIds(`${proc}/${pid}/task`)) {
      const status = readTextSync(`${proc}/${pid}/task/${thread}/status`) ?? ''
      voluntary += Number(/^voluntary_ctxt_switches:\s*(\d+)/m.exec(status)?.[1] ?? 0)
      involuntary += Number(/^nonvoluntary_ctxt_switches:\s*(\d+)/m.exec(status)?.[1] ?? 0)
    }
  return { voluntary, involuntary }
}
