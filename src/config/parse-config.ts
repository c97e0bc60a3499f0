import { checkDeclaration } from './check-declaration.ts'
import type { Config } from './config.ts'
import { declaredConfig, type FilePlace } from './declared-config.ts'
import { problemsError } from './problem.ts'
import { readYaml } from './yaml-source.ts'

/**
 * The configuration that `text` declares. Touches the disk only for what the text names: the directories of services,
 * the files in them that tell a runtime, and body files.
 * @throws UserError with all problems of the text, or else all problems of what it names
 */
export async function parseConfig(text: string, place: FilePlace): Promise<Config> {
  const source = readYaml(text)
  const checked = checkDeclaration(source)
  if (checked.kind === 'problems') throw problemsError(place.file, checked.lines, checked.problems)
  const { config, problems } = await declaredConfig(checked.declaration, source, place)
  if (problems.length > 0) throw problemsError(place.file, source.lines, problems)
  return config
}
