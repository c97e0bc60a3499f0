import { lessIsBetter } from '../result/series-key.ts'
import { coreCounts } from './counts.ts'
import { gain } from './direction.ts'
import { regressed } from './named-shift.ts'
import { percent, size } from './numbers.ts'
import { type Sentence, say } from './sentence.ts'
import type { JudgedBenchmark, Shift } from './view.ts'

/** “ while 1 core held”: what the sentence of a benchmark that scales worse adds. */
export function whileOneCore(benchmark: JudgedBenchmark): Sentence {
  const one = benchmark.points.find(({ cores }) => cores === 1)
  if (one?.change === undefined) return []
  if (one.verdict === 'unchanged') return say` while 1 core held`
  const { estimate, low, high } = one.change
  if (gain(benchmark, low) <= 0 || gain(benchmark, high) <= 0)
    return say` while 1 core measured ${percent(estimate)}`
  return lessIsBetter(benchmark)
    ? say` while it fell by ${size(estimate)} at 1 core`
    : say` while 1 core gained ${size(estimate)}`
}

/** “, of which 6.3 % already at 1 core”. */
export function alreadyAtOne(benchmark: JudgedBenchmark): Sentence {
  const one = benchmark.points.find(({ cores }) => cores === 1)?.change
  if (one === undefined || gain(benchmark, one.estimate) >= 0) return []
  return say`, of which ${size(one.estimate)} already at 1 core`
}

/**
 * “; whether scaling or work is behind it is not proven (1 core measured −2.1 %)”: where more cores lost, but neither 1 core
 * nor scaling did as far as is proven.
 */
export function whichUnproven(benchmark: JudgedBenchmark): Sentence {
  const lost = regressed(benchmark).filter((point) => point.regressed !== 'finding')
  const attributed = lost.some((point) => point.cores === 1 || point.regressed === 'both')
  if (lost.length === 0 || attributed) return []
  const one = benchmark.points.find(({ cores }) => cores === 1)?.change
  const seen = one === undefined ? [] : say` (1 core measured ${percent(one.estimate)})`
  return say`; whether scaling or work is behind it is not proven${seen}`
}

/** “, and at 1 and 2 cores too”. */
export function alike(benchmark: JudgedBenchmark, shift: Shift | undefined): Sentence {
  const others = regressed(benchmark).filter(
    (point) => point !== shift?.point && point.regressed !== 'finding',
  )
  return others.length === 0 ? [] : say`, and at ${coreCounts(others.map(({ cores }) => cores))} too`
}
