import { paint } from './colour.ts'
import { type Block, unfolded } from './document.ts'
import { type TerminalText, terminalText } from './escape.ts'
import { plotSpeedup } from './plot.ts'
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
  return `${shown.filter((text) => text !== '').join('\n\n')}\n` as TerminalText
}

function renderBlock(block: Block, options: TerminalOptions): string {
  switch (block.kind) {
    case 'marker':
      return ''
    case 'title':
    case 'section':
      return wrapped([{ kind: 'strong', of: block.text }], options)
    case 'paragraph':
      return wrapped(block.text, options)
    case 'list':
      return block.items.map((item) => wrapped(item, options, '- ')).join('\n')
    case 'footer':
      return block.lines
        .map((line) => wrapped([{ kind: 'tone', tone: 'faint', of: line }], options))
        .join('\n')
    case 'table':
      return terminalTable(block.table, options.columns, (cell) => words(cell, options))
    case 'chart':
      return plotSpeedup(block.chart, options)
    case 'output':
      // The bar also keeps a line of the program from being taken for a workflow command in a job's log.
      return block.lines
        .map((line) => `${options.unicode === false ? '|' : '│'} ${terminalText(line)}`)
        .join('\n')
    case 'fold':
      return renderTerminal([block], options).trimEnd()
  }
}

function wrapped(sentence: Sentence, options: TerminalOptions, bullet = ''): string {
  const lines = wrappedWords(words(sentence, options), options.columns - bullet.length)
  const indent = ' '.repeat(bullet.length)
  return lines.map((line, index) => (index === 0 ? bullet : indent) + line).join('\n')
}

/** The words of a sentence, each painted by itself so that lines can break anywhere. */
function words(sentence: Sentence, options: TerminalOptions): string[] {
  const painted = sentence.map((part) => paintedPart(part, options)).join('')
  return painted.split(' ').filter((word) => word !== '')
}

function paintedPart(part: Part, options: TerminalOptions): string {
  const { colour } = options
  switch (part.kind) {
    case 'prose':
    case 'foreign':
      return terminalText(part.text)
    case 'name':
      return paintWords(terminalText(part.text), 'strong')
    case 'code':
      return colour ? paintWords(terminalText(part.text), 'code') : `\`${terminalText(part.text)}\``
    case 'strong':
      return paintWords(part.of.map((inner) => paintedPart(inner, options)).join(''), 'strong')
    case 'tone':
      return paintWords(part.of.map((inner) => paintedPart(inner, options)).join(''), part.tone)
    case 'link':
      return `${part.of.map((inner) => paintedPart(inner, options)).join('')}: ${terminalText(part.url)}`
  }

  function paintWords(text: string, style: Parameters<typeof paint>[1]): string {
    return text
      .split(' ')
      .map((word) => paint(word as TerminalText, style, colour))
      .join(' ')
  }
}
