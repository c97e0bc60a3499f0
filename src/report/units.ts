import type { ComparisonBenchmark } from '../result/comparison.ts'
import type { Throughput } from '../result/shared-schema.ts'
import { type Sentence, say } from './sentence.ts'

type Compared = Pick<ComparisonBenchmark, 'kind' | 'measure' | 'points'>

/** Of what a series counts so many a second; a gap lies between the events of a stream. */
export function unitOf({ kind, measure, points }: Compared): Throughput['unit'] {
  if (kind === 'command') return 'runs/s'
  if (measure?.kind === 'gap') return 'events/s'
  return points.some(({ base, head }) => (head ?? base)?.unit === 'events/s') ? 'events/s' : 'req/s'
}

/** One piece of work: “request”, “run”, “event”. */
export function workUnit(benchmark: Compared): Sentence {
  return WORK[unitOf(benchmark)]
}

const WORK: Record<Throughput['unit'], Sentence> = {
  'req/s': say`request`,
  'runs/s': say`run`,
  'events/s': say`event`,
}
