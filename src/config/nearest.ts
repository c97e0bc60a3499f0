import { closest, distance } from 'fastest-levenshtein'

/** No name in a configuration is longer, and the distance of two long texts is slow to compute. */
const LONGEST = 100

/**
 * The valid spelling that the user most likely meant, or nothing where none is near: one that starts alike, or one
 * that at most a third of the letters (two at least) separate from what was written.
 */
export function nearest(written: string, valid: readonly string[]): string | undefined {
  if (valid.length === 0 || written.length === 0 || written.length > LONGEST) return undefined
  const plain = written.toLowerCase()
  const spelling = new Map(valid.map((name) => [name.toLowerCase(), name]))
  const candidate = closest(plain, [...spelling.keys()])
  const allowance = Math.max(2, Math.floor(candidate.length / 3))
  const far = distance(plain, candidate)
  if (far <= allowance && far < candidate.length) return spelling.get(candidate)
  const beginning = [...spelling.keys()].filter((name) => name.startsWith(plain) && plain.length >= 3)
  return beginning.length === 1 ? spelling.get(beginning[0] ?? '') : undefined
}
