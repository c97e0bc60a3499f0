import type { Comparison } from '../result/comparison.ts'
import type { ComparisonOptions } from './comparison-document.ts'
import type { Markdown } from './escape.ts'
import { fittingMarkdown } from './fitting.ts'

/** GitHub refuses comments above 65,536 characters. */
const LONGEST = 60_000

/** The pull request comment: the answer in a sentence, what needs attention in tables, the rest folded. */
export function renderComment(comparison: Comparison, options: ComparisonOptions = {}): Markdown {
  return fittingMarkdown(comparison, options, LONGEST)
}
