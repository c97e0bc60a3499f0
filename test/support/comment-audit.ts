import { renderers } from './gfm.ts'
import { htmlTokens, type Token } from './html-tokens.ts'

/** What our comments and summaries are made of. */
const ELEMENTS = new Set(
  'h3 h4 p br ul li strong code pre table thead tbody tr th td details summary a'.split(' '),
)
const ATTRIBUTES = new Set(['align', 'class', 'lang', 'href'])
/** Their content is shown letter by letter: GitHub links nothing in it. */
const VERBATIM = new Set(['code', 'pre'])

/** What GitHub makes of text once it is rendered. */
const LINKED: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['mention', /@[\p{L}\p{N}]/u],
  ['issue', /#\d/],
  ['issue', /\bGH-\d/i],
  ['reference', /\b[a-z]+-\d/i],
  ['commit', /\b(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}\b/i],
  ['address', /:\/\/|\bwww\.|\b(?:mailto|xmpp|javascript):/i],
  ['emoji', /:[a-z0-9_+-]+:/i],
  ['math', /\$/],
  ['markup left over', /[[\]<>*`|\\]|&#?\w+;|~~/],
]

export interface Allowed {
  /** Addresses of our own links. */
  readonly links?: readonly string[]
  /** The one comment, at the very beginning. */
  readonly marker?: string
}

/** Everything in rendered Markdown that a stranger, not we, put there; empty where all is well. */
export function findings(markdown: string, allowed: Allowed = {}): string[] {
  return renderers.flatMap(({ name, render }) =>
    problems(htmlTokens(render(markdown)), allowed).map((problem) => `${name}: ${problem}`),
  )
}

function problems(tokens: readonly Token[], { links = [], marker }: Allowed): string[] {
  const found: string[] = []
  const open: string[] = []
  let cells: number | undefined
  let cell = 0
  for (const [index, token] of tokens.entries()) {
    switch (token.kind) {
      case 'comment':
        if (index !== 0 || token.text.trim() !== marker) found.push(`comment ${token.text}`)
        break
      case 'stray':
        found.push(`stray ${token.text}`)
        break
      case 'open':
        if (!ELEMENTS.has(token.tag)) found.push(`element ${token.tag}`)
        for (const name of Object.keys(token.attributes)) {
          if (!ATTRIBUTES.has(name)) found.push(`attribute ${name} of ${token.tag}`)
        }
        if (token.tag === 'a' && !links.includes(token.attributes.href ?? '')) {
          found.push(`link to ${token.attributes.href}`)
        }
        if (token.tag === 'table') cells = undefined
        if (token.tag === 'tr') cell = 0
        if (token.tag === 'td' || token.tag === 'th') cell++
        open.push(token.tag)
        break
      case 'close':
        if (open.pop() !== token.tag) found.push(`end of ${token.tag} where it is not open`)
        if (token.tag === 'tr') {
          cells ??= cell
          if (cell !== cells) found.push(`row of ${cell} cells under a head of ${cells}`)
        }
        break
      case 'text':
        if (open.some((tag) => VERBATIM.has(tag) || tag === 'a')) break
        for (const [what, pattern] of LINKED) {
          const match = pattern.exec(token.text)
          if (match !== null) found.push(`${what} ${match[0]} in “${token.text.trim()}”`)
        }
    }
  }
  return [...found, ...open.map((tag) => `${tag} is never closed`)]
}
