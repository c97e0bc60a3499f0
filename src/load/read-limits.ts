import { readTextSync } from '../host/read-text.ts'
import type { DescriptorLimit, LoadLimits } from './slice.ts'

/** Files that a process has open beside its connections: channels, libraries' handles, files of /proc. */
const OTHER_FILES = 64
/** State 06 of a row of /proc/net/tcp: TIME_WAIT (proc(5), include/net/tcp_states.h). */
const TIME_WAIT = '06'
/** Above this share of the local ports in TIME_WAIT new connections begin to wait or to fail. */
const PORTS_LIMIT = 0.5

/**
 * What the machine has too little of for so many connections of this process; undefined where there is plenty.
 * @param port that the connections go to: others in TIME_WAIT do not count, for a port can be used to each address anew
 */
export function readLimits(connections: number, port: number, proc = '/proc'): LoadLimits | undefined {
  const files = readDescriptorLimit(connections, proc)
  const descriptors = files !== undefined && files.needed > files.limit ? files : undefined
  const most = PORTS_LIMIT * localPorts(readTextSync(`${proc}/sys/net/ipv4/ip_local_port_range`) ?? '')
  // The table of all connections is long just then: it is read only where it can matter.
  const waiting =
    allInTimeWait(readTextSync(`${proc}/net/sockstat`) ?? '') > most ? inTimeWait(port, proc) : 0
  const portsWait = waiting > most ? waiting : undefined
  if (descriptors === undefined && portsWait === undefined) return undefined
  return { descriptors, portsInTimeWait: portsWait }
}

/** How many files this process may have open, and would for so many connections; undefined where there is no limit. */
export function readDescriptorLimit(connections: number, proc = '/proc'): DescriptorLimit | undefined {
  const limit = openFilesLimit(readTextSync(`${proc}/self/limits`) ?? '')
  return limit === undefined ? undefined : { limit, needed: connections + OTHER_FILES }
}

/** The soft limit in the text of `/proc/self/limits`; undefined where there is none. */
function openFilesLimit(text: string): number | undefined {
  const soft = /^Max open files +(\d+)/m.exec(text)?.[1]
  return soft === undefined ? undefined : Number(soft)
}

function allInTimeWait(sockstat: string): number {
  return Number(/^TCP:.* tw (\d+)/m.exec(sockstat)?.[1] ?? 0)
}

/** Connections in TIME_WAIT from or to a port: which end of a connection waits depends on who closed it. */
function inTimeWait(port: number, proc: string): number {
  const rows = ['tcp', 'tcp6'].flatMap((table) => (readTextSync(`${proc}/net/${table}`) ?? '').split('\n'))
  const portOf = (address: string | undefined) => Number.parseInt(address?.split(':').at(-1) ?? '', 16)
  return rows.filter((row) => {
    const [, local, remote, state] = row.trim().split(/\s+/)
    return state === TIME_WAIT && (portOf(local) === port || portOf(remote) === port)
  }).length
}

/** How many ports the kernel gives out; the whole range where it does not say. */
function localPorts(range: string): number {
  const [first, last] = range.trim().split(/\s+/).map(Number)
  return first === undefined || last === undefined || !(last >= first) ? 65_535 : last - first + 1
}
