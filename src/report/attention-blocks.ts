import type { Comparison, ComparisonPoint } from '../result/comparison.ts'
import { comparisonChart } from './comparison-chart.ts'
import { type Arms, comparisonTable } from './comparison-table.ts'
import { diagnosisSentences } from './diagnosis-sentence.ts'
import { gain } from './direction.ts'
import { type Block, sentenceBlocks } from './document.ts'
import { overloadNotes } from './finding.ts'
import { comparisonLaw } from './law-sentence.ts'
import { namedShift, regressed } from './named-shift.ts'
import { reasonSentences } from './reasons.ts'
import { type Sentence, say } from './sentence.ts'
import { seriesLabel } from './series-label.ts'
import type { JudgedBenchmark } from './view.ts'
import { warningSentences } from './warning-sentences.ts'

export interface AttentionOptions {
  /** How the reader knows head. */
  readonly headName: Sentence
  /** Core counts at the most. */
  readonly points: number
  /** Whether the fold with the curve is shown, and whether the law is fitted in it. */
  readonly details: boolean
  readonly law: boolean
}

/** One benchmark that regressed, improved or is suspected: its table, what must be known of it, and its details folded. */
export function attentionBlocks(
  comparison: Comparison,
  benchmark: JudgedBenchmark,
  options: AttentionOptions,
): readonly Block[] {
  const points = shownPoints(benchmark, options.points)
  const table = comparisonTable(benchmark, points, armsOf(comparison, benchmark, options.headName))
  const notes = [
    ...reasonSentences(benchmark),
    ...overloadNotes(
      points.map(({ cores, offered, overload }) => ({ cores, offered, overload: overload?.head })),
    ),
    ...warningSentences(benchmark.warnings, benchmark.kind),
  ]
  return [
    { kind: 'table', table },
    ...sentenceBlocks(notes, true),
    ...(options.details ? detailsFold(comparison, benchmark, options.law) : []),
  ]
}

/** What a reviewer looks at second: the curve, what the operating system counted, and the law. */
function detailsFold({ benchmarks }: Comparison, benchmark: JudgedBenchmark, law: boolean): Block[] {
  const chart = comparisonChart(benchmark)
  const label = seriesLabel(benchmark, benchmarks)
  const point = namedShift(benchmark)?.point ?? regressed(benchmark)[0]
  const facts = [
    ...(point?.verdict === 'regressed' ? diagnosisSentences(benchmark, point) : []),
    ...(law ? comparisonLaw(benchmark) : []),
  ]
  if (chart === undefined && facts.length === 0) return []
  return [
    {
      kind: 'fold',
      title: chart === undefined ? say`Details of ${label}` : say`Curve of ${label}`,
      blocks: [
        ...(chart === undefined ? [] : [{ kind: 'chart', chart } as const]),
        ...sentenceBlocks(facts, facts.length > 1),
      ],
    },
  ]
}

/** The first, the last and the worst where not all fit. */
function shownPoints(benchmark: JudgedBenchmark, most: number): readonly ComparisonPoint[] {
  const { points } = benchmark
  if (points.length <= most) return points
  const ends = new Set([points[0], points.at(-1)])
  const weight = (point: ComparisonPoint) =>
    ends.has(point) ? -2 : squeezed(gain(benchmark, (point.change ?? point.scalingChange)?.estimate ?? 0))
  const kept = points
    .map((point) => ({ point, weight: weight(point) }))
    .toSorted((a, b) => a.weight - b.weight)
    .slice(0, most)
  const shown = new Set(kept.map(({ point }) => point))
  return points.filter((point) => shown.has(point))
}

/** Between −1 and 1 in the same order: a latency may rise to many times what it was. */
function squeezed(value: number): number {
  return value / (1 + Math.abs(value))
}

function armsOf(comparison: Comparison, { evidence }: JudgedBenchmark, headName: Sentence): Arms {
  const stored = evidence.kind === 'stored' ? evidence.commit : undefined
  // Which record a stranger's file has its numbers from is for the footer to say, as the word of that file.
  const base = comparison.secondHand && stored !== undefined ? undefined : (stored ?? comparison.base)
  const dirty = comparison.dirty ? say` with changes` : []
  return { base, head: comparison.head, headName: say`${headName}${dirty}` }
}
