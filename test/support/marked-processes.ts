import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Processes that we started (they carry our marker) and that work in `folder` or below it. */
export function markedProcessesIn(folder: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        const marked = readFileSync(`/proc/${pid}/environ`, 'utf8').includes('CORECURVE_PROCESS=')
        return marked && readlinkSync(`/proc/${pid}/cwd`).startsWith(folder)
      } catch {
        return false
      }
    })
}
