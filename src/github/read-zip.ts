import { addAbortSignal, type Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { entryProblem } from './zip-entry-problem.ts'
import { MAX_ZIP_BYTES } from './zip-limits.ts'

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
    const zip = await fromBufferPromise(asBuffer(bytes), {
      decodeStrings: false,
      // Checked below, while it unpacks.
      validateEntrySizes: false,
    })
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
  // What it claims is within the limits by now, so it is the limit.
  const { uncompressedSize: claimed } = entry
  const chunks: Buffer[] = []
  let inflated = 0
  let checksum = 0
  try {
    const stream: Readable = await zip.openReadStreamPromise(entry)
    if (signal !== undefined) addAbortSignal(signal, stream)
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      inflated += chunk.length
      // Leaving the loop ends the stream.
      if (inflated > claimed) break
      checksum = crc32(chunk, checksum)
      chunks.push(chunk)
    }
  } catch {
    return refused(signal?.aborted ? 'unpacking it was ended' : 'its file is broken', inflated)
  }
  if (inflated !== claimed) return refused('its file is not of the size that it claims', inflated)
  if (checksum !== entry.crc32) return refused('the checksum of its file is wrong', inflated)
  return { kind: 'file', bytes: Buffer.concat(chunks) }
}
