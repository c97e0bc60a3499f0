import type { Entry } from 'yauzl'
import { MAX_RESULT_BYTES } from '../result/untrusted-limits.ts'
import { MAX_RATIO } from './zip-limits.ts'

/** General purpose bits of honest writers: how hard it was packed, sizes after the data, a name in UTF-8. */
const HARMLESS_FLAGS = 0b1000_0000_1110
/** Traditional and strong encryption, and a masked directory. */
const ENCRYPTION_FLAGS = 0b10_0000_0100_0001
const STORED = 0
const DEFLATED = 8
const UNIX_TYPE = 0o170000
const UNIX_REGULAR = 0o100000
/** Directory and volume label. */
const DOS_NO_FILE = 0x18

/**
 * Why the only entry of an archive is not the plain file of this name; undefined where it is. Of the entry's
 * claims nothing is believed here that unpacking does not check again.
 */
export function entryProblem(entry: Entry, name: string): string | undefined {
  return (
    nameProblem(entry.fileNameRaw, name) ??
    typeProblem(entry.externalFileAttributes) ??
    flagProblem(entry.generalPurposeBitFlag) ??
    methodProblem(entry.compressionMethod) ??
    sizeProblem(entry)
  )
}

function nameProblem(found: Buffer, name: string): string | undefined {
  // As bytes: what they stand for depends on who reads them.
  if (found.equals(Buffer.from(name))) return undefined
  return /[/\\:\0]/.test(found.toString('latin1'))
    ? `it holds a path where the file ${name} is expected`
    : `it holds another file than ${name}`
}

function typeProblem(attributes: number): string | undefined {
  const type = (attributes >>> 16) & UNIX_TYPE
  const isFile = (type === 0 || type === UNIX_REGULAR) && (attributes & DOS_NO_FILE) === 0
  return isFile ? undefined : 'its entry is no regular file'
}

function flagProblem(flags: number): string | undefined {
  if ((flags & ENCRYPTION_FLAGS) !== 0) return 'its file is encrypted'
  return (flags & ~HARMLESS_FLAGS) === 0 ? undefined : 'its file needs what no plain archive needs'
}

function methodProblem(method: number): string | undefined {
  return method === STORED || method === DEFLATED ? undefined : 'its file is packed by an unknown method'
}

function sizeProblem({ compressedSize, uncompressedSize, relativeOffsetOfLocalHeader }: Entry) {
  if (uncompressedSize > MAX_RESULT_BYTES) return `its file is larger than ${MAX_RESULT_BYTES} bytes`
  if (uncompressedSize > compressedSize * MAX_RATIO)
    return `its file is packed more than ${MAX_RATIO} times smaller`
  return relativeOffsetOfLocalHeader === 0 ? undefined : 'the archive has something before its first file'
}
