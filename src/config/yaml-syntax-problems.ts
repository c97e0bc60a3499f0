import type { YAMLError } from 'yaml'
import { printable } from './printable.ts'
import type { Problem } from './problem.ts'

export const TOO_DEEP = 'nested too deeply to be a configuration'

/**
 * What the YAML parser complains about, in our words where its own do not say what to do. Only the first complaint
 * about a line is kept: the others follow from it.
 */
export function syntaxProblems(
  errors: readonly YAMLError[],
  position: (offset: number) => { line: number; column: number },
): Problem[] {
  const byLine = new Map<number, Problem>()
  for (const error of [...errors].sort((a, b) => a.pos[0] - b.pos[0])) {
    const place = position(error.pos[0])
    if (!byLine.has(place.line)) byLine.set(place.line, { path: [], ...place, ...words(error) })
  }
  return [...byLine.values()]
}

/** The parser's phrases for the commonest mistakes, and what each means to somebody who does not know its terms. */
const PHRASES: readonly (readonly [RegExp, Pick<Problem, 'found' | 'allowed'>])[] = [
  [
    /end with a \]/,
    { found: 'a [ is open, and this line is outside it', allowed: '] before this line, or more indentation' },
  ],
  [
    /end with a \}/,
    { found: 'a { is open, and this line is outside it', allowed: '} before this line, or more indentation' },
  ],
  [
    /^Missing closing/,
    { found: 'a quote is open at the end of the file', allowed: 'the same quote again where the text ends' },
  ],
  [
    /^Nested mappings/,
    { found: 'a second ": " on the line', allowed: 'quotes around a value that contains ": "' },
  ],
  [
    /^Implicit (map )?keys need/,
    {
      found: 'text where a key is needed',
      allowed: 'a key, a colon and a space, such as start: node server.js',
    },
  ],
  [
    /^All mapping items/,
    {
      found: 'a key that starts in another column than its neighbours',
      allowed: 'the same indentation for all keys of a group',
    },
  ],
  [
    /^Plain value cannot start/,
    { found: 'a character that YAML reserves at the start of a value', allowed: 'quotes around the value' },
  ],
]

function words(error: YAMLError): Pick<Problem, 'found' | 'allowed'> {
  switch (error.code) {
    case 'MULTIPLE_DOCS':
      return { found: 'a second YAML document', allowed: 'one document: remove what follows ---' }
    case 'TAB_AS_INDENT':
      return { found: 'a tab as indentation', allowed: 'spaces: YAML takes no tabs there' }
    case 'TAG_RESOLVE_FAILED':
      return { found: 'a YAML tag', allowed: 'plain values: remove the word that starts with !' }
    case 'NON_STRING_KEY':
      return { found: 'a key that is no plain text', allowed: 'plain text as key' }
    case 'RESOURCE_EXHAUSTION':
      return { found: TOO_DEEP }
    case 'BAD_ALIAS':
      return { found: 'an alias that is not allowed here', allowed: 'put the text in quotes if a * is meant' }
    default: {
      const known = PHRASES.find(([pattern]) => pattern.test(error.message))
      if (known !== undefined) return known[1]
      const message = printable(error.message, 200)
      return { found: `not valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}` }
    }
  }
}
