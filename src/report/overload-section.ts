import type { RecordBenchmark, RecordPoint } from '../result/record.ts'
import type { Table } from './document.ts'
import { findingCell, findingsClause, recoveryCell, shareCell } from './finding.ts'
import { amount, milliseconds, throughput } from './numbers.ts'
import { coresCell, offeredCell, rangeTitle } from './record-cells.ts'
import { type Sentence, say } from './sentence.ts'

/** “`checkout` under overload holds at 1 core and collapses at 2 cores”. */
export function overloadSentence({ points }: RecordBenchmark, label: Sentence): Sentence {
  const findings = findingsClause(points)
  return findings === undefined ? say`${label} was not measured` : say`${label} ${findings}`
}

/** A row for each core count: what was offered, what of it was answered in time, and how the service took it. */
export function overloadTable(benchmark: RecordBenchmark): Table {
  const { measure, points } = benchmark
  const within = measure?.kind === 'goodput' ? say`within ${milliseconds(measure.deadline)}` : []
  const columns: readonly { title: Sentence; cell: (point: RecordPoint) => Sentence }[] = [
    { title: say`offered`, cell: offeredCell },
    {
      title: say`goodput`,
      cell: ({ throughput: { median, unit } }) => say`${throughput(median, unit)}`,
    },
    {
      title: rangeTitle([benchmark]),
      cell: ({ throughput: { low, high } }) => say`${amount(low)} to ${amount(high)}`,
    },
    {
      title: say`of capacity`,
      cell: ({ overload }) => shareCell(overload),
    },
    { title: say`finding`, cell: ({ overload }) => findingCell(overload) },
    { title: say`recovery`, cell: ({ overload }) => recoveryCell(overload) },
  ]
  return {
    wide: false,
    head: [within, ...columns.map(({ title }) => title)],
    rows: points.map((point) => [coresCell(point), ...columns.map(({ cell }) => cell(point))]),
  }
}
