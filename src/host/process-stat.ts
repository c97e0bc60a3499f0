import { readTextSync } from './read-text.ts'

/** What `/proc/PID/stat` tells of one process, all its threads together. Times in ticks, memory in pages. */
export interface ProcessStat {
  readonly pid: number
  readonly parent: number
  readonly group: number
  readonly session: number
  /** Dead, but not yet waited for by its parent: it has no threads or memory left, only its times. */
  readonly zombie: boolean
  /** User and system time of its threads, living and ended. */
  readonly ownTicks: number
  /** The same of its children that ended and were waited for, and of theirs. */
  readonly waitedForTicks: number
  readonly threads: number
  /** When it started, since boot: a later process with the same number has another. */
  readonly startTicks: number
  readonly residentPages: number
}

/** Fields as proc_pid_stat(5) numbers them. The name, second, may hold spaces and parentheses: it ends at the last one. */
export function parseProcessStat(text: string): ProcessStat | undefined {
  const nameEnd = text.lastIndexOf(')')
  const pid = Number.parseInt(text, 10)
  const fields = text
    .slice(nameEnd + 2)
    .trim()
    .split(' ')
  if (nameEnd < 0 || Number.isNaN(pid) || fields.length < 22) return undefined
  const field = (number: number) => Number(fields[number - 3])
  return {
    pid,
    parent: field(4),
    group: field(5),
    session: field(6),
    zombie: fields[0] === 'Z' || fields[0] === 'X',
    ownTicks: field(14) + field(15),
    waitedForTicks: field(16) + field(17),
    threads: field(20),
    startTicks: field(22),
    residentPages: field(24),
  }
}

export function readProcessStat(pid: number, proc: string): ProcessStat | undefined {
  const text = readTextSync(`${proc}/${pid}/stat`)
  return text === undefined ? undefined : parseProcessStat(text)
}
