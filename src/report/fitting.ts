import type { Comparison } from '../result/comparison.ts'
import { type ComparisonOptions, comparisonDocument, type Detail, EVERYTHING } from './comparison-document.ts'
import type { Block } from './document.ts'
import type { Markdown } from './escape.ts'
import { renderMarkdown } from './markdown.ts'

/** What is dropped for length, in this order. Nothing is ever cut in its middle. */
const STEPS: readonly Detail[] = [
  EVERYTHING,
  { ...EVERYTHING, charts: false },
  { ...EVERYTHING, charts: false, folds: false },
  { ...EVERYTHING, charts: false, folds: false, outputLines: 0 },
  { charts: false, folds: false, outputLines: 0, points: 8, tables: EVERYTHING.tables, sentences: 100 },
  { charts: false, folds: false, outputLines: 0, points: 8, tables: 20, sentences: 50 },
  { charts: false, folds: false, outputLines: 0, points: 0, tables: 0, sentences: 20 },
]

/** The fullest Markdown of a comparison that has at most `longest` characters. */
export function fittingMarkdown(
  comparison: Comparison,
  options: ComparisonOptions,
  longest: number,
  arrange: (blocks: readonly Block[]) => readonly Block[] = (blocks) => blocks,
): Markdown {
  let text = '' as Markdown
  for (const detail of STEPS) {
    text = renderMarkdown(arrange(comparisonDocument(comparison, options, detail)))
    if (text.length <= longest) return text
  }
  return text
}
