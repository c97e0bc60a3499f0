import { MINIMAL_CONFIG } from './minimal-config.ts'
import type { Problem } from './problem.ts'
import { relationProblems } from './relation-problems.ts'
import { configSchema, type Declaration } from './schema.ts'
import { shapeProblems } from './shape-problems.ts'
import type { YamlSource } from './yaml-source.ts'

export type CheckedDeclaration =
  | { readonly kind: 'ok'; readonly declaration: Declaration }
  | {
      readonly kind: 'problems'
      readonly problems: readonly Problem[]
      /** Of the file, where they can be shown. */
      readonly lines: readonly string[]
    }

/** What a file declares, checked against the schema and against itself. Pure: what it names is not looked up. */
export function checkDeclaration(source: YamlSource): CheckedDeclaration {
  const { lines, value } = source
  if (source.problems.length > 0) return { kind: 'problems', problems: source.problems, lines }
  if (value === null || value === undefined) return { kind: 'problems', problems: [EMPTY], lines: [] }
  const parsed = configSchema.safeParse(value)
  const shape = parsed.success ? [] : shapeProblems(parsed.error.issues, source)
  const problems = [...shape, ...relationProblems(source)]
  return parsed.success && problems.length === 0
    ? { kind: 'ok', declaration: parsed.data }
    : { kind: 'problems', problems, lines }
}

const EMPTY: Problem = {
  path: [],
  line: 1,
  column: 1,
  found: 'the file is empty',
  allowed: `at least benchmarks, for example\n\n${MINIMAL_CONFIG}`,
}
