import type { Comparison } from '../result/comparison.ts'
import { attentionBlocks } from './attention-blocks.ts'
import { baseFailureOf, baseFailures } from './base-failure.ts'
import {
  evidenceSentence,
  missingBaseline,
  newBenchmark,
  otherMachine,
  shortCommit,
} from './baseline-sentence.ts'
import { concurrencyFolds } from './concurrency.ts'
import { type Detail, EVERYTHING } from './detail.ts'
import { type Block, sentenceBlocks } from './document.ts'
import { failureBlocks } from './failure-blocks.ts'
import { gapSentences } from './gaps.ts'
import { headed, headline } from './headline.ts'
import { machinesSentence, type RefusedPart } from './parts-sentence.ts'
import { methodSentence, timeSentence } from './provenance.ts'
import { firstNumbersFold, quietFold } from './quiet-tables.ts'
import { and, andMore, code, joined, link, name, type Sentence, say } from './sentence.ts'
import { seriesLabel } from './series-label.ts'
import { type ComparisonView, viewComparison } from './view.ts'

export interface ComparisonOptions {
  /** The one command that repeats the measurement locally. */
  readonly repeatCommand?: string
  /** The page of this run, whose summary has everything. */
  readonly runUrl?: string
  /** The page of the run that measured, where that is another one: its log says why a benchmark failed. */
  readonly measuringRunUrl?: string
  /** Parts that were uploaded and not believed. What hindered them is ours to say, not the measuring run's. */
  readonly refusedParts?: readonly RefusedPart[]
  /** A regression that this comment told of before: where it is not found any more, the title says so. */
  readonly toldRegression?: ToldRegression
  /** What it is reported under, where that must be told: heads it. */
  readonly reportName?: string
  /** Last commit of the pull request. Left out, what was measured, which may be a merge that is in no list of commits. */
  readonly headCommit?: string
  /** Text inside the HTML comment by which corecurve finds its own comment again. */
  readonly marker?: string
  /** How the reader knows head. Default “this PR”. */
  readonly headName?: Sentence
  /** Who has what was left out for length. Default: the run's summary, else the result file. */
  readonly whole?: Sentence
}

/** `gone`: of another commit than this head. `unconfirmed`: of this very head, which was measured again. */
export interface ToldRegression {
  readonly kind: 'gone' | 'unconfirmed'
  readonly commit: string
}

/** Fits take milliseconds each, and a hostile result may hold thousands of benchmarks. */
const MOST_LAWS = 50

/** A comparison as blocks, all of it or as much as `detail` says; the footer is apart, for it tells what was left out. */
export function comparisonDocument(
  measured: Comparison,
  options: ComparisonOptions,
  detail: Detail = EVERYTHING,
): readonly Block[] {
  const comparison = withKnownHead(measured, options)
  const view = viewComparison(comparison)
  const { details } = headline(comparison)
  const attention = {
    headName: options.headName ?? say`this PR`,
    points: detail.points,
    details: detail.curves,
  }
  const { outputLines } = detail
  const measuringRun = options.measuringRunUrl ?? options.runUrl
  return [
    ...(options.marker === undefined ? [] : [{ kind: 'marker', text: options.marker } as const]),
    ...titleBlocks(comparison, options),
    ...sentenceBlocks(details.slice(0, detail.sentences)),
    ...sentenceBlocks(
      [
        ...gapSentences(comparison, options.refusedParts),
        missingBaseline(comparison),
        ...baseFailures(comparison, measuringRun),
        otherMachine(comparison),
      ].filter((sentence) => sentence !== undefined),
      false,
    ),
    ...view.attention
      .slice(0, detail.tables)
      .flatMap((benchmark, index) =>
        attentionBlocks(comparison, benchmark, { ...attention, law: index < MOST_LAWS }),
      ),
    ...view.failed
      .slice(0, detail.sentences)
      .flatMap((group) => failureBlocks(comparison, group, { outputLines, measuringRun })),
    ...newBenchmarks(comparison, view),
    ...(detail.foldedTables ? concurrencyFolds(comparison.benchmarks) : []),
    ...quietBlocks(comparison, view, detail),
    ...(detail.foldedTables ? firstNumbersFold(comparison, view.noBaseline, detail.points) : []),
  ]
}

/** An earlier version of the comment told of a regression: that it is gone comes first, then what was found now. */
function titleBlocks(
  comparison: Comparison,
  { toldRegression: told, reportName }: ComparisonOptions,
): readonly Block[] {
  const { title } = headline(comparison)
  const { verdict, head, parts } = comparison
  // Too little evidence, a failure or a part that is missing resolves nothing.
  const answered = (verdict === 'unchanged' || verdict === 'improvement') && !parts?.missing.length
  if (told === undefined || !answered) return [{ kind: 'title', text: headed(title, reportName) }]
  const was = name(shortCommit(told.commit))
  const news =
    told.kind === 'gone'
      ? say`Resolved: the regression of ${was} is gone with ${name(shortCommit(head))}`
      : say`Measured again: the regression of ${was} was not confirmed`
  return [
    { kind: 'title', text: headed(news, reportName) },
    { kind: 'paragraph', text: say`${title}.` },
  ]
}

function withKnownHead(comparison: Comparison, { headCommit: head }: ComparisonOptions): Comparison {
  return head === undefined ? comparison : { ...comparison, head }
}

/** Folded, but for an inconclusive answer that is all there is: then what hindered it matters. */
function quietBlocks(
  comparison: Comparison,
  { attention, quiet }: ComparisonView,
  detail: Detail,
): readonly Block[] {
  const shown = quiet.filter(
    ({ verdict }) =>
      detail.quiet === 'all' || (detail.quiet === 'inconclusive' && verdict === 'inconclusive'),
  )
  const folds = quietFold(comparison, shown, detail.points)
  const hindered = attention.length === 0 && shown.some(({ verdict }) => verdict === 'inconclusive')
  return hindered ? folds.flatMap((block) => (block.kind === 'fold' ? block.blocks : [block])) : folds
}

function newBenchmarks(comparison: Comparison, { noBaseline }: ComparisonView): Block[] {
  const { benchmarks, baseline } = comparison
  const lacking = noBaseline.filter((each) => baseFailureOf(each) === undefined)
  if (baseline !== 'found' || lacking.length === 0) return []
  const labels = andMore(
    lacking.map((benchmark) => seriesLabel(benchmark, benchmarks)),
    6,
  )
  return [{ kind: 'paragraph', text: newBenchmark(labels, lacking.length > 1, comparison) }]
}

/** How it was measured, where to read more, and how to repeat it; first what was `left` out. */
export function comparisonFooter(
  measured: Comparison,
  options: ComparisonOptions,
  left: readonly Sentence[] = [],
): Block {
  const { repeatCommand, runUrl, whole } = options
  const comparison = withKnownHead(measured, options)
  const { method, benchmarks } = comparison
  const facts = [
    say`${evidenceSentence(comparison)}: ${methodSentence(method, benchmarks)}`,
    machinesSentence(comparison),
    timeSentence(method),
    ...(runUrl === undefined ? [] : [say`${link(runUrl, say`full report`)}`]),
  ]
  const summary = runUrl === undefined ? say`The result file` : link(runUrl, say`The run’s summary`)
  return {
    kind: 'footer',
    lines: [
      ...(left.length === 0
        ? []
        : [say`Left out to keep this short: ${and(left)}. ${whole ?? say`${summary} has more`}.`]),
      joined(facts, say` · `),
      ...(repeatCommand === undefined || repeatCommand.length > 2000
        ? []
        : [say`Repeat it: ${code(repeatCommand)}`]),
    ],
  }
}
