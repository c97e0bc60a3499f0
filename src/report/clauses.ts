import type { Comparison } from '../result/comparison.ts'
import { worseFindings } from './finding.ts'
import { hintOf, namedShift } from './named-shift.ts'
import { andMore, type Sentence, say } from './sentence.ts'
import { seriesLabel } from './series-label.ts'
import type { JudgedBenchmark } from './view.ts'

interface Wording {
  readonly key: string
  readonly one: Sentence
  readonly several: Sentence
}

/** Of throughput, in the order in which a title says them. */
const LOSSES: readonly Wording[] = [
  { key: 'collapses', one: say`collapses`, several: say`collapse` },
  {
    key: 'slower-and-scales-worse',
    one: say`is slower and scales worse`,
    several: say`are slower and scale worse`,
  },
  { key: 'scales-worse', one: say`scales worse`, several: say`scale worse` },
  { key: 'slower', one: say`is slower`, several: say`are slower` },
  alike('latency-lost', say`rose`),
  { key: 'degrades', one: say`degrades`, several: say`degrade` },
  alike('goodput-lost', say`lost goodput`),
]
const DOUBTS: readonly Wording[] = [
  alike('may-be-both', say`may be slower and scale worse`),
  alike('may-scale-worse', say`may scale worse`),
  alike('may-be-slower', say`may be slower`),
  alike('latency-may-be-lost', say`may have risen`),
  alike('goodput-may-be-lost', say`may have lost goodput`),
]
const GAINS: readonly Wording[] = [
  alike('improved', say`improved`),
  alike('latency-improved', say`fell`),
  alike('goodput-improved', say`gained goodput`),
  alike('may-be-faster', say`may be faster`),
  alike('latency-may-be-faster', say`may have fallen`),
  alike('goodput-may-be-faster', say`may have gained goodput`),
]

/** “`checkout` scales worse”, “`checkout` p99 latency rose”: what a title says of several, with failures between. */
export function clauses(
  { benchmarks }: Comparison,
  attention: readonly JudgedBenchmark[],
  failures: readonly Sentence[],
): readonly Sentence[] {
  const groups = Map.groupBy(attention, keyOf)
  const worded = (wordings: readonly Wording[]) =>
    wordings.flatMap(({ key, one, several }) => {
      const of = groups.get(key) ?? []
      if (of.length === 0) return []
      const labels = of.map((benchmark) => seriesLabel(benchmark, benchmarks))
      return [say`${andMore(labels, 3)} ${of.length === 1 ? one : several}`]
    })
  return [...worded(LOSSES), ...failures, ...worded(DOUBTS), ...worded(GAINS)]
}

function keyOf(benchmark: JudgedBenchmark): string {
  const { measure, verdict } = benchmark
  const hint = verdict === 'inconclusive' ? (hintOf(benchmark) ?? verdict) : verdict
  if (measure === undefined) return hint
  const worse = worseFindings(benchmark)
  if (worse.some(({ head }) => head === 'collapses')) return 'collapses'
  if (worse.length > 0 && namedShift(benchmark) === undefined) return 'degrades'
  const kind = measure.kind === 'goodput' ? 'goodput' : 'latency'
  switch (hint) {
    case 'improved':
    case 'may-be-faster':
      return `${kind}-${hint}`
    case 'may-be-both':
    case 'may-be-slower':
    case 'may-scale-worse':
      return `${kind}-may-be-lost`
    default:
      return `${kind}-lost`
  }
}

function alike(key: string, words: Sentence): Wording {
  return { key, one: words, several: words }
}
