import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { bodyLines } from './body-lines.ts'
import { describeValue } from './printable.ts'
import type { KeyPath, Problem } from './problem.ts'
import type { YamlSource } from './yaml-source.ts'

const LARGEST_BODY = 16 * 1024 * 1024
/** All files of bodies together: they are held in memory, and carried to the load generator. */
const LARGEST_BODIES = 64 * 1024 * 1024

/** Looks up what a configuration names on disk. What is not there, or not inside the repository, is a problem. */
export class DeclaredFiles {
  readonly problems: Problem[] = []
  readonly #root: string
  readonly #source: YamlSource
  #bodyBytes = 0

  constructor(root: string, source: YamlSource) {
    this.#root = root
    this.#source = source
  }

  /** The absolute path of a directory of the repository. */
  async directory(declared: string, path: KeyPath): Promise<string> {
    const absolute = resolve(this.#root, declared)
    const allowed = 'a directory inside the repository, relative to its root, such as services/api'
    if (isAbsolute(declared)) this.#add(path, `found ${describeValue(declared)}, which is absolute`, allowed)
    else if (await this.#outside(absolute)) {
      this.#add(path, `found ${describeValue(declared)}, which is outside the repository`, allowed)
    } else {
      const kind = await kindOf(absolute)
      if (kind === 'nothing')
        this.#add(path, `found ${describeValue(declared)}, which does not exist`, allowed)
      if (kind === 'file') this.#add(path, `found ${describeValue(declared)}, which is a file`, allowed)
    }
    return absolute
  }

  /** Those of `names` that are files in `directory`. */
  async present(directory: string, names: readonly string[]): Promise<string[]> {
    const entries: string[] = await readdir(directory).catch(() => [])
    return names.filter((name) => entries.includes(name))
  }

  /** The bytes of a body file, relative to the directory of its service. */
  async bytes(declared: string, directory: string, path: KeyPath): Promise<Uint8Array> {
    return (await this.#read(declared, directory, path)) ?? new Uint8Array()
  }

  /** The lines of a file of JSON values, relative to the directory of its service: at least one where it is right. */
  async bodies(declared: string, directory: string, path: KeyPath): Promise<readonly Uint8Array[]> {
    const bytes = await this.#read(declared, directory, path)
    if (bytes === undefined) return []
    const lines = bodyLines(bytes)
    if (lines.kind === 'bodies') return lines.bodies
    this.#add(path, `found ${describeValue(declared)}, ${lines.found}`, lines.allowed)
    return []
  }

  /** The bytes of a file inside the repository; nothing, and a problem, where it cannot be had. */
  async #read(declared: string, directory: string, path: KeyPath): Promise<Uint8Array | undefined> {
    const absolute = resolve(directory, declared)
    const shown = describeValue(declared)
    const from = relative(this.#root, directory) || 'the root of the repository'
    const allowed = `a file inside the repository, relative to the directory of the service, ${from}`
    if (isAbsolute(declared)) this.#add(path, `found ${shown}, which is absolute`, allowed)
    else if (await this.#outside(absolute))
      this.#add(path, `found ${shown}, which is outside the repository`, allowed)
    else {
      try {
        const { size } = await stat(absolute)
        const together = this.#bodyBytes + size
        if (size > LARGEST_BODY) {
          this.#add(
            path,
            `found ${shown}, which has ${size} bytes`,
            `a file of at most ${LARGEST_BODY} bytes`,
          )
        } else if (together > LARGEST_BODIES) {
          const most = `at most ${LARGEST_BODIES} bytes in all body files`
          this.#add(path, `found ${shown}, with which all body files have ${together} bytes`, most)
        } else {
          this.#bodyBytes = together
          return await readFile(absolute)
        }
      } catch (error) {
        this.#add(path, `found ${shown}, which cannot be read: ${reason(error)}`, allowed)
      }
    }
    return undefined
  }

  /** Whether a path leaves the repository, by `..` or through a symbolic link. */
  async #outside(absolute: string): Promise<boolean> {
    if (!isWithin(this.#root, absolute)) return true
    const real = await realpath(absolute).catch(() => undefined)
    return real !== undefined && !isWithin(await realpath(this.#root), real)
  }

  #add(path: KeyPath, found: string, allowed: string): void {
    this.problems.push({ path, ...this.#source.locate(path, 'value'), found, allowed })
  }
}

function isWithin(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : join(root, sep))
}

async function kindOf(path: string): Promise<'directory' | 'file' | 'nothing'> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return 'nothing'
  return found.isDirectory() ? 'directory' : 'file'
}

function reason(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return 'it does not exist'
    case 'EISDIR':
      return 'it is a directory'
    case 'EACCES':
      return 'permission denied'
    default:
      return (error as Error).message
  }
}
