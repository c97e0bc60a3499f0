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

/** Bytes: GitHub drops the summary of a step above 1 MiB whole, and what else a step appends needs room too. */
export const LONGEST_SUMMARY = 900 * 1024
/** Lines of badges to paste: the others are of the same form. */
const MOST_BADGES = 100

/** The job summary of a comparison: the comment with everything open. */
export function renderComparisonSummary(comparison: Comparison, options: ComparisonOptions = {}): Markdown {
  const whole = say`The result file has everything`
  return fittingMarkdown(comparison, { whole, ...options }, LONGEST_SUMMARY, unfolded)
}

export interface RecordSummaryOptions {
  /** Where the badges are kept. */
  readonly badges?: BadgeHome
  /** Bytes; the whole summary of a step where left out. */
  readonly longest?: number
}

/** The job summary after a push: scaling tables, and the badge lines to paste where `badges` says they are kept. */
export function renderRecordSummary(record: BaselineRecord, options: RecordSummaryOptions = {}): Markdown {
  const { badges, longest = LONGEST_SUMMARY } = options
  if (badges === undefined) return fittingRecord(record, longest)
  const lines = badgeMarkdown(record, badges)
  const shown = lines.slice(0, MOST_BADGES)
  const more = lines.length > shown.length ? ['…'] : []
  const block = markdownBlock([...shown, ...more])
  // One record of many has little room, and its figures matter more.
  if (bytesOf(block) > longest / 2) return fittingRecord(record, longest)
  return markdown`${fittingRecord(record, longest - bytesOf(block) - 100)}\n#### Badges for the README\n\n${block}\n`
}

/** A record as Markdown, for `run --markdown` and `report`. */
export function renderRecordMarkdown(record: BaselineRecord): Markdown {
  return fittingRecord(record, LONGEST_SUMMARY)
}
