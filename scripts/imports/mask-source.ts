/**
 * TypeScript with the contents of comments, strings, templates and regular expressions replaced by spaces, so
 * that a search of the result finds code only. Quotes, line breaks and every offset stay as they were, and the
 * expressions of a template (`${here}`) stay code.
 */
export function maskSource(source: string): string {
  const masked = source.split('')
  const blank = (from: number, to: number) => {
    for (let i = from; i < to; i++) if (masked[i] !== '\n') masked[i] = ' '
  }
  // One entry for each open template: how many braces are open within its current expression.
  const templates: number[] = []
  let at = 0
  while (at < source.length) {
    const end = tokenEnd(source, at, masked)
    if (end !== undefined) {
      const { to, keep } = end
      blank(at + keep, to - keep)
      at = to
    } else if (source[at] === '`' || (source[at] === '}' && templates.at(-1) === 0)) {
      if (source[at] === '}') templates.pop()
      const { to, opened } = templateTextEnd(source, at + 1)
      blank(at + 1, opened ? to - 2 : to - 1)
      if (opened) templates.push(0)
      at = to
    } else {
      const depth = templates.length - 1
      if (depth >= 0 && source[at] === '{') templates[depth] = (templates[depth] ?? 0) + 1
      if (depth >= 0 && source[at] === '}') templates[depth] = (templates[depth] ?? 0) - 1
      at++
    }
  }
  return masked.join('')
}

/** Where a comment, string or regular expression that starts at `at` ends, and how much of its ends to keep. */
function tokenEnd(
  source: string,
  at: number,
  masked: readonly string[],
): { to: number; keep: 0 | 1 } | undefined {
  const two = source.slice(at, at + 2)
  if (two === '//' || (at === 0 && two === '#!')) return { to: indexAfter(source, '\n', at, 0), keep: 0 }
  if (two === '/*') return { to: indexAfter(source, '*/', at + 2, 2), keep: 0 }
  const quote = source[at]
  if (quote === "'" || quote === '"') return { to: stringEnd(source, at + 1, quote), keep: 1 }
  if (quote === '/' && regexMayStart(masked, at)) return { to: regexEnd(source, at + 1), keep: 1 }
  return undefined
}

function indexAfter(source: string, text: string, from: number, length: number): number {
  const index = source.indexOf(text, from)
  return index === -1 ? source.length : index + length
}

function stringEnd(source: string, from: number, quote: string): number {
  for (let i = from; i < source.length; i++) {
    if (source[i] === '\\') i++
    else if (source[i] === quote || source[i] === '\n') return i + 1
  }
  return source.length
}

function regexEnd(source: string, from: number): number {
  let inClass = false
  for (let i = from; i < source.length; i++) {
    const char = source[i]
    if (char === '\\') i++
    else if (char === '[') inClass = true
    else if (char === ']') inClass = false
    else if ((char === '/' && !inClass) || char === '\n') return i + 1
  }
  return source.length
}

/** A slash divides after a value and starts a regular expression after anything else. */
function regexMayStart(masked: readonly string[], at: number): boolean {
  let i = at - 1
  while (i >= 0 && /\s/.test(masked[i] ?? '')) i--
  if (i < 0) return true
  if (!/[\w$)\]}'"`]/.test(masked[i] ?? '')) return true
  let word = ''
  while (i >= 0 && /[\w$]/.test(masked[i] ?? '')) word = `${masked[i--]}${word}`
  return /^(return|typeof|case|in|of|delete|void|throw|await|yield)$/.test(word)
}

function templateTextEnd(source: string, from: number): { to: number; opened: boolean } {
  for (let i = from; i < source.length; i++) {
    if (source[i] === '\\') i++
    else if (source[i] === '`') return { to: i + 1, opened: false }
    else if (source[i] === '$' && source[i + 1] === '{') return { to: i + 2, opened: true }
  }
  return { to: source.length, opened: false }
}
