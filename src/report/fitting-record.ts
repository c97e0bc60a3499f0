import type { BaselineRecord } from '../result/record.ts'
import { count } from './counts.ts'
import type { Block } from './document.ts'
import { bytesOf } from './fitting.ts'
import { renderMarkdown } from './markdown.ts'
import { recordDocument } from './record-document.ts'
import type { Markdown } from './safe.ts'
import { and, type Sentence, say } from './sentence.ts'

interface Cut {
  readonly left: Sentence
  readonly cut: (blocks: readonly Block[]) => readonly Block[]
}

/** What is dropped of a record for length, in this order: whole blocks, the sentence of each benchmark last. */
const CUTS: readonly Cut[] = [
  { left: say`curves`, cut: without('chart') },
  { left: say`output of failed benchmarks`, cut: without('output') },
  { left: say`tables`, cut: without('table') },
  { left: say`notes`, cut: without('list', 'paragraph') },
  { left: say`all but the first ${count(1000, 'benchmark')}`, cut: firstSections(1000) },
  { left: say`all but the first ${count(200, 'benchmark')}`, cut: firstSections(200) },
  { left: say`all but the first ${count(10, 'benchmark')}`, cut: firstSections(10) },
  { left: say`all benchmarks`, cut: firstSections(0) },
]

/** The fullest Markdown of a record that has at most `longest` bytes; the reader is told what is not there. */
export function fittingRecord(record: BaselineRecord, longest: number): Markdown {
  let blocks = recordDocument(record)
  let text = renderMarkdown(blocks)
  const left: Sentence[] = []
  for (const { left: what, cut } of CUTS) {
    if (bytesOf(text) <= longest) break
    const shorter = cut(blocks)
    if (shorter.length === blocks.length) continue
    left.push(what)
    blocks = shorter
    text = renderMarkdown([
      ...blocks,
      {
        kind: 'paragraph',
        text: say`Left out to keep this short: ${and(left)}. The result file has everything.`,
      },
    ])
  }
  return text
}

function without(...kinds: readonly Block['kind'][]): Cut['cut'] {
  return (blocks) => blocks.filter(({ kind }) => !kinds.includes(kind))
}

function firstSections(most: number): Cut['cut'] {
  return (blocks) => {
    let sections = 0
    return blocks.filter(({ kind }) => kind !== 'section' || sections++ < most)
  }
}
