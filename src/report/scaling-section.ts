import type { RecordBenchmark, RecordPoint } from '../result/record.ts'
import { coreCounts, count } from './counts.ts'
import type { Block, Chart, Table } from './document.ts'
import { failureSentence } from './failure-sentence.ts'
import { recordLaw } from './law-sentence.ts'
import { amount, share, throughput, times } from './numbers.ts'
import { coresCell, rangeTitle, utilisationCell } from './record-cells.ts'
import { NONE, type Sentence, say, tone } from './sentence.ts'
import { connectionsCaption } from './series-label.ts'

/** Throughput over core counts: a table, the curve against ideal, and the law. */
export function scalingBlocks(benchmark: RecordBenchmark): readonly Block[] {
  const chart = speedupChart(benchmark)
  return [
    ...(benchmark.points.length > 0 ? [{ kind: 'table', table: scalingTable(benchmark) } as const] : []),
    ...(chart === undefined ? [] : [{ kind: 'chart', chart } as const]),
    ...recordLaw(benchmark).map(
      (text) => ({ kind: 'paragraph', text: say`${tone('faint', text)}` }) as const,
    ),
  ]
}

/** “`checkout` reaches 3.3× on 4 cores, 83 % of ideal”. */
export function scalingSentence(benchmark: RecordBenchmark, label: Sentence): Sentence {
  if (benchmark.verdict === 'failed') return failureSentence(benchmark, label)
  const point = benchmark.points.filter(({ speedup, cores }) => speedup !== undefined && cores > 1).at(-1)
  if (point?.speedup === undefined) {
    const only = benchmark.points.at(-1)
    if (only === undefined) return say`${label} was not measured`
    return say`${label} does ${throughput(only.throughput.median, only.throughput.unit)} on ${count(only.cores, 'core')}`
  }
  const { cores, speedup } = point
  const bound = benchmark.points
    .filter(({ generator }) => generator?.bound === true)
    .map((each) => each.cores)
  if (bound.includes(1) || bound.includes(cores)) {
    return say`${label}: how it scales is not known, because the load generator was the limit at ${coreCounts(bound)}`
  }
  const where = say`${times(speedup)} on ${count(cores, 'core')}, ${share(speedup / cores)} of ideal`
  const doubt = benchmark.warnings.some(({ kind }) => kind === 'disturbed')
    ? say`, on a disturbed machine`
    : []
  const { connections } = benchmark
  if (connections !== undefined && connections < cores && speedup < 1.15 * connections) {
    return say`${label} reaches ${times(speedup)} on ${count(cores, 'core')}, which ${count(connections, 'connection')} cannot keep busy${doubt}`
  }
  // One process or one lock at a time: whatever the noise makes of the ratio, the other CPUs had nothing to do.
  if (usedOneCpu(point, benchmark)) {
    return say`${label} does not scale: ${times(speedup)} on ${count(cores, 'core')}, where it kept one CPU busy${doubt}`
  }
  return speedup < 1 + 0.1 * (cores - 1)
    ? say`${label} does not scale: ${where}${doubt}`
    : say`${label} reaches ${where}${doubt}`
}

/** The program used no more than one CPU of several, and nobody else had the others. */
function usedOneCpu({ cores, utilisation }: RecordPoint, { warnings }: RecordBenchmark): boolean {
  if (utilisation === undefined || cores < 2) return false
  const others = warnings.find((warning) => warning.kind === 'disturbed' && warning.cores === cores)
  const taken = others?.kind === 'disturbed' ? others.share : 0
  return utilisation * cores < ONE_CPU && utilisation + taken < WAITED_BELOW
}
/** A little more than one: a runtime's own threads work beside the one that serves. */
const ONE_CPU = 1.15
const WAITED_BELOW = 0.7

function scalingTable(benchmark: RecordBenchmark): Table {
  const columns: readonly { title: Sentence; cell: (point: RecordPoint) => Sentence }[] = [
    { title: say`throughput`, cell: ({ throughput: { median, unit } }) => say`${throughput(median, unit)}` },
    {
      title: rangeTitle([benchmark]),
      cell: ({ throughput: { low, high } }) => say`${amount(low)} to ${amount(high)}`,
    },
    { title: say`speedup`, cell: ({ speedup }) => (speedup === undefined ? NONE : say`${times(speedup)}`) },
    { title: say`efficiency`, cell: efficiencyCell },
    { title: say`CPU used`, cell: utilisationCell },
  ]
  return {
    wide: false,
    head: [connectionsCaption(benchmark), ...columns.map(({ title }) => title)],
    rows: benchmark.points.map((point) => [coresCell(point), ...columns.map(({ cell }) => cell(point))]),
  }
}

function efficiencyCell({ efficiency }: RecordPoint): Sentence {
  if (efficiency === undefined) return NONE
  return say`${tone(efficiency >= 0.75 ? 'good' : efficiency >= 0.4 ? 'unsure' : 'bad', say`${share(efficiency)}`)}`
}

function speedupChart({ name: label, points }: RecordBenchmark): Chart | undefined {
  const known = points.flatMap(({ cores, speedup }) => (speedup === undefined ? [] : [{ cores, speedup }]))
  if (known.length < 2) return undefined
  return {
    label,
    speedup: {
      unit: 'speedup',
      cores: known.map(({ cores }) => cores),
      head: known.map(({ speedup }) => speedup),
    },
  }
}
