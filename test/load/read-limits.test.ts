import { describe, expect, it } from 'vitest'
import { readLimits } from '../../src/load/read-limits.ts'
import { fileTree } from '../host/file-tree.ts'

const PORT = 8080

/** A row of /proc/net/tcp: a connection between two ports. */
function row(local: number, remote: number, state: string): string {
  const hex = (port: number) => port.toString(16).toUpperCase().padStart(4, '0')
  return `   0: 0100007F:${hex(local)} 0100007F:${hex(remote)} ${state} 00000000:00000000 03:00000000 00000000 0 0 0 3 0`
}

/** So many connections to or from `PORT` in TIME_WAIT, and so many others. */
function proc(openFiles: string, timeWait: number, others = 0) {
  const own = Array.from({ length: timeWait }, (_, index) =>
    index % 2 === 0 ? row(PORT, 32_768 + index, '06') : row(32_768 + index, PORT, '06'),
  )
  const rest = Array.from({ length: others }, (_, index) => row(9000, 32_768 + index, '06'))
  const open = [row(PORT, 0, '0A'), row(40_000, PORT, '01')]
  return fileTree({
    'net/tcp': ['  sl  local_address rem_address   st', ...open, ...own, ...rest, ''].join('\n'),
    'self/limits': `Limit                     Soft Limit           Hard Limit           Units     \nMax open files            ${openFiles.padEnd(21)}1048576              files     \n`,
    'net/sockstat': `sockets: used 70\nTCP: inuse 5 orphan 0 tw ${timeWait + others} alloc 7 mem 1\nUDP: inuse 0 mem 0\n`,
    'sys/net/ipv4/ip_local_port_range': '32768\t60999\n',
  })
}

describe('readLimits', () => {
  it('says nothing where there is plenty', async () => {
    await using plenty = await proc('1024', 14_000)
    expect(readLimits(900, PORT, plenty.root)).toBeUndefined()
    await using unlimited = await proc('unlimited', 0)
    expect(readLimits(1e6, PORT, unlimited.root)).toBeUndefined()
  })

  it('says how many files may be open where the connections need more', async () => {
    await using few = await proc('1024', 0)
    expect(readLimits(1000, PORT, few.root)).toEqual({ descriptors: { limit: 1024, needed: 1064 } })
  })

  it('says how many ports wait where these are most of them', async () => {
    await using waiting = await proc('1024', 14_200)
    expect(readLimits(16, PORT, waiting.root)).toEqual({ portsInTimeWait: 14_200 })
  })

  it('says nothing of connections of others that wait', async () => {
    await using waiting = await proc('1024', 1000, 20_000)
    expect(readLimits(16, PORT, waiting.root)).toBeUndefined()
  })

  it('says nothing without /proc, and reads that of this machine', () => {
    expect(readLimits(1e9, PORT, '/nowhere')).toBeUndefined()
    expect(readLimits(1e9, PORT)?.descriptors?.needed).toBeGreaterThan(1e9)
  })
})
