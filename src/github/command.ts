import { nearest } from '../config/nearest.ts'

export const COMMANDS = ['rerun', 'help'] as const

/** What a comment asks for. */
export type Command =
  | { readonly kind: (typeof COMMANDS)[number] }
  /** `written` is a stranger's text, shortened; `nearest` what was probably meant. */
  | { readonly kind: 'unknown'; readonly written: string; readonly nearest?: string }

const LONGEST = 60

/**
 * Reads the first line of a comment; undefined where it is no command. Its first word decides, so that one may go on with
 * "please" or a full stop; without a word it asks what there is. Capitals do not matter: telephones add them.
 */
export function parseCommand(body: string): Command | undefined {
  const match = /^\/corecurve(?:\s(.*))?$/is.exec(body.split(/\r\n|\r|\n/, 1)[0]!)
  if (match === null) return undefined
  const written = (match[1] ?? '').trim()
  if (written === '') return { kind: 'help' }
  const word = written
    .split(/\s/, 1)[0]!
    .toLowerCase()
    .replace(/[.,:;!?]+$/, '')
  const known = COMMANDS.find((command) => command === word)
  if (known !== undefined) return { kind: known }
  const near = nearest(word, COMMANDS)
  return {
    kind: 'unknown',
    written: written.slice(0, LONGEST),
    ...(near === undefined ? {} : { nearest: near }),
  }
}
