import { markdownTable } from 'markdown-table'
import { type Block, type Table, unfolded } from './document.ts'
import {
  htmlText,
  markdownAddress,
  markdownBlock,
  markdownCell,
  markdownCode,
  markdownMarker,
  markdownProse,
  markdownWords,
} from './escape.ts'
import { mermaidCharts } from './mermaid.ts'
import { type Html, html, joinMarkdown, joinSafe, type Markdown, markdown, trimmedEnd } from './safe.ts'
import type { Part, Sentence } from './sentence.ts'

/** Prints blocks as GitHub's Markdown, ending with a line break. */
export function renderMarkdown(blocks: readonly Block[]): Markdown {
  const texts = blocks.map((block) =>
    block.kind === 'marker' ? markdown`${renderBlock(block)}\n` : markdown`${renderBlock(block)}\n\n`,
  )
  return markdown`${trimmedEnd(joinSafe(texts, ''))}\n`
}

export function markdownSentence(sentence: Sentence): Markdown {
  return joinMarkdown(sentence.map(markdownPart))
}

function renderBlock(block: Block): Markdown {
  switch (block.kind) {
    case 'marker':
      return markdownMarker(block.text)
    case 'title':
      return markdown`### ${markdownSentence(block.text)}`
    case 'section':
      return markdown`#### ${markdownSentence(block.text)}`
    case 'paragraph':
      return markdownSentence(block.text)
    case 'list':
      return joinSafe(
        block.items.map((item) => markdown`- ${markdownSentence(item)}`),
        '\n',
      )
    case 'footer':
      return joinSafe(block.lines.map(markdownSentence), '\\\n')
    case 'table':
      return renderTable(block.table)
    case 'chart':
      return mermaidCharts(block.chart)
    case 'output':
      return markdownBlock(block.lines)
    case 'fold': {
      // A fold inside a fold is opened: nobody finds it there.
      const inside = joinSafe(unfolded(block.blocks).map(renderBlock), '\n\n')
      return markdown`<details><summary>${htmlSentence(block.title)}</summary>\n\n${inside}\n</details>`
    }
  }
}

function renderTable(table: Table): Markdown {
  const cells = [table.head, ...table.rows].map((row) =>
    row.map((cell) => markdownCell(markdownSentence(cell))),
  )
  const last = table.head.length - 1
  const align = table.head.map((_, column) => (column === 0 || (table.wordy && column === last) ? 'l' : 'r'))
  return markdownTable(cells, { align, alignDelimiters: false }) as Markdown
}

function markdownPart(part: Part): Markdown {
  switch (part.kind) {
    case 'prose':
      return markdownProse(part.text)
    case 'name':
    case 'code':
      return markdownCode(part.text)
    case 'foreign':
      return markdownWords(part.text)
    case 'strong':
      return markdown`**${markdownSentence(part.of)}**`
    case 'tone':
      return markdownSentence(part.of)
    case 'link': {
      const address = markdownAddress(part.url)
      const text = markdownSentence(part.of)
      return address === undefined ? text : markdown`[${text}](${address})`
    }
  }
}

/** Markdown is not read inside `<summary>`. */
function htmlSentence(sentence: Sentence): Html {
  return joinSafe(sentence.map(htmlPart), '')
}

function htmlPart(part: Part): Html {
  switch (part.kind) {
    case 'prose':
      return htmlText(part.text)
    case 'name':
    case 'code':
    case 'foreign':
      return html`<code>${htmlText(part.text)}</code>`
    case 'strong':
    case 'tone':
    case 'link':
      return htmlSentence(part.of)
  }
}
