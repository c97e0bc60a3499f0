import { constants, crc32, deflateRawSync } from 'node:zlib'

/** A file in an archive, and what the archive says of it: a test may let it lie. */
export interface ZipEntry {
  /** Any text or bytes: nothing is refused here. */
  readonly name: string | Uint8Array
  /** What unpacking gives; left out where `packed` says all. */
  readonly data?: string | Uint8Array
  /** Deflated where not said; `store` keeps the bytes as they are. */
  readonly method?: 'store' | 'deflate'
  /** Bytes already packed, with what is true of them. */
  readonly packed?: Packed
  /** Said instead of the truth, in both headers. */
  readonly claims?: Partial<Claims>
  /** Name in the header before the data, where it differs from the one in the directory. */
  readonly localName?: string
  /** Unix type and permissions, such as 0o120777 for a symbolic link. A plain file where not said. */
  readonly mode?: number
  /** Sizes and checksum follow the data, and the header before it has zeros: what streaming writers do. */
  readonly dataDescriptor?: boolean
  readonly encrypted?: boolean
  /** Where its header lies, to let it share the bytes of another. */
  readonly offset?: number
}

export interface Packed {
  readonly bytes: Uint8Array
  /** 0 stored, 8 deflated; others are unknown to most. */
  readonly method: number
  readonly size: number
  readonly crc: number
}

interface Claims {
  readonly method: number
  readonly crc: number
  /** After unpacking. */
  readonly size: number
  readonly packedSize: number
}

export interface ZipOptions {
  /** Number of entries that the end of the archive claims. */
  readonly claimedEntries?: number
  /** Where the directory is said to begin. */
  readonly claimedOffset?: number
  readonly comment?: string | Uint8Array
  /** Bytes before the first entry: a program, say, to make the archive unpack itself. */
  readonly prefix?: Uint8Array
}

const PLAIN_FILE = 0o100644
const ENCRYPTED = 0x1
const DATA_DESCRIPTOR = 0x8
const UTF8 = 0x800
/** 1980-01-01, the first day that the format knows. */
const DATE = 0x21
const MADE_ON_UNIX = 0x031e
const NEEDED_VERSION = 20

/**
 * A zip archive, by APPNOTE.TXT of PKWARE, without zip64. It writes what it is told, lies and nonsense included;
 * without any it is an archive that everything can read.
 */
export function zipFile(entries: readonly ZipEntry[], options: ZipOptions = {}): Uint8Array {
  const { prefix = new Uint8Array() } = options
  const locals: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = prefix.length
  for (const entry of entries) {
    const packed = entry.packed ?? pack(bytesOf(entry.data ?? ''), entry.method)
    const local = entry.offset === undefined ? localPart(entry, packed) : new Uint8Array()
    directory.push(directoryHeader(entry, packed, entry.offset ?? offset))
    locals.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = endOfDirectory(entries.length, central.length, { offset, ...options })
  return Buffer.concat([prefix, ...locals, central, end])
}

/**
 * As many zeros, packed into about a thousandth. Blocks end in a full flush, so that one may follow the other and
 * no memory is needed for what they unpack to. `size` is rounded up to a MiB and lies below 4 GiB.
 */
export function zeros(size: number): Packed {
  const block = Buffer.alloc(1024 * 1024)
  const packed = deflateRawSync(block, { level: 9, finishFlush: constants.Z_FULL_FLUSH })
  const blocks = Math.ceil(size / block.length)
  let crc = 0
  for (let one = 0; one < blocks; one++) crc = crc32(block, crc)
  const bytes = Buffer.concat([...Array.from({ length: blocks }, () => packed), deflateRawSync('')])
  return { bytes, method: 8, size: blocks * block.length, crc }
}

function pack(plain: Uint8Array, method: ZipEntry['method'] = 'deflate'): Packed {
  const about = { size: plain.length, crc: crc32(plain) }
  return method === 'store'
    ? { ...about, bytes: plain, method: 0 }
    : { ...about, bytes: deflateRawSync(plain), method: 8 }
}

function localPart(entry: ZipEntry, packed: Packed): Uint8Array {
  const name = bytesOf(entry.localName ?? entry.name)
  const claims = claimsOf(entry, packed)
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  const inHeader = entry.dataDescriptor ? { ...claims, crc: 0, size: 0, packedSize: 0 } : claims
  writeClaims(header, 4, { entry, claims: inHeader, nameLength: name.length })
  const descriptor = Buffer.alloc(entry.dataDescriptor ? 16 : 0)
  if (entry.dataDescriptor) {
    descriptor.writeUInt32LE(0x08074b50, 0)
    writeSizes(descriptor, 4, claims)
  }
  return Buffer.concat([header, name, packed.bytes, descriptor])
}

function directoryHeader(entry: ZipEntry, packed: Packed, offset: number): Uint8Array {
  const name = bytesOf(entry.name)
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(MADE_ON_UNIX, 4)
  writeClaims(header, 6, { entry, claims: claimsOf(entry, packed), nameLength: name.length })
  header.writeUInt32LE(((entry.mode ?? PLAIN_FILE) * 0x10000) >>> 0, 38)
  header.writeUInt32LE(offset, 42)
  return Buffer.concat([header, name])
}

function claimsOf({ claims }: ZipEntry, { method, crc, size, bytes }: Packed): Claims {
  return { method, crc, size, packedSize: bytes.length, ...claims }
}

/** The fields that both headers share, from `at` on. */
function writeClaims(
  header: Buffer,
  at: number,
  { entry, claims, nameLength }: { entry: ZipEntry; claims: Claims; nameLength: number },
): void {
  const flags = (entry.encrypted ? ENCRYPTED : 0) | (entry.dataDescriptor ? DATA_DESCRIPTOR : 0) | UTF8
  header.writeUInt16LE(NEEDED_VERSION, at)
  header.writeUInt16LE(flags, at + 2)
  header.writeUInt16LE(claims.method, at + 4)
  header.writeUInt16LE(DATE, at + 8)
  writeSizes(header, at + 10, claims)
  header.writeUInt16LE(nameLength, at + 22)
}

function writeSizes(header: Buffer, at: number, { crc, packedSize, size }: Claims): void {
  header.writeUInt32LE(crc, at)
  header.writeUInt32LE(packedSize, at + 4)
  header.writeUInt32LE(size, at + 8)
}

function endOfDirectory(
  entries: number,
  length: number,
  options: ZipOptions & { readonly offset: number },
): Uint8Array {
  const comment = bytesOf(options.comment ?? '')
  const end = Buffer.alloc(22)
  const claimed = options.claimedEntries ?? entries
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(claimed, 8)
  end.writeUInt16LE(claimed, 10)
  end.writeUInt32LE(length, 12)
  end.writeUInt32LE(options.claimedOffset ?? options.offset, 16)
  end.writeUInt16LE(comment.length, 20)
  return Buffer.concat([end, comment])
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content
}
