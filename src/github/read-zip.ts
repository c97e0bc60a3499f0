import { addAbortSignal, type Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { MAX_RESULT_BYTES } from '../result/untrusted-limits.ts'
import { entryProblem } from './zip-entry-problem.ts'
import { MAX_RATIO, MAX_ZIP_BYTES } from './zip-limits.ts'

export type ZipContent =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  /** The reason quotes nothing of the archive. `inflated`: bytes that were unpacked before it was refused. */
  | { readonly kind: 'refused'; readonly reason: string; readonly inflated: number }

/**
 * The one file that an archive of strangers may hold, under the name that is expected. Everything else is refused:
 * further entries, directories, links, paths, encryption, sizes and checksums that lie. Nothing is written to disk,
 * and no more than the limits is ever held. Never throws; `signal` ends it early.
 */
export async function readZip(bytes: Uint8Array, name: string, signal?: AbortSignal): Promise<ZipContent> {
  if (bytes.length > MAX_ZIP_BYTES) return refused(`the archive is larger than ${MAX_ZIP_BYTES} bytes`)
  try {
    const zip = await fromBufferPromise(asBuffer(bytes), { decodeStrings: false })
    // Claimed, and checked before any is read: a directory of a million entries costs nothing.
    if (zip.entryCount !== 1)
      return refused(`the archive holds ${zip.entryCount} entries where one file is expected`)
    const entry = await firstEntry(zip)
    const problem = entryProblem(entry, name) ?? (await localProblem(zip, entry))
    return problem === undefined ? await inflate(zip, entry, signal) : refused(problem)
  } catch {
    // The library's messages may quote the archive.
    return refused('it is no zip archive, or a broken one')
  }
}

function refused(reason: string, inflated = 0): ZipContent {
  return { kind: 'refused', reason, inflated }
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}

async function firstEntry(zip: ZipFile): Promise<Entry> {
  for await (const entry of zip.eachEntry()) return entry
  throw new Error('No entry')
}

/** The header before the data says the same as the directory: others read one, and some the other. */
async function localProblem(zip: ZipFile, entry: Entry): Promise<string | undefined> {
  const local = await zip.readLocalFileHeaderPromise(entry)
  const isSame =
    entry.fileNameRaw.equals(local.fileName) &&
    entry.compressionMethod === local.compressionMethod &&
    entry.generalPurposeBitFlag === local.generalPurposeBitFlag
  return isSame ? undefined : 'the two headers of its file differ'
}

async function inflate(zip: ZipFile, entry: Entry, signal?: AbortSignal): Promise<ZipContent> {
  // What the header claims is a limit, too, and one that the library holds.
  const limit = Math.min(MAX_RESULT_BYTES, entry.compressedSize * MAX_RATIO)
  const chunks: Buffer[] = []
  let inflated = 0
  let checksum = 0
  try {
    const stream: Readable = await zip.openReadStreamPromise(entry)
    if (signal !== undefined) addAbortSignal(signal, stream)
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      inflated += chunk.length
      if (inflated > limit) return refused(`its file unpacks to more than ${limit} bytes`, inflated)
      checksum = crc32(chunk, checksum)
      chunks.push(chunk)
    }
  } catch {
    if (signal?.aborted) return refused('unpacking it was ended', inflated)
    return refused('its file is broken, or not of the size that it claims', inflated)
  }
  if (checksum !== entry.crc32) return refused('the checksum of its file is wrong', inflated)
  return { kind: 'file', bytes: Buffer.concat(chunks) }
}
