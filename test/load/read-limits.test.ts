import { describe, expect, it } from 'vitest'
import { readLimits } from '../../src/load/read-limits.ts'
import { fileTree } from '../host/file-tree.ts'

function proc(openFiles: string, timeWait: number) {
  return fileTree({
    'self/limits': `Limit                     Soft Limit           Hard Limit           Units     \nMax open files            ${openFiles.padEnd(21)}1048576              files     \n`,
    'net/sockstat': `sockets: used 70\nTCP: inuse 5 orphan 0 tw ${timeWait} alloc 7 mem 1\nUDP: inuse 0 mem 0\n`,
    'sys/net/ipv4/ip_local_port_range': '32768\t60999\n',
  })
}

describe('readLimits', () => {
  it('says nothing where there is plenty', async () => {
    await using plenty = await proc('1024', 14_000)
    expect(readLimits(900, plenty.root)).toBeUndefined()
    await using unlimited = await proc('unlimited', 0)
    expect(readLimits(1e6, unlimited.root)).toBeUndefined()
  })

  it('says how many files may be open where the connections need more', async () => {
    await using few = await proc('1024', 0)
    expect(readLimits(1000, few.root)).toEqual({ descriptors: { limit: 1024, needed: 1064 } })
  })

  it('says how many ports wait where these are most of them', async () => {
    await using waiting = await proc('1024', 14_200)
    expect(readLimits(16, waiting.root)).toEqual({ portsInTimeWait: 14_200 })
  })

  it('says nothing without /proc, and reads that of this machine', () => {
    expect(readLimits(1e9, '/nowhere')).toBeUndefined()
    expect(readLimits(1e9)?.descriptors?.needed).toBeGreaterThan(1e9)
  })
})
