import type { Comparison, ComparisonPoint } from '../result/comparison.ts'
import { evidenceSentence, missingBaseline, newBenchmark, otherMachine } from './baseline-sentence.ts'
import { comparisonChart } from './comparison-chart.ts'
import { type Arms, comparisonTable } from './comparison-table.ts'
import type { Block } from './document.ts'
import { failureCause } from './failure-sentence.ts'
import { headline } from './headline.ts'
import { machineSentence, methodSentence, timeSentence } from './provenance.ts'
import { firstNumbersFold, quietFold } from './quiet-tables.ts'
import { reasonSentences } from './reasons.ts'
import { and, andMore, code, joined, link, type Sentence, say } from './sentence.ts'
import { seriesLabel } from './series-label.ts'
import { type ComparisonView, type FailedBenchmark, type JudgedBenchmark, viewComparison } from './view.ts'
import { warningSentences } from './warning-sentences.ts'

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

export function comparisonDocument(
  comparison: Comparison,
  options: ComparisonOptions,
  detail: Detail = EVERYTHING,
): readonly Block[] {
  const view = viewComparison(comparison)
  const { title, details } = headline(comparison)
  return [
    ...(options.marker === undefined ? [] : [{ kind: 'marker', text: options.marker } as const]),
    { kind: 'title', text: title },
    ...sentences(details.slice(0, detail.sentences)),
    ...sentences(
      [missingBaseline(comparison), otherMachine(comparison.benchmarks)].filter((s) => s !== undefined),
      false,
    ),
    ...view.attention
      .slice(0, detail.tables)
      .flatMap((benchmark) => attentionBlocks(comparison, benchmark, options, detail)),
    ...view.failed.slice(0, detail.sentences).flatMap((group) => failureBlocks(comparison, group, detail)),
    ...newBenchmarks(comparison, view),
    ...(detail.folds ? quietBlocks(comparison, view, detail) : []),
    ...(detail.folds ? firstNumbersFold(comparison, view.noBaseline, detail.points) : []),
    { kind: 'footer', lines: footer(comparison, options, detail) },
  ]
}

/** Several sentences stand as a list, one as a paragraph. */
function sentences(of: readonly Sentence[], list = of.length > 1): Block[] {
  if (of.length === 0) return []
  return list ? [{ kind: 'list', items: of }] : of.map((text) => ({ kind: 'paragraph', text }))
}

function attentionBlocks(
  comparison: Comparison,
  benchmark: JudgedBenchmark,
  options: ComparisonOptions,
  detail: Detail,
): Block[] {
  const points = shownPoints(benchmark.points, detail.points)
  const notes = [...reasonSentences(benchmark.points), ...warningSentences(benchmark.warnings)]
  const chart = detail.charts ? comparisonChart(benchmark) : undefined
  const label = seriesLabel(benchmark, comparison.benchmarks)
  return [
    { kind: 'table', table: comparisonTable(benchmark, points, armsOf(comparison, benchmark, options)) },
    ...sentences(notes, true),
    ...(chart === undefined
      ? []
      : [{ kind: 'fold', title: say`Curve of ${label}`, blocks: [{ kind: 'chart', chart }] } as const]),
  ]
}

/** The first, the last and the worst where not all fit. */
export function shownPoints(points: readonly ComparisonPoint[], most: number): readonly ComparisonPoint[] {
  if (points.length <= most) return points
  const weight = (point: ComparisonPoint, index: number) =>
    index === 0 || index === points.length - 1 ? -2 : ((point.change ?? point.scalingChange)?.estimate ?? 0)
  const kept = points
    .map((point, index) => ({ point, weight: weight(point, index) }))
    .toSorted((a, b) => a.weight - b.weight)
    .slice(0, most)
  const shown = new Set(kept.map(({ point }) => point))
  return points.filter((point) => shown.has(point))
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
  const labels = andMore(
    group.map((benchmark) => seriesLabel(benchmark, comparison.benchmarks)),
    6,
  )
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

function armsOf(
  comparison: Comparison,
  { evidence }: JudgedBenchmark,
  { headName }: ComparisonOptions,
): Arms {
  const base = evidence.kind === 'stored' ? evidence.commit : comparison.base
  const dirty = comparison.dirty ? say` with changes` : []
  return { base, head: comparison.head, headName: say`${headName ?? say`this PR`}${dirty}` }
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
