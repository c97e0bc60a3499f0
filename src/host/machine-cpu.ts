import { kernelUnits } from './kernel-units.ts'
import { readTextSync } from './read-text.ts'

/** Seconds since boot, summed over all CPUs of the machine. */
export interface MachineCpu {
  readonly busy: number
  /** Waiting for input and output included. */
  readonly idle: number
  /** Wanted by us, but given to others by the hypervisor. */
  readonly steal: number
}

/** First line of `/proc/stat` (proc_stat(5)); undefined where there is none. Guests' time is part of user and nice. */
export function readMachineCpu(proc = '/proc'): MachineCpu | undefined {
  const line = /^cpu\s+(.*)$/m.exec(readTextSync(`${proc}/stat`) ?? '')?.[1]
  if (line === undefined) return undefined
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = line
    .split(' ')
    .map((ticks) => Number(ticks) / kernelUnits().ticksPerSecond)
  return { busy: user + nice + system + irq + softirq, idle: idle + iowait, steal }
}
