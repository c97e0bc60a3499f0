import type { Finding } from './finding.ts'
import type { SourceTree } from './source-file.ts'

/** Files that import each other in a circle, by types or by values. One finding a circle. */
export function checkCycles(tree: SourceTree): Finding[] {
  const files = new Map(tree.files.map((file) => [file.path, file]))
  const done = new Set<string>()
  const findings: Finding[] = []

  const visit = (path: string, trail: readonly string[]): void => {
    if (done.has(path)) return
    for (const edge of files.get(path)?.edges ?? []) {
      if (edge.target === undefined || !files.has(edge.target)) continue
      const start = [...trail, path].indexOf(edge.target)
      if (start === -1) visit(edge.target, [...trail, path])
      else findings.push(circle(path, edge.line, [...trail, path].slice(start)))
    }
    done.add(path)
  }
  for (const path of files.keys()) visit(path, [])
  return findings
}

function circle(file: string, line: number, members: readonly string[]): Finding {
  return {
    file,
    line,
    rule: 'cycle',
    found: `imports run in a circle: ${[...members, members[0]].join(' → ')}`,
    remedy: 'Move what two of them need into a file that imports neither',
  }
}
