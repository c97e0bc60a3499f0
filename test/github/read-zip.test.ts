import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readZip } from '../../src/github/read-zip.ts'
import { MAX_ZIP_BYTES } from '../../src/github/zip-limits.ts'
import { MAX_RESULT_BYTES } from '../../src/result/untrusted-limits.ts'
import { zip64 } from '../support/hostile-zip64.ts'
import { hostileZips, unusualZips } from '../support/hostile-zips.ts'
import { zeros, zipFile } from '../support/zip-file.ts'

const NAME = 'comparison.json'
const TEXT = JSON.stringify({ schema: 1, kind: 'comparison', numbers: Array.from({ length: 50 }, Math.sqrt) })
const BAIT = { name: NAME, text: TEXT }
/** What a stream holds beyond what was asked of it. */
const CHUNK = 64 * 1024

async function textOf(bytes: Uint8Array): Promise<string> {
  const content = await readZip(bytes, NAME)
  return content.kind === 'file' ? Buffer.from(content.bytes).toString() : `refused: ${content.reason}`
}

/** An archive by Python's writer, into a pipe: it cannot go back to write sizes before the data. */
function byPython(): Uint8Array {
  const program = `
import sys, zipfile
with zipfile.ZipFile(sys.stdout.buffer, 'w', zipfile.ZIP_DEFLATED) as archive:
    archive.writestr(sys.argv[1], sys.argv[2])
`
  return execFileSync('python3', ['-c', program, NAME, TEXT])
}

describe('the file of an archive', () => {
  test.each(unusualZips(BAIT))('is read from $what', async ({ bytes }) => {
    expect(await textOf(bytes)).toBe(TEXT)
  })

  test('is read from an archive of the large format', async () => {
    expect(await textOf(zip64(BAIT))).toBe(TEXT)
  })

  test('is read from an archive that another program wrote', async () => {
    expect(await textOf(byPython())).toBe(TEXT)
  })

  test('is read from a part of a buffer', async () => {
    const bytes = zipFile([{ name: NAME, data: TEXT }])
    const inside = Buffer.concat([Buffer.from('before'), bytes, Buffer.from('behind')])
    expect(await textOf(inside.subarray(6, 6 + bytes.length))).toBe(TEXT)
  })

  test('may be empty: that is for its reader to say', async () => {
    expect(await textOf(zipFile([{ name: NAME, data: '' }]))).toBe('')
    expect(await textOf(zipFile([{ name: NAME, data: '', method: 'store' }]))).toBe('')
  })
})

describe('an archive is refused', () => {
  test.each(hostileZips(BAIT))('where it is hostile: $what', async ({ bytes }) => {
    const content = await readZip(bytes, NAME)
    if (content.kind === 'file') expect.fail('taken')
    expect(content.inflated).toBeLessThanOrEqual(MAX_RESULT_BYTES + CHUNK)
  })

  test('unread where it is too large', async () => {
    const bytes = new Uint8Array(MAX_ZIP_BYTES + 1)
    bytes.set(zipFile([{ name: NAME, data: TEXT }]))
    expect(await readZip(bytes, NAME)).toEqual({
      kind: 'refused',
      reason: `the archive is larger than ${MAX_ZIP_BYTES} bytes`,
      inflated: 0,
    })
  })

  test('as soon as it unpacks to more than it claims, and not a GiB later', async () => {
    const packed = zeros(1024 * 1024 * 1024)
    const claims = { size: 10 * 1024 * 1024 }
    const content = await readZip(zipFile([{ name: NAME, packed, claims }]), NAME)
    if (content.kind === 'file') expect.fail('taken')
    expect(content.inflated).toBeGreaterThan(claims.size)
    expect(content.inflated).toBeLessThanOrEqual(claims.size + CHUNK)
  })

  test('unread where what it claims is too much', async () => {
    const content = await readZip(zipFile([{ name: NAME, packed: zeros(17 * 1024 * 1024) }]), NAME)
    expect(content).toMatchObject({ kind: 'refused', inflated: 0 })
  })

  test('when there is no more time', async () => {
    const data = Buffer.alloc(4 * 1024 * 1024, '0123456789'.repeat(7))
    const bytes = zipFile([{ name: NAME, data, method: 'store' }])
    expect(await readZip(bytes, NAME)).toMatchObject({ kind: 'file' })
    const content = await readZip(bytes, NAME, AbortSignal.abort())
    expect(content).toEqual({ kind: 'refused', reason: 'unpacking it was ended', inflated: 0 })
  })
})

describe('whatever was done to the bytes of an archive', () => {
  const archives = [
    zipFile([{ name: NAME, data: TEXT }]),
    zipFile([{ name: NAME, data: TEXT, method: 'store' }]),
    zipFile([{ name: NAME, data: TEXT, dataDescriptor: true }]),
    zip64(BAIT),
    zipFile([{ name: NAME, packed: zeros(2 * 1024 * 1024) }]),
  ]
  const archive = fc.constantFrom(...archives)
  // From its end as often as from its beginning: there the directory is.
  const place = fc.integer({ min: -150, max: 150 })

  async function expectNoHarm(bytes: Uint8Array) {
    const content = await readZip(bytes, NAME)
    if (content.kind === 'file') expect(Buffer.from(content.bytes).toString()).toBe(TEXT)
    else expect(content.inflated).toBeLessThanOrEqual(MAX_RESULT_BYTES + CHUNK)
  }

  test('it gives the file as it was, or a refusal: bytes changed', async () => {
    const change = fc.record({ at: place, byte: fc.oneof(fc.nat(255), fc.constantFrom(0, 0xff)) })
    await fc.assert(
      fc.asyncProperty(archive, fc.array(change, { minLength: 1, maxLength: 6 }), async (before, changes) => {
        const bytes = Buffer.from(before)
        for (const { at, byte } of changes) bytes[(at + bytes.length) % bytes.length] = byte
        await expectNoHarm(bytes)
      }),
      { numRuns: 3000 },
    )
  })

  test('it gives the file as it was, or a refusal: bytes added and taken', async () => {
    await fc.assert(
      fc.asyncProperty(archive, place, fc.uint8Array({ maxLength: 30 }), fc.nat(60), async (...how) => {
        const [before, at, added, taken] = how
        const here = at < 0 ? before.length + at : at
        const head = before.subarray(0, Math.max(0, here))
        await expectNoHarm(Buffer.concat([head, added, before.subarray(Math.max(0, here) + taken)]))
      }),
      { numRuns: 1000 },
    )
  })

  test('it is refused or read, byte by byte', async () => {
    const [before] = archives
    for (let at = 0; at < before!.length; at++) {
      const bytes = Buffer.from(before!)
      bytes[at]! ^= 0xff
      await expectNoHarm(bytes)
    }
  })
})
