/** One module that a source names. */
export interface Edge {
  readonly specifier: string
  /** Counted from 1. */
  readonly line: number
  /** `import type` or `export type`: gone at run time. `import { type A }` is not, it still loads the module. */
  readonly typeOnly: boolean
}

/** Start of `import … from '`, `export … from '`, `import '`, `import('`; the specifier follows. */
const EDGE =
  /(?<![.\w$])(?:(?:import|export)\b(?!\s+(?:interface|class|declare|abstract)\b)(?<clause>[\s\w$*,{}]*?)\bfrom\s*|import\s*\(?\s*)(?<quote>['"`])/g

/** `import(name)`: which module that is, nobody can check. */
const COMPUTED = /(?<![.\w$])import\s*\(\s*(?!['"`\s])/g

/** Lines (from 1) of masked source where a module is imported by a name that is computed. */
export function computedImports(masked: string): number[] {
  return [...masked.matchAll(COMPUTED)].map((match) => lineAt(masked, match.index))
}

/** Every module that a TypeScript source imports, re-exports, or imports dynamically by a literal name. `masked` is
 * the same source through `maskSource`. */
export function moduleEdges(source: string, masked: string): Edge[] {
  return [...masked.matchAll(EDGE)].map((match) => {
    const start = match.index + match[0].length
    const end = masked.indexOf(match.groups?.quote ?? "'", start)
    return {
      specifier: source.slice(start, end),
      line: lineAt(source, start),
      typeOnly: /^\s*type\s+[\w$*{]/.test(match.groups?.clause ?? ''),
    }
  })
}

/** Line of an offset, counted from 1. */
export function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length
}
