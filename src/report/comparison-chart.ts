import type { ComparisonBenchmark, ComparisonPoint } from '../result/comparison.ts'
import type { Chart, Curves } from './document.ts'
import { sameMachine } from './view.ts'

/** Both arms over core counts, as far as both were measured; undefined for fewer than two core counts. */
export function comparisonChart(benchmark: ComparisonBenchmark): Chart | undefined {
  const unit = benchmark.kind === 'http' ? 'requests per second' : 'runs per second'
  const throughput = sameMachine(benchmark)
    ? curves(benchmark.points, unit, ({ base, head }) => ({ base: base?.median, head: head?.median }))
    : undefined
  const speedup = curves(benchmark.points, 'speedup', (point) => point.speedup ?? {})
  if (throughput === undefined && speedup === undefined) return undefined
  const level = benchmark.connections === undefined ? '' : ` with ${benchmark.connections} connections`
  return {
    label: `${benchmark.name}${level}`,
    ...(throughput && { throughput }),
    ...(speedup && { speedup }),
  }
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
