import { kernelUnits } from './kernel-units.ts'
import { readTextSync } from './read-text.ts'

/** Seconds since boot, summed over CPUs of the machine. */
export interface MachineCpu {
  readonly busy: number
  /** Waiting for input and output included. */
  readonly idle: number
  /** Wanted by us, but given to others by the hypervisor. */
  readonly steal: number
}

/**
 * The lines of `/proc/stat` (proc_stat(5)) that belong to `cpus`; undefined where there are none. Guests' time is part
 * of user and nice.
 */
export function readMachineCpu(cpus: readonly number[], proc = '/proc'): MachineCpu | undefined {
  const wanted = new Set(cpus)
  const lines = (readTextSync(`${proc}/stat`) ?? '').matchAll(/^cpu(\d+) +(.*)$/gm)
  const times = [...lines].flatMap(([, id, line = '']) => (wanted.has(Number(id)) ? [timesOf(line)] : []))
  if (times.length === 0) return undefined
  const total = (pick: (time: MachineCpu) => number) => times.reduce((sum, time) => sum + pick(time), 0)
  return {
    busy: total((time) => time.busy),
    idle: total((time) => time.idle),
    steal: total((time) => time.steal),
  }
}

function timesOf(line: string): MachineCpu {
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = line
    .split(' ')
    .map((ticks) => Number(ticks) / kernelUnits().ticksPerSecond)
  return { busy: user + nice + system + irq + softirq, idle: idle + iowait, steal }
}
