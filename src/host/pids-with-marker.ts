import { readTextSync } from './read-text.ts'
import { listIds } from './walk-processes.ts'

/** Environment variable that marks the processes of one started program, wherever they move in the process tree. */
export const MARKER_VARIABLE = 'CORECURVE_PROCESS'

/**
 * Living processes that were started with this marker in their environment. Whoever overwrites its own
 * environment (some programs do to change their title) is not found.
 */
export function pidsWithMarker(marker: string, proc = '/proc'): number[] {
  const entry = `${MARKER_VARIABLE}=${marker}`
  return listIds(proc).filter((pid) => readTextSync(`${proc}/${pid}/environ`)?.split('\0').includes(entry))
}
