import { builtinModules } from 'node:module'
import type { Finding } from './finding.ts'
import { lineAt } from './module-edges.ts'
import type { ResolvedEdge, SourceFile, SourceTree } from './source-file.ts'
import { PURE_PACKAGES, PURE_ROOMS, roomOf } from './tiers.ts'

const IMPURE_CODE: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /(?<![.\w$])process\s*\??[.[]/g, what: 'the process' },
  { pattern: /(?<![.\w$])Date\s*\.\s*now\b/g, what: 'the clock' },
  { pattern: /(?<![.\w$])new\s+Date(?:\s*\(\s*\)|(?!\s*[\w$(.]))/g, what: 'the clock' },
  { pattern: /(?<![.\w$])(?<!new\s+)Date\s*\(/g, what: 'the clock' },
  { pattern: /(?<![.\w$])performance\s*\./g, what: 'the clock' },
  { pattern: /(?<![.\w$])(?:setTimeout|setInterval|setImmediate|queueMicrotask)\s*\(/g, what: 'the clock' },
  { pattern: /(?<![.\w$])Math\s*\.\s*random\b/g, what: 'randomness' },
  { pattern: /(?<![.\w$])crypto\s*\./g, what: 'randomness' },
  { pattern: /(?<![.\w$])(?:console\s*\.|fetch\s*\()/g, what: 'the world' },
  { pattern: /(?<![.\w$])globalThis\b/g, what: 'the process' },
]

/**
 * Files of pure rooms compute from what they are given. They may not reach the world through a file of another
 * room either, so imports are followed (type-only imports are gone at run time and are not).
 */
export function checkPurity(tree: SourceTree): Finding[] {
  const files = new Map(tree.files.map((file) => [file.path, file]))
  const pure = tree.files.filter((file) => PURE_ROOMS.includes(roomOf(file.path)))
  return pure.flatMap((file) => [
    ...impureCode(file),
    ...file.edges.flatMap((edge) => {
      const trail = edge.typeOnly ? undefined : trailToWorld(edge, files, new Set([file.path]))
      return trail === undefined ? [] : [impureImport(file, edge, trail)]
    }),
  ])
}

function impureCode(file: SourceFile): Finding[] {
  return IMPURE_CODE.flatMap(({ pattern, what }) =>
    [...file.masked.matchAll(pattern)].map(
      (match): Finding => ({
        file: file.path,
        line: lineAt(file.text, match.index),
        rule: 'purity',
        found: `\`${match[0].trim()}\` reads ${what}, and \`${roomOf(file.path)}\` is pure`,
        remedy: 'Let the caller pass the value in',
      }),
    ),
  )
}

/** The way from one import to a module that is not pure, which is the last; undefined where all is pure. */
function trailToWorld(
  edge: ResolvedEdge,
  files: ReadonlyMap<string, SourceFile>,
  seen: Set<string>,
): string[] | undefined {
  if (edge.target === undefined) return isPurePackage(edge.specifier) ? undefined : [edge.specifier]
  // A file of a pure room answers for itself.
  if (seen.has(edge.target) || PURE_ROOMS.includes(roomOf(edge.target))) return undefined
  seen.add(edge.target)
  const target = files.get(edge.target)
  if (target === undefined) return undefined
  if (impureCode(target).length > 0) return [edge.target]
  for (const next of target.edges) {
    const rest = next.typeOnly ? undefined : trailToWorld(next, files, seen)
    if (rest !== undefined) return [edge.target, ...rest]
  }
  return undefined
}

function isPurePackage(specifier: string): boolean {
  const parts = specifier.split('/')
  const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]
  return PURE_PACKAGES.includes(name ?? '')
}

function impureImport(file: SourceFile, edge: ResolvedEdge, trail: readonly string[]): Finding {
  const last = trail.at(-1) ?? edge.specifier
  const builtin = last.startsWith('node:') || builtinModules.includes(last)
  const isPackage = !builtin && edge.target === undefined
  return {
    file: file.path,
    line: edge.line,
    rule: 'purity',
    found: `\`${roomOf(file.path)}\` is pure, and this import reaches ${trail.map((step) => `\`${step}\``).join(' → ')}`,
    remedy: isPackage
      ? 'Do without it, or, where it only computes, add it to PURE_PACKAGES in scripts/imports/tiers.ts'
      : 'Let the caller pass the value in, or import its type only',
  }
}
