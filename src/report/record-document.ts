import type { BaselineRecord, FailedBenchmark, RecordBenchmark } from '../result/record.ts'
import type { Warning } from '../result/shared-schema.ts'
import { shortCommit } from './baseline-sentence.ts'
import { concurrencySentence, concurrencyTable, type LevelCurve, levelsOfRecord } from './concurrency.ts'
import { coreCounts, count } from './counts.ts'
import { type Block, sentenceBlocks } from './document.ts'
import { failureSentence } from './failure-sentence.ts'
import { overloadNotes } from './finding.ts'
import { isTimeSeries, latencySentence, latencyTable } from './latency-section.ts'
import { overloadSentence, overloadTable } from './overload-section.ts'
import { machineSentence, methodSentence, timeSentence } from './provenance.ts'
import { scalingBlocks, scalingSentence } from './scaling-section.ts'
import { andMore, joined, name, type Sentence, say } from './sentence.ts'
import { seriesLabel, togetherLabels } from './series-label.ts'
import { warningSentences } from './warning-sentences.ts'

/** A measured commit: a section for each measurement of each benchmark, and how it was measured. */
export function recordDocument(record: BaselineRecord): readonly Block[] {
  const { benchmarks, host, method } = record
  const levels = lastLevels(benchmarks)
  return [
    { kind: 'title', text: say`Scaling of ${measuredTree(record)}` },
    ...sectionsOf(benchmarks).flatMap((section) => [
      ...sectionBlocks(section, benchmarks),
      ...section.flatMap((benchmark) => levels.get(benchmark) ?? []),
    ]),
    {
      kind: 'footer',
      lines: [
        joined(
          [say`Measured ${methodSentence(method, benchmarks)}`, machineSentence(host), timeSentence(method)],
          say` · `,
        ),
      ],
    },
  ]
}

/** What was measured: a commit, a commit with changes, or a folder outside git, whose commit is all zeros. */
function measuredTree({ commit, dirty }: BaselineRecord): Sentence {
  if (/^0+$/.test(commit)) return say`a folder without a commit`
  return dirty
    ? say`${name(shortCommit(commit))} with uncommitted changes`
    : say`${name(shortCommit(commit))}`
}

/** Series that one section shows: the quantiles of one measurement, what failed of one cause, else one alone. */
type Section = readonly [RecordBenchmark, ...RecordBenchmark[]]

function sectionsOf(benchmarks: readonly RecordBenchmark[]): readonly Section[] {
  const groups = Map.groupBy(benchmarks, (benchmark) => sectionKey(benchmark) ?? benchmark)
  return groups
    .values()
    .toArray()
    .map((group) => group as [RecordBenchmark, ...RecordBenchmark[]])
}

function sectionKey(benchmark: RecordBenchmark): string | undefined {
  if (benchmark.verdict === 'failed') {
    const { phase, reason, output } = benchmark
    return JSON.stringify([phase, reason, output])
  }
  if (!isTimeSeries(benchmark)) return undefined
  return JSON.stringify([benchmark.name, benchmark.connections, benchmark.measure.kind])
}

function sectionBlocks(section: Section, all: readonly RecordBenchmark[]): readonly Block[] {
  const [first] = section
  return [
    { kind: 'section', text: sectionSentence(section, all) },
    ...(first.verdict === 'failed' && first.output.length > 0
      ? [{ kind: 'output', lines: first.output } as const]
      : []),
    ...(first.verdict === 'failed' && section.some(({ points }) => points.length > 0)
      ? [{ kind: 'paragraph', text: say`Measured before it failed:` } as const]
      : []),
    ...(isTimeSeries(first) && first.verdict !== 'failed'
      ? [{ kind: 'table', table: latencyTable(section.filter(isTimeSeries)) } as const]
      : section.flatMap(measuredBlocks)),
    ...sentenceBlocks(notes(section), true),
  ]
}

function sectionSentence(section: Section, all: readonly RecordBenchmark[]): Sentence {
  const [first] = section
  if (first.verdict === 'failed') return failedSentence(first, section, all)
  if (isTimeSeries(first)) return latencySentence(section.filter(isTimeSeries), all)
  const label = seriesLabel(first, all)
  return first.measure === undefined ? scalingSentence(first, label) : overloadSentence(first, label)
}

function failedSentence(first: FailedBenchmark, section: Section, all: readonly RecordBenchmark[]): Sentence {
  return failureSentence(first, andMore(togetherLabels(section, all), 6))
}

/** What one series measured, also before it failed. */
function measuredBlocks(benchmark: RecordBenchmark): readonly Block[] {
  if (benchmark.points.length === 0) return []
  if (isTimeSeries(benchmark)) return [{ kind: 'table', table: latencyTable([benchmark]) }]
  return benchmark.measure === undefined
    ? scalingBlocks(benchmark)
    : [{ kind: 'table', table: overloadTable(benchmark) }]
}

function notes(section: Section): readonly Sentence[] {
  const [first] = section
  return [
    ...overloadNotes(section.flatMap(({ points }) => points)),
    ...warningSentences(distinct(section.flatMap(({ warnings }) => warnings)), first.kind),
    ...skippedSentences(first),
  ]
}

/** Quantiles of one measurement carry the same warnings. */
function distinct(warnings: readonly Warning[]): readonly Warning[] {
  return [...new Map(warnings.map((warning) => [JSON.stringify(warning), warning])).values()]
}

function skippedSentences({ skipped }: RecordBenchmark): Sentence[] {
  const [first] = skipped
  if (first === undefined) return []
  const cores = coreCounts(skipped.map((skip) => skip.cores))
  return [say`${cores}: skipped, because this machine can give a program ${count(first.available, 'CPU')}.`]
}

/** Throughput over concurrency, by the last of a benchmark's levels: it follows that. */
function lastLevels(all: readonly RecordBenchmark[]): ReadonlyMap<RecordBenchmark, readonly Block[]> {
  const last = new Map(
    all.filter(({ measure }) => measure === undefined).map((each) => [each.name, each] as const),
  )
  return new Map(
    [...levelsOfRecord(all)].flatMap(([benchmark, levels]) => {
      const after = last.get(benchmark)
      return after === undefined ? [] : [[after, concurrencyBlocks(benchmark, levels)] as const]
    }),
  )
}

function concurrencyBlocks(benchmark: string, levels: readonly LevelCurve[]): readonly Block[] {
  return [
    { kind: 'section', text: concurrencySentence(benchmark, levels) },
    { kind: 'table', table: concurrencyTable(levels) },
  ]
}
