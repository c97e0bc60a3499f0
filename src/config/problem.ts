import stringWidth from 'string-width'
import { UserError } from '../user-error.ts'
import { printable } from './printable.ts'

export type KeyPath = readonly (string | number)[]

/** Something wrong in the file, as a value: where it stands, what was found, and what may stand there. */
export interface Problem {
  /** Key path of what is wrong; empty for the file as a whole. */
  readonly path: KeyPath
  /** One-based line and column. */
  readonly line: number
  readonly column: number
  /** `unknown key`, `found 3`, `missing`, … */
  readonly found: string
  readonly allowed?: string
  /** The valid spelling that was probably meant. */
  readonly nearest?: string
}

/** Problems shown of one file: more than that is a file to start again, not to mend. */
const MOST_SHOWN = 10
const WIDEST_LINE = 100

/**
 * One error for all problems of a file, in the order of its lines, each with the line it stands on.
 * @param lines the file's own lines; empty where they cannot be shown
 */
export function problemsError(
  file: string,
  lines: readonly string[],
  problems: readonly Problem[],
): UserError {
  const ordered = [...problems].sort((a, b) => a.line - b.line || a.column - b.column)
  const blocks = ordered.slice(0, MOST_SHOWN).map((problem) => describe(file, lines, problem))
  if (ordered.length > 1) blocks.unshift(`${file} has ${ordered.length} problems:`)
  const left = ordered.length - MOST_SHOWN
  if (left > 0) blocks.push(`… and ${left} more.`)
  return new UserError(blocks.join('\n\n'))
}

/** `benchmarks.checkout.request[1].path`. */
export function keyPathText(path: KeyPath): string {
  return path
    .map((key, index) =>
      typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${printable(key, 64)}`,
    )
    .join('')
}

function describe(file: string, lines: readonly string[], problem: Problem): string {
  const { path, line, column, found, nearest, allowed } = problem
  const subject = path.length === 0 ? '' : `${keyPathText(path)}: `
  const meant = nearest === undefined ? '' : `, did you mean ${nearest}?`
  const text = [
    `${file}:${line}:${column}: ${subject}${found}${meant}`,
    ...quote(lines[line - 1], line, column),
  ]
  if (allowed !== undefined) text.push(`  allowed: ${allowed}`)
  return text.join('\n')
}

/** The line that a problem stands on with a caret under its column; long lines are cut around it. */
function quote(source: string | undefined, line: number, column: number): string[] {
  if (source === undefined) return []
  const from = source.length <= WIDEST_LINE ? 0 : Math.max(0, column - 1 - WIDEST_LINE / 2)
  const lead = from > 0 ? '…' : ''
  const tail = source.length > from + WIDEST_LINE ? '…' : ''
  // A tab would put the caret elsewhere than under its character.
  const shown = (start: number, end: number) => printable(source.slice(start, end).replaceAll('\t', ' '))
  const gutter = `  ${line} | `
  const before = stringWidth(lead + shown(from, column - 1))
  return [
    `${gutter}${lead}${shown(from, from + WIDEST_LINE)}${tail}`,
    `${' '.repeat(gutter.length - 2)}| ${' '.repeat(before)}^`,
  ]
}
