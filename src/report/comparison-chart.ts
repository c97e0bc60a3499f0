import type { ComparisonBenchmark, ComparisonPoint } from '../result/comparison.ts'
import type { Throughput } from '../result/shared-schema.ts'
import type { Chart, Curves } from './document.ts'
import { shownFigure } from './shown-figure.ts'
import { unitOf } from './units.ts'
import { sameMachine } from './view.ts'

/** Both arms over core counts, as far as both were measured; undefined for fewer than two, and where not throughput. */
export function comparisonChart(benchmark: ComparisonBenchmark): Chart | undefined {
  if (benchmark.measure !== undefined) return undefined
  const throughput = sameMachine(benchmark)
    ? curves(benchmark.points, UNITS[unitOf(benchmark)], (point) => ({
        base: shownFigure(point, 'base')?.median,
        head: shownFigure(point, 'head')?.median,
      }))
    : undefined
  const speedup = curves(benchmark.points, 'speedup', (point) => point.speedup ?? {})
  if (throughput === undefined && speedup === undefined) return undefined
  const { connections } = benchmark
  const level =
    connections === undefined ? '' : ` with ${connections} connection${connections === 1 ? '' : 's'}`
  return {
    label: `${benchmark.name}${level}`,
    ...(throughput && { throughput }),
    ...(speedup && { speedup }),
  }
}

const UNITS: Record<Throughput['unit'], string> = {
  'req/s': 'requests per second',
  'runs/s': 'runs per second',
  'events/s': 'events per second',
}

function curves(
  points: readonly ComparisonPoint[],
  unit: string,
  read: (point: ComparisonPoint) => { base?: number | undefined; head?: number | undefined },
): Curves | undefined {
  const both = points.flatMap((point) => {
    const { base, head } = read(point)
    return base === undefined || head === undefined ? [] : [{ cores: point.cores, base, head }]
  })
  if (both.length < 2) return undefined
  return {
    unit,
    cores: both.map(({ cores }) => cores),
    base: both.map(({ base }) => base),
    head: both.map(({ head }) => head),
  }
}
