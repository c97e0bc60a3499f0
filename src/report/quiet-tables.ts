import type { Comparison, ComparisonPoint } from '../result/comparison.ts'
import { changeCell } from './comparison-table.ts'
import { count, nounFor } from './counts.ts'
import type { Block, Table } from './document.ts'
import { findingsClause, notOverloadedNotes } from './finding.ts'
import { quietCounts } from './headline.ts'
import { measured, times } from './numbers.ts'
import { andMore, NONE, type Sentence, say, tone } from './sentence.ts'
import { seriesLabel } from './series-label.ts'
import { unseen } from './unseen.ts'
import { type JudgedBenchmark, sameMachine } from './view.ts'
import { warningSentences } from './warning-sentences.ts'

/** Benchmarks of different core counts could otherwise make a table of thousands of columns. */
const MOST_COLUMNS = 16

/** Benchmarks that need nobody's attention, one row each. */
export function quietFold(
  comparison: Comparison,
  quiet: readonly JudgedBenchmark[],
  mostPoints: number,
): Block[] {
  if (quiet.length === 0) return []
  const same = quiet.every(sameMachine)
  const corner = same ? say`change` : say`change of speedup`
  const cell = (point: ComparisonPoint) => changeCell(same ? point.change : point.scalingChange)
  const table = rowPerBenchmark(comparison, quiet, mostPoints, corner, cell, quietVerdict)
  return [fold(quietCounts(comparison, quiet), table, notes(comparison, quiet))]
}

/** What was measured where there is nothing to compare it with. */
export function firstNumbersFold(
  comparison: Comparison,
  fresh: readonly JudgedBenchmark[],
  mostPoints: number,
): Block[] {
  if (fresh.length === 0) return []
  const cell = ({ cores, head, speedup }: ComparisonPoint): Sentence => {
    if (head === undefined) return NONE
    const figure = say`${measured(head.median, head.unit)}`
    return speedup?.head === undefined || cores === 1 ? figure : say`${figure} (${times(speedup.head)})`
  }
  const corner = fresh.every(({ measure }) => measure === undefined)
    ? say`throughput (speedup)`
    : say`measured (speedup)`
  const table = rowPerBenchmark(comparison, fresh, mostPoints, corner, cell)
  const title = say`First numbers of ${count(fresh.length, nounFor(comparison.benchmarks))}`
  return [fold(title, table, notes(comparison, fresh))]
}

function fold(title: Sentence, table: Table, warnings: readonly Sentence[]): Block {
  const list: Block[] = warnings.length === 0 ? [] : [{ kind: 'list', items: warnings }]
  return { kind: 'fold', title, blocks: [{ kind: 'table', table }, ...list] }
}

function rowPerBenchmark(
  { benchmarks }: Comparison,
  shown: readonly JudgedBenchmark[],
  mostPoints: number,
  corner: Sentence,
  cell: (point: ComparisonPoint) => Sentence,
  verdict?: (benchmark: JudgedBenchmark) => Sentence,
): Table {
  const all = [...new Set(shown.flatMap(({ points }) => points.map(({ cores }) => cores)))].sort(
    (a, b) => a - b,
  )
  const most = Math.min(mostPoints, MOST_COLUMNS)
  const cores = all.length <= most ? all : [...all.slice(0, most - 1), ...all.slice(-1)]
  return {
    wide: false,
    wordy: verdict !== undefined,
    head: [corner, ...cores.map((n) => count(n, 'core')), ...(verdict ? [say`verdict`] : [])],
    rows: shown.map((benchmark) => [
      benchmark.kind === 'command'
        ? say`${seriesLabel(benchmark, benchmarks)} (hyperfine)`
        : seriesLabel(benchmark, benchmarks),
      ...cells(benchmark, cores, cell),
      ...(verdict ? [verdict(benchmark)] : []),
    ]),
  }
}

function cells(
  { points }: JudgedBenchmark,
  cores: readonly number[],
  cell: (point: ComparisonPoint) => Sentence,
): readonly Sentence[] {
  const byCores = new Map(points.map((point) => [point.cores, point]))
  return cores.map((n) => {
    const point = byCores.get(n)
    return point === undefined ? NONE : cell(point)
  })
}

function quietVerdict(benchmark: JudgedBenchmark): Sentence {
  if (benchmark.verdict !== 'unchanged')
    return say`${tone('unsure', say`? inconclusive`)}: ${unseen(benchmark)}`
  const found = findingsClause(headsOf(benchmark))
  return say`${tone('good', say`✓ unchanged`)}${found === undefined ? [] : say`: ${found}`}`
}

function headsOf({ points }: JudgedBenchmark) {
  return points.map(({ cores, offered, overload }) => ({ cores, offered, overload: overload?.head }))
}

/** What series share is said once: one visit measures several of them. */
function notes({ benchmarks }: Comparison, shown: readonly JudgedBenchmark[]): readonly Sentence[] {
  const all = shown.flatMap((benchmark) =>
    [...notOverloadedNotes(headsOf(benchmark)), ...warningSentences(benchmark.warnings, benchmark.kind)].map(
      (warning) => ({
        warning,
        label: seriesLabel(benchmark, benchmarks),
      }),
    ),
  )
  return Map.groupBy(all, ({ warning }) => JSON.stringify(warning))
    .values()
    .toArray()
    .map((group) => {
      const labels = andMore(
        group.map(({ label }) => label),
        6,
      )
      return say`${labels}: ${group[0]?.warning ?? []}`
    })
}
