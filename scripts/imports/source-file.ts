import { readdir, readFile } from 'node:fs/promises'
import { join, posix, sep } from 'node:path'
import { maskSource } from './mask-source.ts'
import { type Edge, moduleEdges } from './module-edges.ts'

/** One TypeScript file of the tree under check. */
export interface SourceFile {
  /** Relative to the tree, with `/`. */
  readonly path: string
  readonly text: string
  readonly masked: string
  readonly edges: readonly ResolvedEdge[]
}

export interface ResolvedEdge extends Edge {
  /** Path relative to the tree of the file that a relative specifier names, there or not; undefined for others. */
  readonly target: string | undefined
}

export interface SourceTree {
  readonly files: readonly SourceFile[]
  /** Folders directly in the tree that have a README.md with something in it. */
  readonly documented: ReadonlySet<string>
}

/** Reads every .ts file below `directory`, sorted by path. */
export async function readSourceTree(directory: string): Promise<SourceTree> {
  const names = await readdir(directory, { recursive: true })
  const paths = names.map((name) => name.split(sep).join('/')).sort()
  const files = await Promise.all(
    paths
      .filter((path) => path.endsWith('.ts'))
      .map(async (path) => sourceFile(path, await readFile(join(directory, path), 'utf8'))),
  )
  const readmes = paths.filter((path) => /^[^/]+\/README\.md$/.test(path))
  const texts = await Promise.all(readmes.map((path) => readFile(join(directory, path), 'utf8')))
  const written = readmes.filter((_, index) => texts[index]?.trim() !== '')
  return { files, documented: new Set(written.map((path) => posix.dirname(path))) }
}

/** One file, its imports resolved against its own place in the tree. */
export function sourceFile(path: string, text: string): SourceFile {
  const masked = maskSource(text)
  const edges = moduleEdges(text, masked).map((edge) => ({
    ...edge,
    target: edge.specifier.startsWith('.')
      ? posix.normalize(posix.join(posix.dirname(path), edge.specifier))
      : undefined,
  }))
  return { path, text, masked, edges }
}
