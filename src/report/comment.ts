import type { Comparison } from '../result/comparison.ts'
import type { ComparisonOptions } from './comparison-document.ts'
import { fittingMarkdown } from './fitting.ts'
import type { Markdown } from './safe.ts'

/** Bytes: under 60,000 with the marker line above it. GitHub refuses comments above 65,536 characters. */
const LONGEST = 59_700

/** The pull request comment: the answer in a sentence, what needs attention in tables, the rest folded. */
export function renderComment(comparison: Comparison, options: ComparisonOptions = {}): Markdown {
  return fittingMarkdown(comparison, options, LONGEST)
}
