import type { RecordBenchmark, RecordPoint } from '../result/record.ts'
import { count } from './counts.ts'
import { share, throughput } from './numbers.ts'
import { NONE, type Sentence, say } from './sentence.ts'

/** First cell of a point's row: “4 cores”, and whether the load generator was the limit there. */
export function coresCell({ cores, generator }: RecordPoint): Sentence {
  return generator?.bound === true ? say`${count(cores, 'core')} (bound)` : count(cores, 'core')
}

/** What low and high are: with too few rounds no interval. */
export function rangeTitle(benchmarks: readonly RecordBenchmark[]): Sentence {
  const few = benchmarks.some(({ warnings }) => warnings.some(({ kind }) => kind === 'few-rounds'))
  return few ? say`range seen` : say`95 % interval`
}

export function utilisationCell({ utilisation }: RecordPoint): Sentence {
  return utilisation === undefined ? NONE : say`${share(utilisation)}`
}

export function offeredCell({ offered }: RecordPoint): Sentence {
  return offered === undefined ? NONE : say`${throughput(offered, 'req/s')}`
}

export function answeredCell({ throughput: { median, unit } }: RecordPoint): Sentence {
  return say`${throughput(median, unit)}`
}
