import type { Comparison } from '../result/comparison.ts'
import { type ComparisonOptions, comparisonDocument, comparisonFooter } from './comparison-document.ts'
import { nounFor } from './counts.ts'
import { CUTS, EVERYTHING } from './detail.ts'
import type { Block } from './document.ts'
import { renderMarkdown } from './markdown.ts'
import { type Markdown, markdown } from './safe.ts'
import type { Sentence } from './sentence.ts'
import { viewComparison } from './view.ts'

/** How much room a text takes: GitHub's limits are in bytes, or count characters that are never more. */
export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}

/**
 * The fullest Markdown of a comparison that has at most `longest` bytes. Detail is dropped by whole blocks, in the order
 * of `CUTS`, and the reader is told what is not there.
 */
export function fittingMarkdown(
  comparison: Comparison,
  options: ComparisonOptions,
  longest: number,
  arrange: (blocks: readonly Block[]) => readonly Block[] = (blocks) => blocks,
): Markdown {
  const view = viewComparison(comparison)
  const noun = nounFor(comparison.benchmarks)
  const left = new Map<string, Sentence>()
  let detail = EVERYTHING
  let body = bodyOf()
  let text = whole()
  for (const cut of CUTS) {
    if (bytesOf(text) <= longest) break
    detail = { ...detail, ...cut.to }
    const shorter = bodyOf()
    // A cut that had nothing to cut is no news.
    if (shorter === body) continue
    left.set(cut.name, cut.left(view, noun))
    body = shorter
    text = whole()
  }
  return text

  function bodyOf(): Markdown {
    return renderMarkdown(arrange(comparisonDocument(comparison, options, detail)))
  }
  function whole(): Markdown {
    const footer = renderMarkdown([comparisonFooter(comparison, options, [...left.values()])])
    return markdown`${body}\n${footer}`
  }
}
