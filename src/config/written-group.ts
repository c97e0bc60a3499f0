import type { KeyPath } from './problem.ts'
import type { YamlSource } from './yaml-source.ts'

/** A group of keys as it is written, before any schema has looked at it. */
export type WrittenGroup = Readonly<Record<string, unknown>>

export function isGroup(value: unknown): value is WrittenGroup {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Where a problem with a key, or with its value, stands. */
export function placeOf(source: YamlSource, path: KeyPath, part: 'key' | 'value') {
  return { path, ...source.locate(path, part) }
}
