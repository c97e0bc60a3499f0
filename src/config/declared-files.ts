import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { describeValue } from './printable.ts'
import type { KeyPath, Problem } from './problem.ts'
import type { YamlSource } from './yaml-source.ts'

const LARGEST_BODY = 16 * 1024 * 1024

/** Looks up what a configuration names on disk. What is not there, or not inside the repository, is a problem. */
export class DeclaredFiles {
  readonly problems: Problem[] = []
  readonly #root: string
  readonly #source: YamlSource

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
        if (size <= LARGEST_BODY) return await readFile(absolute)
        this.#add(path, `found ${shown}, which has ${size} bytes`, `a file of at most ${LARGEST_BODY} bytes`)
      } catch (error) {
        this.#add(path, `found ${shown}, which cannot be read: ${reason(error)}`, allowed)
      }
    }
    return new Uint8Array()
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
