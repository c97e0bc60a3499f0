import stringWidth from 'string-width'
import { type Table, turned } from './document.ts'
import type { TerminalText } from './safe.ts'
import type { Sentence } from './sentence.ts'

const GAP = '  '
/** A last column of words is wrapped rather than the table stacked, down to this width. */
const NARROWEST_WORDS = 16
/** A corner wider by more than this than what stands below it goes on a line of its own. */
const WIDEST_OVERHANG = 8

/** The words of a sentence as the terminal shows them, each painted by itself so that lines can break anywhere. */
export type Words = (sentence: Sentence) => readonly TerminalText[]
type Cells = readonly (readonly string[])[]

/** Aligns a table to `columns`: as it is, else turned, else with its last column wrapped, else a line per cell. */
export function terminalTable(table: Table, columns: number, words: Words): TerminalText {
  // Nothing but spaces and line ends is added to words that are safe.
  return laidOut(table, columns, words).join('\n') as TerminalText
}

function laidOut(table: Table, columns: number, words: Words): readonly string[] {
  const shapes = table.wide ? [table, turned(table)] : [table]
  const above = (caption: readonly string[]) => caption.flatMap((line) => wrapped(line.split(' '), columns))
  const laid = shapes.flatMap((shape) =>
    captions(rendered(shape, words)).map((cells) => ({ ...cells, wordy: shape.wordy === true })),
  )
  for (const { caption, cells, wordy } of laid) {
    const widths = columnWidths(cells)
    if (total(widths) <= columns) return [...above(caption), ...aligned(cells, widths, wordy)]
    const spare = columns - total(widths.slice(0, -1)) - GAP.length
    if (wordy && spare >= NARROWEST_WORDS) {
      return [...above(caption), ...aligned(cells, [...widths.slice(0, -1), spare], wordy)]
    }
  }
  const last = laid.at(-1)
  return last === undefined ? [] : [...above(last.caption), ...stacked(last.cells)]
}

/** Words joined to lines of at most `width`. */
export function wrappedWords(words: readonly TerminalText[], width: number): TerminalText[] {
  return wrapped(words, width) as TerminalText[]
}

function wrapped(words: readonly string[], width: number): string[] {
  const lines: string[] = []
  for (const word of words) {
    const line = lines.at(-1)
    if (line !== undefined && stringWidth(line) + 1 + stringWidth(word) <= width) {
      lines[lines.length - 1] = `${line} ${word}`
    } else lines.push(word)
  }
  return lines
}

function rendered({ head, rows }: Table, words: Words): Cells {
  return [head, ...rows].map((row) => row.map((cell) => words(cell).join(' ')))
}

/** A table with its corner in place, where that looks well, and with its corner above. */
function captions(cells: Cells): readonly { caption: readonly string[]; cells: Cells }[] {
  const [[corner = '', ...titles] = [], ...rows] = cells
  const below = rows.reduce((widest, [first = '']) => Math.max(widest, stringWidth(first)), 0)
  const inside = { caption: [], cells }
  const above = { caption: [corner], cells: [['', ...titles], ...rows] }
  if (stringWidth(corner) <= below) return [inside]
  return stringWidth(corner) - below <= WIDEST_OVERHANG ? [inside, above] : [above]
}

function columnWidths(cells: Cells): number[] {
  return (cells[0] ?? []).map((_, column) =>
    cells.reduce((widest, row) => Math.max(widest, stringWidth(row[column] ?? '')), 0),
  )
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1))
}

function aligned(cells: Cells, widths: readonly number[], wordy: boolean): string[] {
  const last = widths.length - 1
  const indent = ' '.repeat(total(widths.slice(0, -1)) + GAP.length)
  return cells.flatMap((row) => {
    const [first = '', ...more] = wordy
      ? wrapped((row[last] ?? '').split(' '), widths[last] ?? 0)
      : [row[last]]
    const line = [...row.slice(0, last), first].map((cell, column) => {
      const padding = ' '.repeat(Math.max(0, (widths[column] ?? 0) - stringWidth(cell)))
      return column === 0 || (wordy && column === last) ? cell + padding : padding + cell
    })
    return [line.join(GAP).trimEnd(), ...more.map((rest) => indent + rest)]
  })
}

/** A paragraph per row, a line per cell. */
function stacked(cells: Cells): string[] {
  const [[corner = '', ...titles] = [], ...rows] = cells
  const width = titles.reduce((widest, title) => Math.max(widest, stringWidth(title)), 0)
  const paragraphs = rows.map(([first = '', ...rest]) => {
    const lines = rest.map((cell, index) => {
      const title = titles[index] ?? ''
      return `  ${title}${' '.repeat(width - stringWidth(title))}  ${cell}`
    })
    return [first, ...lines].join('\n').trimEnd()
  })
  return corner === '' ? paragraphs : [corner, ...paragraphs]
}
