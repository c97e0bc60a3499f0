import { nearest } from '../config/nearest.ts'

export const COMMANDS = ['rerun', 'help'] as const

/** What a comment asks for. */
export type Command =
  | { readonly kind: (typeof COMMANDS)[number] }
  /** `written` is a stranger's text, shortened; `nearest` what was probably meant. */
  | { readonly kind: 'unknown'; readonly written: string; readonly nearest?: string }

const LONGEST = 60

/** Reads the first line of a comment; undefined where it is no command. Capitals do not matter: telephones add them. */
export function parseCommand(body: string): Command | undefined {
  const match = /^\/corecurve(.*)$/is.exec(body.split(/\r\n|\r|\n/, 1)[0]!)
  if (match === null) return undefined
  const rest = match[1]!
  const written = rest.trim()
  const known = COMMANDS.find((command) => command === written.toLowerCase())
  if (known !== undefined && /^\s/.test(rest)) return { kind: known }
  const near = nearest(written.split(/\s/, 1)[0]!, COMMANDS)
  return {
    kind: 'unknown',
    written: written.slice(0, LONGEST),
    ...(near === undefined ? {} : { nearest: near }),
  }
}
