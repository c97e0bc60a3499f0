const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/**
 * Text from the configuration file as it may stand in a message: no control character, no line break, and no
 * character that reorders or hides its neighbours reaches the terminal or the log.
 */
export function printable(text: string, longest = Number.POSITIVE_INFINITY): string {
  const escaped = text.replace(UNPRINTABLE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
  return escaped.length > longest ? `${escaped.slice(0, longest - 1)}…` : escaped
}

/** A value as a message shows it: short, on one line, strings in quotes. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (typeof value === 'string') return printable(JSON.stringify(value), 60)
  if (typeof value !== 'object') return String(value)
  const json = printable(JSON.stringify(value, (_key, inner) => writable(inner)))
  if (json.length <= 40) return json
  return Array.isArray(value) ? 'a list' : 'a group of keys'
}

/** JSON knows no .inf and .nan and would show them as null. */
function writable(value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}

/** Names as a message lists them, as many as a person reads. */
export function nameList(names: readonly string[]): string {
  const shown = names.slice(0, 20).map((name) => printable(name, 64))
  return names.length > 20 ? `${shown.join(', ')}, … and ${names.length - 20} more` : shown.join(', ')
}
