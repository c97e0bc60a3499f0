import { paint, type Style } from './colour.ts'
import { type Block, unfolded } from './document.ts'
import { terminalText } from './escape.ts'
import { plotSpeedup } from './plot.ts'
import { joinSafe, splitSafe, type TerminalText, terminal, trimmedEnd } from './safe.ts'
import type { Part, Sentence } from './sentence.ts'
import { terminalTable, wrappedWords } from './terminal-table.ts'

/** What the terminal is: its width, and whether it shows ANSI colours and Unicode. */
export interface TerminalOptions {
  readonly columns: number
  readonly colour: boolean
  /** False draws plots in ASCII. Default true. */
  readonly unicode?: boolean
}

/** Prints blocks for a terminal, folds opened, ending with a line break. */
export function renderTerminal(blocks: readonly Block[], options: TerminalOptions): TerminalText {
  const shown = unfolded(blocks).map((block) => renderBlock(block, options))
  return terminal`${joinSafe(
    shown.filter((text) => text !== ''),
    '\n\n',
  )}\n`
}

function renderBlock(block: Block, options: TerminalOptions): TerminalText {
  switch (block.kind) {
    case 'marker':
      return terminal``
    case 'title':
    case 'section':
      return wrapped([{ kind: 'strong', of: block.text }], options)
    case 'paragraph':
      return wrapped(block.text, options)
    case 'list':
      return joinSafe(
        block.items.map((item) => wrapped(item, options, BULLET)),
        '\n',
      )
    case 'footer':
      return joinSafe(
        block.lines.map((line) => wrapped([{ kind: 'tone', tone: 'faint', of: line }], options)),
        '\n',
      )
    case 'table':
      return terminalTable(block.table, options.columns, (cell) => words(cell, options))
    case 'chart':
      return plotSpeedup(block.chart, options)
    case 'output':
      // The bar also keeps a line of the program from being taken for a workflow command in a job's log.
      return joinSafe(
        block.lines.map((line) =>
          options.unicode === false ? terminal`| ${terminalText(line)}` : terminal`│ ${terminalText(line)}`,
        ),
        '\n',
      )
    case 'fold':
      return trimmedEnd(renderTerminal([block], options))
  }
}

const BULLET = { first: terminal`- `, others: terminal`  ` }
const NO_BULLET = { first: terminal``, others: terminal`` }

function wrapped(sentence: Sentence, options: TerminalOptions, bullet = NO_BULLET): TerminalText {
  const lines = wrappedWords(words(sentence, options), options.columns - bullet.first.length)
  return joinSafe(
    lines.map((line, index) => terminal`${index === 0 ? bullet.first : bullet.others}${line}`),
    '\n',
  )
}

/** The words of a sentence, each painted by itself so that lines can break anywhere. */
function words(sentence: Sentence, options: TerminalOptions): TerminalText[] {
  const all = splitSafe(painted(sentence, options), ' ').filter((word) => word !== '')
  // Made of two parts, a word may look like a workflow command although neither part did.
  return all.map((word) => (word.startsWith('::') ? terminalText(word) : word))
}

function painted(sentence: Sentence, options: TerminalOptions): TerminalText {
  return joinSafe(
    sentence.map((part) => paintedPart(part, options)),
    '',
  )
}

function paintedPart(part: Part, options: TerminalOptions): TerminalText {
  const { colour } = options
  switch (part.kind) {
    case 'prose':
    case 'foreign':
      return terminalText(part.text)
    case 'name':
      return paintWords(terminalText(part.text), 'strong', colour)
    case 'code':
      return colour
        ? paintWords(terminalText(part.text), 'code', colour)
        : terminal`\`${terminalText(part.text)}\``
    case 'strong':
      return paintWords(painted(part.of, options), 'strong', colour)
    case 'tone':
      return paintWords(painted(part.of, options), part.tone, colour)
    case 'link':
      return terminal`${painted(part.of, options)}: ${terminalText(part.url)}`
  }
}

function paintWords(text: TerminalText, style: Style, colour: boolean): TerminalText {
  return joinSafe(
    splitSafe(text, ' ').map((word) => paint(word, style, colour)),
    ' ',
  )
}
