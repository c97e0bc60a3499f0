import { open } from 'node:fs/promises'
import { isAbsolute, relative, resolve } from 'node:path'
import { UserError } from '../user-error.ts'
import type { Config } from './config.ts'
import { MINIMAL_CONFIG } from './minimal-config.ts'
import { parseConfig } from './parse-config.ts'
import { problemsError } from './problem.ts'

/** Where a configuration is looked for, the first one found wins. */
export const CONFIG_FILES = [
  'corecurve.yml',
  'corecurve.yaml',
  '.github/corecurve.yml',
  '.github/corecurve.yaml',
] as const

/** No configuration is larger. */
export const MAX_CONFIG_BYTES = 1024 * 1024

/**
 * Reads the configuration of the repository at `root`.
 * @param options.file relative to `root` or absolute; left out, the first of `CONFIG_FILES` that is there
 * @throws UserError where there is none, it cannot be read, or it has problems
 */
export async function readConfig(options: { file?: string; root: string }): Promise<Config> {
  const root = resolve(options.root)
  const candidates = options.file === undefined ? CONFIG_FILES : [options.file]
  for (const candidate of candidates) {
    const absolute = resolve(root, candidate)
    const file = shownName(root, absolute)
    const bytes = await readBounded(absolute, file)
    if (bytes !== undefined) return parseConfig(decode(bytes, file), { file, root })
  }
  if (options.file !== undefined) {
    throw new UserError(
      `${options.file}: there is no such file. Name another file, or none to use the first found of ${CONFIG_FILES.join(', ')}.`,
    )
  }
  throw new UserError(
    `No configuration found in ${root}.\nLooked for ${CONFIG_FILES.join(', ')}.\n` +
      `Start with this as corecurve.yml:\n\n${MINIMAL_CONFIG}`,
  )
}

function shownName(root: string, absolute: string): string {
  const name = relative(root, absolute)
  return name.startsWith('..') || isAbsolute(name) ? absolute : name.replaceAll('\\', '/')
}

/** The bytes of a file, nothing where it does not exist. Reads no more than it takes to see that it is too large. */
async function readBounded(absolute: string, file: string): Promise<Uint8Array | undefined> {
  try {
    await using handle = await open(absolute)
    const buffer = Buffer.alloc(MAX_CONFIG_BYTES + 1)
    let length = 0
    while (length < buffer.length) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length)
      if (bytesRead === 0) return buffer.subarray(0, length)
      length += bytesRead
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    if (code === 'EISDIR') throw new UserError(`${file}: is a directory, and a YAML file is needed.`)
    if (code === 'EACCES') throw new UserError(`${file}: cannot be read, permission denied.`)
    throw new UserError(`${file}: cannot be read: ${message}`)
  }
  throw new UserError(`${file}: is larger than 1 MiB, which no configuration is. Is it the right file?`)
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const found = 'the file is not UTF-8 text'
    throw problemsError(
      file,
      [],
      [{ path: [], ...firstInvalid(bytes), found, allowed: 'UTF-8: save it as UTF-8' }],
    )
  }
}

/** Where the first byte that is no UTF-8 stands: its line, and the line's first column. */
function firstInvalid(bytes: Uint8Array): { line: number; column: number } {
  let line = 1
  let start = 0
  while (start < bytes.length) {
    const end = bytes.indexOf(10, start)
    const next = end === -1 ? bytes.length : end + 1
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, next))
    } catch {
      break
    }
    line += 1
    start = next
  }
  return { line, column: 1 }
}
