import type { Comparison } from '../result/comparison.ts'
import { attentionBlocks } from './attention-blocks.ts'
import { evidenceSentence, missingBaseline, newBenchmark, otherMachine } from './baseline-sentence.ts'
import { concurrencyFolds } from './concurrency.ts'
import { type Block, sentenceBlocks } from './document.ts'
import { failureCause } from './failure-sentence.ts'
import { headline } from './headline.ts'
import { machineSentence, methodSentence, timeSentence } from './provenance.ts'
import { firstNumbersFold, quietFold } from './quiet-tables.ts'
import { and, andMore, code, joined, link, type Sentence, say } from './sentence.ts'
import { seriesLabel, togetherLabels } from './series-label.ts'
import { type ComparisonView, type FailedBenchmark, viewComparison } from './view.ts'

export interface ComparisonOptions {
  /** The one command that repeats the measurement locally. */
  readonly repeatCommand?: string
  readonly runUrl?: string
  /** Text inside the HTML comment by which corecurve finds its own comment again. */
  readonly marker?: string
  /** How the reader knows head. Default “this PR”. */
  readonly headName?: Sentence
}

/** How much of a comparison to show. */
export interface Detail {
  readonly charts: boolean
  readonly folds: boolean
  /** Lines of a failed program's output. */
  readonly outputLines: number
  /** Core counts per table. */
  readonly points: number
  /** Benchmarks with a table or a block of their own. */
  readonly tables: number
  /** Benchmarks with a sentence. */
  readonly sentences: number
}

export const EVERYTHING: Detail = {
  charts: true,
  folds: true,
  outputLines: 50,
  points: 4096,
  tables: 10_000,
  sentences: 10_000,
}

/** Fits take milliseconds each, and a hostile result may hold thousands of benchmarks. */
const MOST_LAWS = 50

export function comparisonDocument(
  comparison: Comparison,
  options: ComparisonOptions,
  detail: Detail = EVERYTHING,
): readonly Block[] {
  const view = viewComparison(comparison)
  const { title, details } = headline(comparison)
  const attention = {
    headName: options.headName ?? say`this PR`,
    points: detail.points,
    details: detail.charts,
  }
  return [
    ...(options.marker === undefined ? [] : [{ kind: 'marker', text: options.marker } as const]),
    { kind: 'title', text: title },
    ...sentenceBlocks(details.slice(0, detail.sentences)),
    ...sentenceBlocks(
      [missingBaseline(comparison), otherMachine(comparison.benchmarks)].filter((s) => s !== undefined),
      false,
    ),
    ...view.attention
      .slice(0, detail.tables)
      .flatMap((benchmark, index) =>
        attentionBlocks(comparison, benchmark, { ...attention, law: index < MOST_LAWS }),
      ),
    ...view.failed.slice(0, detail.sentences).flatMap((group) => failureBlocks(comparison, group, detail)),
    ...newBenchmarks(comparison, view),
    ...(detail.folds ? concurrencyFolds(comparison.benchmarks) : []),
    ...(detail.folds ? quietBlocks(comparison, view, detail) : []),
    ...(detail.folds ? firstNumbersFold(comparison, view.noBaseline, detail.points) : []),
    { kind: 'footer', lines: footer(comparison, options, detail) },
  ]
}

/** Folded, but for an inconclusive answer that is all there is: then what hindered it matters. */
function quietBlocks(
  comparison: Comparison,
  { attention, quiet }: ComparisonView,
  detail: Detail,
): readonly Block[] {
  const folds = quietFold(comparison, quiet, detail.points)
  const hindered = attention.length === 0 && quiet.some(({ verdict }) => verdict === 'inconclusive')
  return hindered ? folds.flatMap((block) => (block.kind === 'fold' ? block.blocks : [block])) : folds
}

function failureBlocks(comparison: Comparison, group: readonly FailedBenchmark[], detail: Detail): Block[] {
  const [first] = group
  if (first === undefined) return []
  const labels = andMore(togetherLabels(group, comparison.benchmarks), 6)
  const lines = detail.outputLines === 0 ? [] : first.output.slice(-detail.outputLines)
  const output: Block = { kind: 'output', lines }
  const shown = lines.length > 0
  return [
    {
      kind: 'paragraph',
      text: say`${labels}: ${failureCause(first)}. This is a failure, not a regression.${shown ? say` The last lines of its output:` : []}`,
    },
    ...(shown ? [output] : []),
  ]
}

function newBenchmarks({ benchmarks, baseline, base }: Comparison, { noBaseline }: ComparisonView): Block[] {
  if (baseline !== 'found' || noBaseline.length === 0) return []
  const labels = andMore(
    noBaseline.map((benchmark) => seriesLabel(benchmark, benchmarks)),
    6,
  )
  return [{ kind: 'paragraph', text: newBenchmark(labels, noBaseline.length > 1, base) }]
}

function footer(
  comparison: Comparison,
  { repeatCommand, runUrl }: ComparisonOptions,
  detail: Detail,
): Sentence[] {
  const { host, method, benchmarks } = comparison
  const facts = [
    say`${evidenceSentence(comparison)}: ${methodSentence(method, benchmarks)}`,
    machineSentence(host),
    timeSentence(method),
    ...(runUrl === undefined ? [] : [say`${link(runUrl, say`full report`)}`]),
  ]
  const left = leftOut(detail)
  return [
    ...(left.length === 0 ? [] : [say`Left out to keep this short: ${and(left)}.`]),
    joined(facts, say` · `),
    ...(repeatCommand === undefined || repeatCommand.length > 2000
      ? []
      : [say`Repeat it: ${code(repeatCommand)}`]),
  ]
}

function leftOut(detail: Detail): Sentence[] {
  return [
    ...(detail.charts ? [] : [say`curves`]),
    ...(detail.folds ? [] : [say`benchmarks that did not change`]),
    ...(detail.outputLines >= EVERYTHING.outputLines ? [] : [say`output of failed benchmarks`]),
    ...(detail.points >= EVERYTHING.points ? [] : [say`some core counts`]),
    ...(detail.tables >= EVERYTHING.tables ? [] : [say`some tables`]),
    ...(detail.sentences >= EVERYTHING.sentences ? [] : [say`some benchmarks`]),
  ]
}
