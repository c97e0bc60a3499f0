import type { Comparison } from '../result/comparison.ts'
import type { BaselineRecord } from '../result/record.ts'
import { type BadgeHome, badgeMarkdown } from './badge-files.ts'
import type { ComparisonOptions } from './comparison-document.ts'
import { unfolded } from './document.ts'
import { type Markdown, markdownBlock } from './escape.ts'
import { fittingMarkdown } from './fitting.ts'
import { renderMarkdown } from './markdown.ts'
import { recordDocument } from './record-document.ts'

/** GitHub refuses job summaries above 1 MiB; characters outside ASCII take up to four bytes. */
const LONGEST = 250_000

/** The job summary of a comparison: the comment with everything open. */
export function renderComparisonSummary(comparison: Comparison, options: ComparisonOptions = {}): Markdown {
  return fittingMarkdown(comparison, options, LONGEST, unfolded)
}

/** The job summary after a push: scaling tables, and the badge lines to paste where `badges` says they are kept. */
export function renderRecordSummary(record: BaselineRecord, options: { badges?: BadgeHome } = {}): Markdown {
  const tables = renderRecordMarkdown(record)
  if (options.badges === undefined) return tables
  const lines = badgeMarkdown(record, options.badges)
  return `${tables}\n#### Badges for the README\n\n${markdownBlock(lines)}\n` as Markdown
}

/** A record as Markdown, for `run --markdown` and `report`. */
export function renderRecordMarkdown(record: BaselineRecord): Markdown {
  const whole = renderMarkdown(recordDocument(record))
  if (whole.length <= LONGEST) return whole
  const short = recordDocument(record).filter(({ kind }) => kind !== 'chart' && kind !== 'output')
  const text = renderMarkdown(short)
  return text.length <= LONGEST
    ? text
    : renderMarkdown(short.filter(({ kind }) => kind !== 'table' && kind !== 'list'))
}
