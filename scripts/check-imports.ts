// npm run imports: holds src/ to docs/architecture.md and exits 1 where a rule is broken.
// A folder given as an argument is checked instead of src/.
import { join, relative, resolve } from 'node:path'
import { checkCycles } from './imports/cycle-rule.ts'
import { checkEdges } from './imports/edge-rules.ts'
import { wordFinding } from './imports/finding.ts'
import { checkPurity } from './imports/purity-rule.ts'
import { checkRooms } from './imports/room-rules.ts'
import { readSourceTree } from './imports/source-file.ts'

const directory = resolve(process.argv[2] ?? join(import.meta.dirname, '../src'))
const tree = await readSourceTree(directory)
const findings = [checkRooms, checkEdges, checkPurity, checkCycles].flatMap((check) => check(tree))

if (tree.files.length === 0) {
  console.error(`imports: no .ts file below ${directory}`)
  process.exitCode = 1
} else if (findings.length === 0) {
  console.log(`imports: ${tree.files.length} files keep the rules of docs/architecture.md.`)
} else {
  const shown = relative(process.cwd(), directory) || '.'
  for (const finding of findings) console.error(wordFinding(shown, finding))
  console.error(`imports: ${findings.length} found. The rules stand in docs/architecture.md.`)
  process.exitCode = 1
}
