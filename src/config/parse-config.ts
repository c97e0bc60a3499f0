import type { Config } from './config.ts'
import { declaredConfig, type FilePlace } from './declared-config.ts'
import { MINIMAL_CONFIG } from './minimal-config.ts'
import { type Problem, problemsError } from './problem.ts'
import { relationProblems } from './relation-problems.ts'
import { configSchema, type Declaration } from './schema.ts'
import { shapeProblems } from './shape-problems.ts'
import { readYaml, type YamlSource } from './yaml-source.ts'

/**
 * The configuration that `text` declares. Touches the disk only for what the text names: the directories of services,
 * the files in them that tell a runtime, and body files.
 * @throws UserError with all problems of the text, or else all problems of what it names
 */
export async function parseConfig(text: string, place: FilePlace): Promise<Config> {
  const source = readYaml(text)
  const declaration = declare(source, place.file)
  const { config, problems } = await declaredConfig(declaration, source, place)
  if (problems.length > 0) throw problemsError(place.file, source.lines, problems)
  return config
}

/** The pure part: text checked against the schema and against itself. */
function declare(source: YamlSource, file: string): Declaration {
  const fail = (problems: readonly Problem[]) => problemsError(file, source.lines, problems)
  if (source.problems.length > 0) throw fail(source.problems)
  if (source.value === null || source.value === undefined) throw problemsError(file, [], [EMPTY])
  const parsed = configSchema.safeParse(source.value)
  const shape = parsed.success ? [] : shapeProblems(parsed.error.issues, source)
  const problems = [...shape, ...relationProblems(source)]
  if (!parsed.success || problems.length > 0) throw fail(problems)
  return parsed.data
}

const EMPTY: Problem = {
  path: [],
  line: 1,
  column: 1,
  found: 'the file is empty',
  allowed: `at least benchmarks, for example\n\n${MINIMAL_CONFIG}`,
}
