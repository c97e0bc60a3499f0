import { readTextSync } from '../host/read-text.ts'
import type { LoadLimits } from './slice.ts'

/** Files that a process has open beside its connections: channels, libraries' handles, files of /proc. */
const OTHER_FILES = 64
/** Above this share of the local ports in TIME_WAIT new connections begin to wait or to fail. */
const PORTS_LIMIT = 0.5

/** What the machine has too little of for so many connections of this process; undefined where there is plenty. */
export function readLimits(connections: number, proc = '/proc'): LoadLimits | undefined {
  const limit = openFilesLimit(readTextSync(`${proc}/self/limits`) ?? '')
  const needed = connections + OTHER_FILES
  const descriptors = limit !== undefined && needed > limit ? { limit, needed } : undefined
  const waiting = portsInTimeWait(readTextSync(`${proc}/net/sockstat`) ?? '')
  const ports = localPorts(readTextSync(`${proc}/sys/net/ipv4/ip_local_port_range`) ?? '')
  const portsWait = waiting > PORTS_LIMIT * ports ? waiting : undefined
  if (descriptors === undefined && portsWait === undefined) return undefined
  return { descriptors, portsInTimeWait: portsWait }
}

/** The soft limit in the text of `/proc/self/limits`; undefined where there is none. */
function openFilesLimit(text: string): number | undefined {
  const soft = /^Max open files +(\d+)/m.exec(text)?.[1]
  return soft === undefined ? undefined : Number(soft)
}

function portsInTimeWait(sockstat: string): number {
  return Number(/^TCP:.* tw (\d+)/m.exec(sockstat)?.[1] ?? 0)
}

/** How many ports the kernel gives out; the whole range where it does not say. */
function localPorts(range: string): number {
  const [first, last] = range.trim().split(/\s+/).map(Number)
  return first === undefined || last === undefined || !(last >= first) ? 65_535 : last - first + 1
}
