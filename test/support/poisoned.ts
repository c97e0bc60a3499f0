/** Words of the format itself: a result with others in their place is no result. */
const WORDS = new Set([
  'kind',
  'verdict',
  'phase',
  'arm',
  'unit',
  'finding',
  'regressed',
  'baseline',
  'regime',
  'threshold',
])

/** A result with hostile text in every field that holds text, names and commits too; equal texts stay equal. */
export function poisoned<Result>(result: Result, texts: readonly string[]): Result {
  const chosen = new Map<string, string>()
  const replaced = (text: string): string => {
    const known = chosen.get(text) ?? texts[chosen.size % texts.length] ?? ''
    chosen.set(text, known)
    return known
  }
  return poison(result, undefined) as Result

  function poison(value: unknown, key: string | undefined): unknown {
    if (typeof value === 'string') return key !== undefined && WORDS.has(key) ? value : replaced(value)
    if (Array.isArray(value)) return value.map((item) => poison(item, key))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, poison(inner, name)]))
  }
}
