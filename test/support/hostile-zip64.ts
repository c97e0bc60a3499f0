import type { Bait } from './hostile-zips.ts'
import { zipFile } from './zip-file.ts'

/** What the records of the large format say where they lie. */
interface Zip64Claims {
  readonly entries?: bigint
  /** Where the directory begins. */
  readonly directory?: bigint
  /** Where the large end of the directory begins. */
  readonly end?: bigint
  readonly disk?: number
}

const END_LENGTH = 22

/** An archive with the large end of directory before the small one, by APPNOTE.TXT of PKWARE. */
export function zip64({ name, text }: Bait, claims: Zip64Claims = {}): Uint8Array {
  const small = Buffer.from(zipFile([{ name, data: text }]))
  const body = small.subarray(0, -END_LENGTH)
  const end = Buffer.from(small.subarray(-END_LENGTH))
  const large = Buffer.alloc(56)
  large.writeUInt32LE(0x06064b50, 0)
  large.writeBigUInt64LE(44n, 4)
  large.writeUInt32LE(claims.disk ?? 0, 16)
  large.writeBigUInt64LE(claims.entries ?? 1n, 24)
  large.writeBigUInt64LE(claims.entries ?? 1n, 32)
  large.writeBigUInt64LE(BigInt(end.readUInt32LE(12)), 40)
  large.writeBigUInt64LE(claims.directory ?? BigInt(end.readUInt32LE(16)), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(claims.end ?? BigInt(body.length), 8)
  locator.writeUInt32LE(1, 16)
  // The small one says that the large one is to be asked.
  end.writeUInt16LE(0xffff, 10)
  end.writeUInt32LE(0xffffffff, 16)
  return Buffer.concat([body, large, locator, end])
}

/** Archives in the large format that no reader may take, and the words of the refusal. */
export function hostileZip64s(bait: Bait): readonly { what: string; bytes: Uint8Array; words: RegExp }[] {
  const broken = /no zip archive, or a broken one/
  return [
    { what: 'zip64: 2^64 - 1 entries', bytes: zip64(bait, { entries: 2n ** 64n - 1n }), words: /entries/ },
    { what: 'zip64: no entries', bytes: zip64(bait, { entries: 0n }), words: /holds 0 entries/ },
    {
      what: 'zip64: a directory at the end of the world',
      bytes: zip64(bait, { directory: 2n ** 63n }),
      words: broken,
    },
    { what: 'zip64: an end outside of the file', bytes: zip64(bait, { end: 2n ** 62n }), words: broken },
    { what: 'zip64: an end that is none', bytes: zip64(bait, { end: 0n }), words: broken },
    { what: 'zip64: another disk', bytes: zip64(bait, { disk: 7 }), words: broken },
    {
      what: 'zip64: sizes in an extra field that is missing',
      bytes: zipFile([{ name: bait.name, data: bait.text, claims: { size: 0xffffffff } }]),
      words: /larger than 16777216 bytes/,
    },
  ]
}
