import type { Comparison } from '../result/comparison.ts'
import { type ComparisonOptions, comparisonDocument, comparisonFooter } from './comparison-document.ts'
import type { TerminalText } from './safe.ts'
import { say } from './sentence.ts'
import { renderTerminal, type TerminalOptions } from './terminal.ts'

/** The comparison as a person sees it in a terminal: the same facts as the comment, everything open. */
export function renderComparisonTerminal(
  comparison: Comparison,
  options: TerminalOptions & Pick<ComparisonOptions, 'repeatCommand' | 'runUrl'>,
): TerminalText {
  const look = { ...options, headName: say`head` }
  const blocks = [...comparisonDocument(comparison, look), comparisonFooter(comparison, look)]
  return renderTerminal(blocks, options)
}
