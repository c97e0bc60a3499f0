import type { Comparison } from '../result/comparison.ts'
import type { BaselineRecord } from '../result/record.ts'
import { type BadgeHome, badgeMarkdown } from './badge-files.ts'
import type { ComparisonOptions } from './comparison-document.ts'
import { unfolded } from './document.ts'
import { markdownBlock } from './escape.ts'
import { bytesOf, fittingMarkdown } from './fitting.ts'
import { fittingRecord } from './fitting-record.ts'
import { type Markdown, markdown } from './safe.ts'
import { say } from './sentence.ts'

/** Bytes: GitHub takes 1 MiB a step, and what else a step appends needs room too. */
const LONGEST = 900 * 1024
/** Lines of badges to paste: the others are of the same form. */
const MOST_BADGES = 100

/** The job summary of a comparison: the comment with everything open. */
export function renderComparisonSummary(comparison: Comparison, options: ComparisonOptions = {}): Markdown {
  const whole = say`The result file has everything`
  return fittingMarkdown(comparison, { whole, ...options }, LONGEST, unfolded)
}

/** The job summary after a push: scaling tables, and the badge lines to paste where `badges` says they are kept. */
export function renderRecordSummary(record: BaselineRecord, options: { badges?: BadgeHome } = {}): Markdown {
  const { badges } = options
  if (badges === undefined) return renderRecordMarkdown(record)
  const lines = badgeMarkdown(record, badges)
  const shown = lines.slice(0, MOST_BADGES)
  const more = lines.length > shown.length ? ['…'] : []
  const block = markdownBlock([...shown, ...more])
  return markdown`${fittingRecord(record, LONGEST - bytesOf(block) - 100)}\n#### Badges for the README\n\n${block}\n`
}

/** A record as Markdown, for `run --markdown` and `report`. */
export function renderRecordMarkdown(record: BaselineRecord): Markdown {
  return fittingRecord(record, LONGEST)
}
