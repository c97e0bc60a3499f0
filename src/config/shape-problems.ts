import type { z } from 'zod'
import { KEY_SEPARATOR } from './key-group.ts'
import { nearest } from './nearest.ts'
import { describeValue } from './printable.ts'
import type { KeyPath, Problem } from './problem.ts'
import type { YamlSource } from './yaml-source.ts'

type Issue = z.core.$ZodIssue

/** What the schema has to say about the file, in words: each issue's message is what is allowed. */
export function shapeProblems(issues: readonly Issue[], source: YamlSource): Problem[] {
  return issues.flatMap((issue) => ofIssue(issue, [], source))
}

function ofIssue(issue: Issue, within: KeyPath, source: YamlSource): Problem[] {
  const path = [...within, ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))]
  const at = (part: 'key' | 'value', key: KeyPath = path) => ({ path: key, ...source.locate(key, part) })
  const allowed = issue.message
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        ...at('key', [...path, key]),
        found: 'unknown key',
        nearest: nearest(key, allowed.split(KEY_SEPARATOR)),
        allowed,
      }))
    case 'invalid_key': {
      const [inner] = issue.issues
      return [
        {
          ...at('key'),
          found: `found ${describeValue(path.at(-1))} as a name`,
          nearest: inner === undefined ? undefined : spellings(inner).meant,
          allowed: inner?.message,
        },
      ]
    }
    case 'invalid_union': {
      // Where what was written has the shape of one branch, that branch knows best what is wrong inside.
      const inside = issue.errors.filter((branch) => branch.length > 0 && !branch.some(isWrongType))
      const [branch] = inside
      if (branch !== undefined && inside.length === 1) {
        return branch.flatMap((inner) => ofIssue(inner, path, source))
      }
      const words = issue.errors.flat().flatMap((inner) => spellings(inner).words)
      return [ofValue(path, allowed, { words }, source)]
    }
    default:
      return [ofValue(path, allowed, spellings(issue), source)]
  }
}

function ofValue(path: KeyPath, allowed: string, { words, meant }: Spellings, source: YamlSource): Problem {
  const value = valueAt(source.value, path)
  if (value === undefined) return { path, ...source.locate(path, 'key'), found: 'missing', allowed }
  return {
    path,
    ...source.locate(path, 'value'),
    found: `found ${describeValue(value)}`,
    nearest: meant ?? (typeof value === 'string' ? nearest(value, words) : undefined),
    allowed,
  }
}

/** The branch was refused as a whole: it is for another type, or another word. */
function isWrongType(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value')
}

interface Spellings {
  /** The words that an enumeration takes. */
  readonly words: readonly string[]
  /** What was probably meant, where the check knows better than a distance between words. */
  readonly meant?: string
}

function spellings(issue: Issue): Spellings {
  switch (issue.code) {
    case 'invalid_value':
      return { words: texts(issue.values) }
    case 'custom': {
      const { values, meant } = issue.params ?? {}
      return { words: texts(values), meant: typeof meant === 'string' ? meant : undefined }
    }
    default:
      return { words: [] }
  }
}

function texts(values: unknown): string[] {
  return Array.isArray(values) ? values.filter((value) => typeof value === 'string') : []
}

function valueAt(value: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      inner === null || inner === undefined ? undefined : (inner as Record<string, unknown>)[key],
    value,
  )
}
