import type { KeyPath } from './problem.ts'
import type { YamlSource } from './yaml-source.ts'

/** Values as text: what is no string as it is written in the file, so that 1.10 stays 1.10. */
export function declaredTexts(
  values: Readonly<Record<string, string | number | boolean>>,
  path: KeyPath,
  source: YamlSource,
): Record<string, string> {
  const texts = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : (source.textAt([...path, name]) ?? String(value)),
  ])
  return Object.fromEntries(texts)
}
