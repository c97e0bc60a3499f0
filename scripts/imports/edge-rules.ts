import type { Finding } from './finding.ts'
import { computedImports } from './module-edges.ts'
import type { ResolvedEdge, SourceFile, SourceTree } from './source-file.ts'
import { roomOf, TIERS, tierOf, WORKER_ENTRIES } from './tiers.ts'

/** Rules that look at one import at a time: it exists, runs downwards, and names no worker entry. */
export function checkEdges(tree: SourceTree): Finding[] {
  const paths = new Set(tree.files.map((file) => file.path))
  return tree.files.flatMap((file) => [
    ...computedImports(file.masked).map(
      (line): Finding => ({
        file: file.path,
        line,
        rule: 'computed',
        found: 'imports a module by a computed name',
        remedy: 'Write the name as a literal, so that it can be checked and bundled',
      }),
    ),
    ...file.edges.flatMap((edge) => checkEdge(file, edge, paths)),
  ])
}

function checkEdge(file: SourceFile, edge: ResolvedEdge, paths: ReadonlySet<string>): Finding[] {
  if (edge.target === undefined) return []
  const at = { file: file.path, line: edge.line }
  if (!paths.has(edge.target)) {
    const found = `imports \`${edge.specifier}\`, which is no source file of this tree`
    return [
      { ...at, rule: 'missing', found, remedy: 'Import an existing .ts file below src, with its extension' },
    ]
  }
  if (WORKER_ENTRIES.includes(edge.target)) {
    const found = `imports \`${edge.target}\`, which is a program of its own`
    const remedy = 'Move what both need into a file beside it; start the program by workerFile()'
    return [{ ...at, rule: 'worker', found, remedy }]
  }
  const remedy = forbidden(roomOf(file.path), roomOf(edge.target))
  const found = `${named(file.path)} imports ${named(edge.target)}`
  return remedy === undefined ? [] : [{ ...at, rule: 'tier', found, remedy }]
}

/** What to do where room `from` may not import room `to`; undefined where it may. */
function forbidden(from: string, to: string): string | undefined {
  const [upper, lower] = [tierOf(from), tierOf(to)]
  // An undeclared room is a finding of its own.
  if (from === to || upper === undefined || lower === undefined || upper < lower) return undefined
  return upper === lower
    ? 'Rooms of one tier do not know each other: pass the value in, or move what both need to a lower room'
    : 'Imports run downwards only: pass the value in, or move what is needed to a lower room'
}

function named(path: string): string {
  const tier = TIERS[tierOf(roomOf(path)) ?? -1]
  return `\`${path}\` (${tier?.name})`
}
