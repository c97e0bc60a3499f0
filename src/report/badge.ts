import { makeBadge } from 'badge-maker'
import type { BaselineRecord, RecordBenchmark } from '../result/record.ts'
import { clean, shortened } from './escape.ts'
import type { Html } from './safe.ts'

/** Two words on a plate, “scaling | 3.3× on 4 cores”, coloured by efficiency. */
export interface Badge {
  readonly label: string
  readonly message: string
  readonly color: 'brightgreen' | 'green' | 'yellowgreen' | 'yellow' | 'orange' | 'red' | 'lightgrey'
}

/** Speedup at the largest core count that was measured and where the load generator was not the limit. */
export function benchmarkBadge(benchmark: RecordBenchmark): Badge {
  const level = benchmark.connections === undefined ? '' : ` at ${benchmark.connections}`
  return { label: `${benchmark.name}${level} scaling`, ...rating(benchmark) }
}

/**
 * The whole is as good as its weakest benchmark: the one of the lowest efficiency at its largest core count. One with
 * several levels of concurrency is as good as its best: a single connection cannot keep several cores busy. Failed ones
 * are left out where others were measured: their last badges still stand.
 */
export function recordBadge({ benchmarks }: BaselineRecord): Badge {
  const throughput = benchmarks.filter(({ measure }) => measure === undefined)
  const measured = throughput.filter(({ verdict }) => verdict !== 'failed')
  const rated = [
    ...Map.groupBy(measured.length === 0 ? throughput : measured, ({ name }) => name).values(),
  ].flatMap((levels) => best(levels) ?? [])
  const weakest = rated.toSorted((a, b) => efficiency(a) - efficiency(b))[0]
  return {
    label: 'scaling',
    ...(weakest === undefined ? { message: 'not measured', color: 'lightgrey' } : rating(weakest)),
  }
}

function best(levels: readonly RecordBenchmark[]): RecordBenchmark | undefined {
  const known = levels.filter((level) => Number.isFinite(efficiency(level)))
  return known.toSorted((a, b) => efficiency(b) - efficiency(a))[0] ?? levels[0]
}

export function badgeSvg(badge: Badge): Html {
  // badge-maker escapes what it draws for XML.
  return makeBadge(plain(badge)) as Html
}

/** For shields' endpoint badge: https://shields.io/badges/endpoint-badge */
export function badgeJson(badge: Badge): string {
  return `${JSON.stringify({ schemaVersion: 1, ...plain(badge) }, null, 2)}\n`
}

/** One visible line each, of a width that a README has room for. */
function plain({ label, message, color }: Badge): Badge {
  return { label: shortened(clean(label), 100), message: shortened(clean(message), 100), color }
}

function rating(benchmark: RecordBenchmark): Omit<Badge, 'label'> {
  if (benchmark.verdict === 'failed') return { message: 'failed', color: 'lightgrey' }
  const point = ratedPoint(benchmark)
  if (point?.speedup === undefined) return { message: 'not measured', color: 'lightgrey' }
  const { cores, speedup } = point
  if (cores === 1) return { message: '1 core only', color: 'lightgrey' }
  return {
    message: `${speedup.toFixed(speedup < 9.95 ? 1 : 0)}× on ${cores} cores`,
    color: colourOf(speedup / cores),
  }
}

function ratedPoint({ points }: RecordBenchmark) {
  const rated = points.filter(({ speedup, generator }) => speedup !== undefined && generator?.bound !== true)
  return rated.toSorted((a, b) => a.cores - b.cores).at(-1)
}

function efficiency(benchmark: RecordBenchmark): number {
  const point = ratedPoint(benchmark)
  return point?.speedup === undefined || point.cores === 1
    ? Number.POSITIVE_INFINITY
    : point.speedup / point.cores
}

function colourOf(value: number): Badge['color'] {
  if (value >= 0.9) return 'brightgreen'
  if (value >= 0.75) return 'green'
  if (value >= 0.6) return 'yellowgreen'
  if (value >= 0.45) return 'yellow'
  return value >= 0.3 ? 'orange' : 'red'
}
