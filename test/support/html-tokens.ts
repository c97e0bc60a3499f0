export type Token =
  | { readonly kind: 'open'; readonly tag: string; readonly attributes: Readonly<Record<string, string>> }
  | { readonly kind: 'close'; readonly tag: string }
  | { readonly kind: 'comment'; readonly text: string }
  /** What a reader sees, entities decoded. */
  | { readonly kind: 'text'; readonly text: string }
  /** A `<` or `>` that belongs to no tag. */
  | { readonly kind: 'stray'; readonly text: string }

const ATTRIBUTE = /\s+([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/y
const VOID = new Set(['br', 'hr', 'img', 'input', 'meta', 'link', 'path', 'rect', 'stop'])

/** Reads HTML or SVG letter by letter; what is neither a tag, a comment nor text is `stray`. */
export function htmlTokens(html: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < html.length) {
    const next = /^<!--([\s\S]*?)-->/.exec(html.slice(at, at + 10_000))
    if (next !== null) {
      tokens.push({ kind: 'comment', text: next[1] ?? '' })
      at += next[0].length
      continue
    }
    const tag = tagAt(html, at)
    if (tag !== undefined) {
      tokens.push(...tag.tokens)
      at = tag.end
    } else if (html[at] === '<' || html[at] === '>') {
      tokens.push({ kind: 'stray', text: html.slice(at, at + 40) })
      at++
    } else {
      const end = html.slice(at).search(/[<>]/)
      const text = end === -1 ? html.slice(at) : html.slice(at, at + end)
      tokens.push({ kind: 'text', text: decoded(text) })
      at += text.length
    }
  }
  return tokens
}

function tagAt(html: string, at: number): { tokens: Token[]; end: number } | undefined {
  const opening = /<(\/?)([A-Za-z][A-Za-z0-9-]*)/y
  opening.lastIndex = at
  const start = opening.exec(html)
  if (start === null) return undefined
  const tag = (start[2] ?? '').toLowerCase()
  const attributes: Record<string, string> = {}
  let end = opening.lastIndex
  for (;;) {
    ATTRIBUTE.lastIndex = end
    const found = ATTRIBUTE.exec(html)
    if (found === null) break
    const [, name = '', double, single, bare] = found
    attributes[name] = decoded(double ?? single ?? bare ?? '')
    end = ATTRIBUTE.lastIndex
  }
  const closing = /\s*(\/?)>/y
  closing.lastIndex = end
  const closed = closing.exec(html)
  if (closed === null) return undefined
  end = closing.lastIndex
  if (start[1] === '/') return { tokens: [{ kind: 'close', tag }], end }
  const open: Token = { kind: 'open', tag, attributes }
  const alone = closed[1] === '/' || VOID.has(tag)
  return { tokens: alone ? [open, { kind: 'close', tag }] : [open], end }
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return NAMED[name] ?? whole
    return String.fromCodePoint(decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal))
  })
}
