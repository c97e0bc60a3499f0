import { gzipSync } from 'node:zlib'
import { type ZipEntry, zeros, zipFile } from './zip-file.ts'

const MiB = 1024 * 1024
const SYMBOLIC_LINK = 0o120777
const DIRECTORY = 0o040755
const FIFO = 0o010644

/** What hostile archives are made around. */
export interface Bait {
  /** Name of the file that a reader expects. */
  readonly name: string
  /** Content that a reader would take. */
  readonly text: string
}

/**
 * Archives that no reader of an artifact may take, each by what is wrong with it. Add one here, and every test of
 * a reader tries it.
 */
export function hostileZips({ name, text }: Bait): readonly { what: string; bytes: Uint8Array }[] {
  const good: ZipEntry = { name, data: text }
  const named = (other: string | Uint8Array) => zipFile([{ ...good, name: other }])
  const claiming = (claims: ZipEntry['claims']) => zipFile([{ ...good, claims }])
  const sound = zipFile([good])
  const size = Buffer.byteLength(text)
  const bomb = zeros(1024 * MiB)
  return Object.entries({
    'nothing at all': new Uint8Array(),
    'a page of HTML': Buffer.from('<!doctype html><title>Not a zip</title>'),
    'a gzip file': gzipSync(text),
    'an archive without entries': zipFile([]),
    'an archive cut off in its directory': sound.subarray(0, -30),
    'an archive without its first half': sound.subarray(sound.length / 2),
    'a directory that begins outside of the file': zipFile([good], { claimedOffset: 0xfffffff0 }),
    'more entries claimed than there are': zipFile([good], { claimedEntries: 500 }),
    'an end of directory hidden in the comment': zipFile([good], { comment: zipFile([]) }),
    'the file under another name': named('other.json'),
    'the file in other letters': named(name.toUpperCase()),
    'a path that climbs out': named(`../${name}`),
    'a path that climbs out on Windows': named(`..\\${name}`),
    'a path that climbs out behind a folder': named(`a/../../${name}`),
    'an absolute path': named(`/tmp/${name}`),
    'a path with a drive': named(`C:\\${name}`),
    'a path within a folder': named(`folder/${name}`),
    'a name with a zero byte': named(`${name}\0.png`),
    'a name that is no UTF-8': named(Buffer.concat([Buffer.from(name), Buffer.from([0xff, 0xfe])])),
    'a name of 60 kB': named(name.padEnd(60_000, 'x')),
    'a symbolic link': zipFile([{ name, data: '/etc/passwd', mode: SYMBOLIC_LINK }]),
    'a directory': zipFile([{ name: `${name}/`, mode: DIRECTORY }]),
    'a pipe': zipFile([{ ...good, mode: FIFO }]),
    'the file twice': zipFile([good, { name, data: '{}' }]),
    'the file beside another': zipFile([good, { name: '.env', data: 'TOKEN=x' }]),
    'two names for the same bytes': zipFile([good, { ...good, name: 'again.json', offset: 0 }]),
    'ten thousand entries': zipFile(Array.from({ length: 10_000 }, (_, one) => ({ name: `${one}.json` }))),
    'a GiB of zeros': zipFile([{ name, packed: bomb }]),
    'a GiB of zeros that claims to be small': zipFile([{ name, packed: bomb, claims: { size } }]),
    'a size that is too small': claiming({ size: size - 1 }),
    'a size that is too large': claiming({ size: size + 1 }),
    'a size of 4 GiB': claiming({ size: 0xfffffffe }),
    'a packed size beyond the end of the file': claiming({ packedSize: 0x7fffffff }),
    'a wrong checksum': claiming({ crc: 0 }),
    'an unknown method': claiming({ method: 99 }),
    'stored bytes that claim to be deflated': zipFile([{ ...good, method: 'store', claims: { method: 8 } }]),
    'an encrypted file': zipFile([{ ...good, encrypted: true }]),
  }).map(([what, bytes]) => ({ what, bytes }))
}

/** Archives that a reader must take: unusual, and in order. */
export function unusualZips({ name, text }: Bait): readonly { what: string; bytes: Uint8Array }[] {
  const good: ZipEntry = { name, data: text }
  return Object.entries({
    'a deflated file': zipFile([good]),
    'a stored file': zipFile([{ ...good, method: 'store' }]),
    'sizes that follow the data, as streaming writers do': zipFile([{ ...good, dataDescriptor: true }]),
  }).map(([what, bytes]) => ({ what, bytes }))
}
