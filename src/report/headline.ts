import type { Comparison } from '../result/comparison.ts'
import { largest } from '../stats/extremes.ts'
import { nothingCompared } from './baseline-sentence.ts'
import { benchmarkSentence } from './benchmark-sentence.ts'
import { causeOf } from './cause.ts'
import { clauses } from './clauses.ts'
import { count, nounFor } from './counts.ts'
import { gapsClause, lacksBenchmarks } from './gaps.ts'
import { namedShift } from './named-shift.ts'
import { grouped, limit } from './numbers.ts'
import { and, andMore, joined, name, type Sentence, say } from './sentence.ts'
import { seriesLabel, togetherLabels } from './series-label.ts'
import { type ComparisonView, type FailedBenchmark, type JudgedBenchmark, viewComparison } from './view.ts'

/** What a reviewer reads first: one sentence, and a sentence or two for each benchmark that needs attention. */
export interface Headline {
  readonly title: Sentence
  readonly details: readonly Sentence[]
}

/** Says what happened, the worst first. A failure is never worded as a regression, nor little evidence as unchanged. */
export function headline(comparison: Comparison): Headline {
  const told = headlineOfMeasured(comparison)
  const gaps = gapsClause(comparison)
  if (gaps === undefined) return told
  const loud = viewComparison(comparison)
  return loud.attention.length > 0 || loud.failed.length > 0
    ? { ...told, title: say`${told.title}; ${gaps}` }
    : { ...told, title: say`${gaps}; ${quietRest(comparison, loud)}` }
}

function headlineOfMeasured(comparison: Comparison): Headline {
  const view = viewComparison(comparison)
  const { benchmarks } = comparison
  const [only] = view.attention
  if (only !== undefined && view.attention.length === 1 && view.failed.length === 0) {
    return {
      title: benchmarkSentence(only, seriesLabel(only, benchmarks)),
      details: full(afterwards(only, comparison)),
    }
  }
  if (view.attention.length > 0) {
    return {
      title: joined(clauses(comparison, view.attention, failures(comparison, view)), say`; `),
      details: view.attention.map((benchmark) =>
        joined(
          [
            say`${benchmarkSentence(benchmark, seriesLabel(benchmark, benchmarks))}.`,
            ...afterwards(benchmark, comparison),
          ],
          say` `,
        ),
      ),
    }
  }
  if (view.failed.length > 0) return { title: failedTitle(comparison, view), details: [] }
  return { title: quietTitle(comparison, view), details: [] }
}

/** What follows the sentence of a benchmark: its cause, and what cannot be claimed. */
function afterwards(benchmark: JudgedBenchmark, comparison: Comparison): readonly Sentence[] {
  const shift = namedShift(benchmark)
  const cause = shift === undefined ? [] : causeOf(benchmark, shift)
  return benchmark.verdict === 'inconclusive' ? [...cause, unproven(benchmark, comparison)] : cause
}

function unproven({ evidence }: JudgedBenchmark, { secondHand }: Comparison): Sentence {
  if (!secondHand && evidence.kind === 'stored' && evidence.baseFailure !== undefined) {
    const undone = evidence.baseFailure.phase === 'start' ? say`start` : say`build`
    return say`One stored run cannot prove it, and base did not ${undone}, so this is inconclusive.`
  }
  return say`One stored run cannot prove it, so this is inconclusive.`
}

/** “`corecurve-arm`: …”, where several reports of one pull request have names. */
export function headed(title: Sentence, named: string | undefined): Sentence {
  return named === undefined ? title : say`${name(named)}: ${title}`
}

function full(sentences: readonly Sentence[]): readonly Sentence[] {
  return sentences.length === 0 ? [] : [joined(sentences, say` `)]
}

function failures(comparison: Comparison, view: ComparisonView): readonly Sentence[] {
  return view.failed.length > 0 ? [failedTitle(comparison, view)] : []
}

/** “`a` could not be measured; `b` could not be compared: base failed”. */
function failedTitle({ benchmarks, secondHand }: Comparison, { failed }: ComparisonView): Sentence {
  const [onBase, elsewhere] = [true, false].map((base) =>
    failed.flat().filter(({ arm }) => (arm === 'base') === base),
  )
  const told = (group: readonly FailedBenchmark[] = [], what: Sentence) =>
    group.length === 0 ? [] : [say`${andMore(togetherLabels(group, benchmarks), 3)} ${what}`]
  return joined(
    [
      ...told(elsewhere, say`could not be measured`),
      ...told(
        onBase,
        say`could not be compared: base failed${secondHand ? say`, says the measuring job` : []}`,
      ),
    ],
    say`; `,
  )
}

function quietTitle(comparison: Comparison, { quiet, noBaseline }: ComparisonView): Sentence {
  const { benchmarks } = comparison
  const [only] = quiet
  if (quiet.length === 1 && only !== undefined && noBaseline.length === 0) {
    return benchmarkSentence(only, seriesLabel(only, benchmarks))
  }
  const unchanged = quiet.filter(({ verdict }) => verdict === 'unchanged')
  if (quiet.length === 0)
    return benchmarks.length === 0 ? say`No benchmark was measured` : nothingCompared(comparison)
  if (unchanged.length === benchmarks.length) {
    return say`All ${count(unchanged.length, nounFor(benchmarks))} are unchanged: ${excluded(unchanged)} excluded at every core count measured`
  }
  return quietCounts(comparison, quiet, noBaseline)
}

/** Of what was measured: too little is known to say “all”. */
function quietRest(comparison: Comparison, { quiet, noBaseline }: ComparisonView): Sentence {
  if (quiet.length === 0 && noBaseline.length === 0) return say`no benchmark was measured`
  const counts = quietCounts(comparison, quiet, noBaseline)
  return lacksBenchmarks(comparison) ? say`of the others, ${counts}` : counts
}

/** “a loss above 10 % is”, “a loss above 10 % and a rise of latency above 25 % are”. */
function excluded(unchanged: readonly JudgedBenchmark[]): Sentence {
  const kinds = [
    { what: say`a loss`, of: unchanged.filter(({ measure }) => measure === undefined) },
    { what: say`a rise of latency`, of: unchanged.filter(({ measure }) => measure?.kind === 'latency') },
    { what: say`a rise of gaps`, of: unchanged.filter(({ measure }) => measure?.kind === 'gap') },
    { what: say`a loss of goodput`, of: unchanged.filter(({ measure }) => measure?.kind === 'goodput') },
  ].filter(({ of }) => of.length > 0)
  const limits = kinds.map(
    ({ what, of }) => say`${what} above ${limit(largest(of.map(({ detect }) => detect)))}`,
  )
  return say`${and(limits)} ${limits.length === 1 ? say`is` : say`are`}`
}

/** “3 benchmarks unchanged, 1 inconclusive”. */
export function quietCounts(
  { benchmarks }: Comparison,
  quiet: readonly JudgedBenchmark[],
  noBaseline: readonly JudgedBenchmark[] = [],
): Sentence {
  const groups = [
    { n: quiet.filter(({ verdict }) => verdict === 'unchanged').length, is: say`unchanged` },
    { n: quiet.filter(({ verdict }) => verdict === 'inconclusive').length, is: say`inconclusive` },
    { n: noBaseline.length, is: say`without a baseline` },
  ].filter(({ n }) => n > 0)
  const counted = groups.map(
    ({ n, is }, index) => say`${index === 0 ? count(n, nounFor(benchmarks)) : grouped(n)} ${is}`,
  )
  return joined(counted, say`, `)
}
