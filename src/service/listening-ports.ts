import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** State 0A of a row of /proc/net/tcp: the socket listens (proc(5), include/net/tcp_states.h). */
const LISTEN = '0A'

/** TCP ports that any of `pids` listens on, ascending; empty where /proc is not to be had. */
export function listeningPorts(pids: readonly number[], proc = '/proc'): number[] {
  const ports = new Set<number>()
  for (const pid of pids) {
    const inodes = socketInodes(pid, proc)
    for (const table of ['tcp', 'tcp6']) {
      for (const row of readRows(`${proc}/${pid}/net/${table}`)) {
        const columns = row.trim().split(/\s+/)
        if (columns[3] !== LISTEN || !inodes.has(columns[9] ?? '')) continue
        ports.add(Number.parseInt(columns[1]?.split(':').at(-1) ?? '', 16))
      }
    }
  }
  return [...ports].sort((a, b) => a - b)
}

function readRows(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(1)
  } catch {
    return []
  }
}

function socketInodes(pid: number, proc: string): Set<string> {
  const inodes = new Set<string>()
  try {
    for (const descriptor of readdirSync(`${proc}/${pid}/fd`)) {
      const inode = /^socket:\[(\d+)\]$/.exec(safeReadlink(`${proc}/${pid}/fd/${descriptor}`))?.[1]
      if (inode !== undefined) inodes.add(inode)
    }
  } catch {
    // The process ended meanwhile, or belongs to someone else: it has no ports that we could name.
  }
  return inodes
}

function safeReadlink(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
