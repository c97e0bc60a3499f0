import type { Comparison } from '../../src/result/comparison.ts'
import { type Edited, hostileResults } from './hostile-results.ts'
import { hostileZip64s } from './hostile-zip64.ts'
import { hostileZips } from './hostile-zips.ts'
import { type ZipEntry, zipFile } from './zip-file.ts'

/** The file that an artifact of a comparison holds. */
export const RESULT_FILE = 'comparison.json'

/** What must come of reading an artifact. */
export type Outcome =
  /** Whoever refuses it, the archive's reader or the file's, says these words. */
  | { readonly kind: 'refused'; readonly words: RegExp }
  | { readonly kind: 'newer' }
  /** It is read, and nothing of what was added to it is left. */
  | { readonly kind: 'harmless' }

export interface HostileArtifact {
  readonly what: string
  readonly bytes: Uint8Array
  readonly outcome: Outcome
}

/**
 * What a stranger may upload instead of an honest comparison, with what must come of it. Add an archive below or in
 * `hostile-zips.ts`, a file in `hostile-results.ts`: every test of a reader tries all of them.
 */
export function hostileArtifacts(honest: Comparison): readonly HostileArtifact[] {
  const text = JSON.stringify(honest)
  const bait = { name: RESULT_FILE, text }
  return [
    ...hostileZips(bait).map((one) => ({ ...one, outcome: refused(ARCHIVE_WORDS[one.what] ?? /./) })),
    ...hostileZip64s(bait).map(({ words, ...one }) => ({ ...one, outcome: refused(words) })),
    ...furtherArchives({ name: RESULT_FILE, data: text }),
    ...hostileResults(honest).map(({ what, content, outcome, stored }) => ({
      what: `a file: ${what}`,
      bytes: zipFile([{ name: RESULT_FILE, ...packedAs(content, stored) }]),
      outcome,
    })),
  ]
}

function refused(words: RegExp): Outcome {
  return { kind: 'refused', words }
}

function packedAs(data: Edited['content'], stored: boolean | undefined) {
  return { data, ...(stored ? { method: 'store' as const } : {}) }
}

function furtherArchives(good: ZipEntry): HostileArtifact[] {
  const sound = zipFile([good])
  const bomb = hostileZips({ name: good.name as string, text: '{}' }).find(
    ({ what }) => what === 'a GiB of zeros',
  )
  const mebibytes = (count: number) => Buffer.alloc(count * 1024 * 1024)
  return [
    {
      what: 'a bomb within the file',
      bytes: zipFile([{ ...good, data: bomb!.bytes, method: 'store' }]),
      outcome: refused(/not UTF-8|not JSON/),
    },
    {
      what: 'zeros beyond the limit, by a ratio that is allowed',
      bytes: zipFile([{ ...good, data: Buffer.concat([mebibytes(17), randomBytes(120_000)]) }]),
      outcome: refused(/larger than 16777216 bytes/),
    },
    {
      what: 'a size below the limit, and more than that inside',
      bytes: zipFile([{ ...good, data: mebibytes(12), claims: { size: 100 } }]),
      outcome: refused(/not of the size/),
    },
    {
      what: 'a MiB of zeros, small enough but for its ratio',
      bytes: zipFile([{ ...good, data: mebibytes(1) }]),
      outcome: refused(/more than 200 times/),
    },
    {
      what: 'an archive larger than any result',
      bytes: zipFile([{ ...good, data: mebibytes(9), method: 'store' }]),
      outcome: refused(/archive is larger/),
    },
    {
      what: 'a program before the archive, with offsets to match',
      bytes: zipFile([good], { prefix: Buffer.from('#!/bin/sh\n') }),
      outcome: refused(/before its first file/),
    },
    {
      what: 'a program before the archive',
      bytes: Buffer.concat([Buffer.from('#!/bin/sh\n'), sound]),
      outcome: refused(/no zip archive/),
    },
    {
      what: 'something behind the archive',
      bytes: Buffer.concat([sound, Buffer.from('<script>')]),
      outcome: refused(/no zip archive/),
    },
    {
      what: 'a device',
      bytes: zipFile([{ ...good, mode: 0o020666 }]),
      outcome: refused(/no regular file/),
    },
    {
      what: 'a socket',
      bytes: zipFile([{ ...good, mode: 0o140666 }]),
      outcome: refused(/no regular file/),
    },
    {
      what: 'another name before the data than in the directory',
      bytes: zipFile([{ ...good, localName: '../../.bashrc' }]),
      outcome: refused(/two headers/),
    },
    {
      what: 'one entry claimed of the two that are there',
      bytes: zipFile([{ name: '.env', data: 'TOKEN=x' }, good], { claimedEntries: 1 }),
      outcome: refused(/another file/),
    },
  ]
}

/** Bytes that do not pack, the same every time. */
function randomBytes(count: number): Uint8Array {
  let state = 1
  return Uint8Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state >>> 24
  })
}

const BROKEN = /no zip archive, or a broken one/
const PATH = /a path where the file comparison\.json is expected/
const OTHER = /another file than comparison\.json/

/** What is said of each archive of `hostile-zips.ts`. One that is not named here must be refused all the same. */
const ARCHIVE_WORDS: Readonly<Record<string, RegExp>> = {
  'nothing at all': BROKEN,
  'a page of HTML': BROKEN,
  'a gzip file': BROKEN,
  'an archive without entries': /holds 0 entries/,
  'an archive cut off in its directory': BROKEN,
  'an archive without its first half': BROKEN,
  'a directory that begins outside of the file': BROKEN,
  'more entries claimed than there are': /holds 500 entries/,
  'an end of directory hidden in the comment': /holds 0 entries/,
  'the file under another name': OTHER,
  'the file in other letters': OTHER,
  'a path that climbs out': PATH,
  'a path that climbs out on Windows': PATH,
  'a path that climbs out behind a folder': PATH,
  'an absolute path': PATH,
  'a path with a drive': PATH,
  'a path within a folder': PATH,
  'a name with a zero byte': PATH,
  'a name that is no UTF-8': OTHER,
  'a name of 60 kB': OTHER,
  'a symbolic link': /no regular file/,
  'a directory': PATH,
  'a pipe': /no regular file/,
  'the file twice': /holds 2 entries/,
  'the file beside another': /holds 2 entries/,
  'two names for the same bytes': /holds 2 entries/,
  'ten thousand entries': /holds 10000 entries/,
  'a GiB of zeros': /larger than 16777216 bytes/,
  'a GiB of zeros that claims to be small': /not of the size that it claims/,
  'a size that is too small': /not of the size that it claims/,
  'a size that is too large': /not of the size that it claims/,
  'a size of 4 GiB': /larger than 16777216 bytes/,
  'a packed size beyond the end of the file': BROKEN,
  'a wrong checksum': /checksum/,
  'an unknown method': /unknown method/,
  'stored bytes that claim to be deflated': /broken/,
  'an encrypted file': /encrypted/,
}
