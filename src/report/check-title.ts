import type { Comparison } from '../result/comparison.ts'
import { count } from './counts.ts'
import { shortened } from './escape.ts'
import { worseFindingClause } from './finding.ts'
import { gapsClause } from './gaps.ts'
import { headline } from './headline.ts'
import { namedShift } from './named-shift.ts'
import { grouped, percent } from './numbers.ts'
import { type PlainText, plainSentence, plainText } from './plain.ts'
import { type Sentence, say } from './sentence.ts'
import { seriesLabel } from './series-label.ts'
import { type JudgedBenchmark, viewComparison } from './view.ts'

/** A title longer than this is cut where checks are listed. */
const LONGEST = 119

/** “Scaling regressed: checkout at 2 cores −21 % and 1 more”: the whole answer in a line of plain text. */
export function checkTitle(comparison: Comparison): PlainText {
  return plainText(shortened(plainSentence(titleOf(comparison)), LONGEST))
}

function titleOf(comparison: Comparison): Sentence {
  const [worst, ...others] = named(comparison)
  // Nothing to name a change of: the comment's own first sentence is short then.
  if (worst === undefined) return headline(comparison).title
  const gaps = gapsClause(comparison)
  return say`${wordFor(worst)}: ${changed(worst, comparison)}${
    others.length === 0 ? [] : say` and ${grouped(others.length)} more`
  }${gaps === undefined ? [] : say`; ${gaps}`}`
}

/** The benchmarks that the verdict rests on, the worst first. */
function named(comparison: Comparison): readonly JudgedBenchmark[] {
  const { attention } = viewComparison(comparison)
  switch (comparison.verdict) {
    case 'regression':
      return attention.filter(({ verdict }) => verdict !== 'improved' && verdict !== 'inconclusive')
    case 'improvement':
      return attention.filter(({ verdict }) => verdict === 'improved')
    case 'inconclusive':
      return attention.filter(({ verdict }) => verdict === 'inconclusive')
    case 'unchanged':
    case 'failed':
      return []
  }
}

function wordFor({ verdict }: JudgedBenchmark): Sentence {
  switch (verdict) {
    case 'scales-worse':
    case 'slower-and-scales-worse':
      return say`Scaling regressed`
    case 'slower':
      return say`Regressed`
    case 'improved':
      return say`Improved`
    case 'inconclusive':
    case 'unchanged':
    case 'no-baseline':
      return say`Suspected and not proven`
  }
}

/** “checkout at 2 cores −21 %”, “checkout at 4 cores speedup −12 %”, “checkout under overload collapses at 4 cores …”. */
function changed(benchmark: JudgedBenchmark, { benchmarks }: Comparison): Sentence {
  const label = seriesLabel(benchmark, benchmarks)
  const shift = namedShift(benchmark)
  if (shift === undefined) return say`${label} ${worseFindingClause(benchmark) ?? say`got worse`}`
  const what = shift.of === 'scaling' ? say` speedup` : []
  return say`${label} at ${count(shift.point.cores, 'core')}${what} ${percent(shift.change.estimate)}`
}
