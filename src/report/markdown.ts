import { markdownTable } from 'markdown-table'
import { type Block, type Table, unfolded } from './document.ts'
import {
  type Html,
  htmlText,
  type Markdown,
  markdownAddress,
  markdownBlock,
  markdownCell,
  markdownCode,
  markdownMarker,
  markdownProse,
  markdownWords,
} from './escape.ts'
import { mermaidChart } from './mermaid.ts'
import type { Part, Sentence } from './sentence.ts'

/** Prints blocks as GitHub's Markdown, ending with a line break. */
export function renderMarkdown(blocks: readonly Block[]): Markdown {
  const text = blocks
    .map((block) => `${renderBlock(block)}${block.kind === 'marker' ? '\n' : '\n\n'}`)
    .join('')
  return `${text.trimEnd()}\n` as Markdown
}

export function markdownSentence(sentence: Sentence): Markdown {
  return sentence.map(markdownPart).join('') as Markdown
}

function renderBlock(block: Block): Markdown {
  switch (block.kind) {
    case 'marker':
      return markdownMarker(block.text)
    case 'title':
      return `### ${markdownSentence(block.text)}` as Markdown
    case 'section':
      return `#### ${markdownSentence(block.text)}` as Markdown
    case 'paragraph':
      return markdownSentence(block.text)
    case 'list':
      return block.items.map((item) => `- ${markdownSentence(item)}`).join('\n') as Markdown
    case 'footer':
      return block.lines.map(markdownSentence).join('\\\n') as Markdown
    case 'table':
      return renderTable(block.table)
    case 'chart':
      return mermaidChart(block.chart)
    case 'output':
      return markdownBlock(block.lines)
    case 'fold': {
      // A fold inside a fold is opened: nobody finds it there.
      const inside = unfolded(block.blocks).map(renderBlock).join('\n\n')
      return `<details><summary>${htmlSentence(block.title)}</summary>\n\n${inside}\n</details>` as Markdown
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
      return `**${markdownSentence(part.of)}**` as Markdown
    case 'tone':
      return markdownSentence(part.of)
    case 'link': {
      const address = markdownAddress(part.url)
      const text = markdownSentence(part.of)
      return address === undefined ? text : (`[${text}](${address})` as Markdown)
    }
  }
}

/** Markdown is not read inside `<summary>`. */
function htmlSentence(sentence: Sentence): Html {
  return sentence.map(htmlPart).join('') as Html
}

function htmlPart(part: Part): Html {
  switch (part.kind) {
    case 'prose':
      return htmlText(part.text)
    case 'name':
    case 'code':
    case 'foreign':
      return `<code>${htmlText(part.text)}</code>` as Html
    case 'strong':
    case 'tone':
    case 'link':
      return htmlSentence(part.of)
  }
}
