import { execFileSync } from 'node:child_process'
import { mkdtempDisposableSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, inflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { hostileZips, unusualZips } from './hostile-zips.ts'
import { zeros, zipFile } from './zip-file.ts'

const BAIT = { name: 'result.json', text: '{"schema": 1, "kind": "comparison"}\n' }

/** Python's own reader: for each archive its entries, or the reason why it has none. */
const READER = `
import json, sys, zipfile
def read(path):
    try:
        with zipfile.ZipFile(path) as archive:
            broken = archive.testzip() if sum(i.file_size for i in archive.infolist()) < 1 << 20 else None
            entries = [dict(name=i.filename, size=i.file_size, packed=i.compress_size, mode=i.external_attr >> 16)
                       for i in archive.infolist()]
            texts = [archive.read(i).decode() for i in archive.infolist()] if not broken and len(entries) < 9 and all(i['size'] < 1 << 20 for i in entries) else []
            return dict(entries=entries, broken=broken, texts=texts)
    except Exception as error:
        return dict(error=type(error).__name__)
print(json.dumps([read(path) for path in sys.argv[1:]]))
`

interface ReadZip {
  readonly error?: string
  readonly broken?: string | null
  readonly entries?: { name: string; size: number; packed: number; mode: number }[]
  readonly texts?: string[]
}

function readByPython(archives: readonly Uint8Array[]): ReadZip[] {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'corecurve-zips-'))
  const paths = archives.map((bytes, one) => {
    const path = join(folder.path, `${one}.zip`)
    writeFileSync(path, bytes)
    return path
  })
  return JSON.parse(execFileSync('python3', ['-c', READER, ...paths], { encoding: 'utf8' })) as ReadZip[]
}

describe('an archive that says the truth', () => {
  test.each(unusualZips(BAIT))('is read by others: $what', ({ bytes }) => {
    const [read] = readByPython([bytes])
    expect(read).toMatchObject({ broken: null, texts: [BAIT.text], entries: [{ name: BAIT.name }] })
  })

  test('holds several files, and what they are', () => {
    const [read] = readByPython([
      zipFile([
        { name: 'a', data: '1' },
        { name: 'ü/b', data: '' },
        { name: 'c', data: 'a', mode: 0o120777 },
      ]),
    ])
    expect(read?.entries?.map(({ name }) => name)).toEqual(['a', 'ü/b', 'c'])
    expect(read?.entries?.at(-1)?.mode).toBe(0o120777)
    expect(read?.texts).toEqual(['1', '', 'a'])
  })
})

describe('a hostile archive', () => {
  const hostile = hostileZips(BAIT)
  const read = readByPython(hostile.map(({ bytes }) => bytes))
  const of = (what: string) => read[hostile.findIndex((one) => one.what === what)]

  test('is one of many, each with a name of its own, and small itself', () => {
    expect(new Set(hostile.map(({ what }) => what)).size).toBe(hostile.length)
    expect(hostile.length).toBeGreaterThanOrEqual(30)
    for (const { what, bytes } of hostile) expect(bytes.length, what).toBeLessThan(2_000_000)
  })

  test.each([
    'nothing at all',
    'a page of HTML',
    'a gzip file',
    'an archive cut off in its directory',
    'a directory that begins outside of the file',
    'a wrong checksum',
    'a size that is too small',
    'an unknown method',
    'stored bytes that claim to be deflated',
    'an encrypted file',
  ])('is refused by others too: %s', (what) => {
    const found = of(what)
    expect(found?.error ?? found?.broken, JSON.stringify(found)).toBeTruthy()
  })

  test.each([
    ['a path that climbs out', '../result.json'],
    ['an absolute path', '/tmp/result.json'],
    ['a path that climbs out behind a folder', 'a/../../result.json'],
  ])('keeps the name that it was given: %s', (what, name) => {
    expect(of(what)?.entries?.map((entry) => entry.name)).toEqual([name])
  })

  test('holds what it was made for', () => {
    expect(of('the file twice')?.entries).toMatchObject([{ name: BAIT.name }, { name: BAIT.name }])
    expect(of('ten thousand entries')?.entries).toHaveLength(10_000)
    expect(of('a symbolic link')?.entries).toMatchObject([{ mode: 0o120777 }])
    const [bomb] = of('a GiB of zeros')?.entries ?? []
    expect(bomb!.size / bomb!.packed).toBeGreaterThan(500)
  })
})

test('zeros unpack to zeros, with their checksum', () => {
  const { bytes, size, crc } = zeros(3_000_000)
  const unpacked = inflateRawSync(bytes)
  expect(unpacked.length).toBe(size)
  expect(size).toBe(3 * 1024 * 1024)
  expect(unpacked.every((byte) => byte === 0)).toBe(true)
  expect(crc).toBe(crc32(unpacked))
})
