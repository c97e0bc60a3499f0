import { count } from './counts.ts'
import { hintOf, namedShift } from './named-shift.ts'
import { interval, limit, size, times } from './numbers.ts'
import { alike, alreadyAtOne, whichUnproven, whileOneCore } from './one-core.ts'
import { regimeSentence } from './regime-sentence.ts'
import { type Sentence, say } from './sentence.ts'
import { unseen } from './unseen.ts'
import type { JudgedBenchmark, Shift } from './view.ts'

/** What happened to one benchmark, in one sentence without its full stop. `label` is its name. */
export function benchmarkSentence(benchmark: JudgedBenchmark, label: Sentence): Sentence {
  return benchmark.measure === undefined
    ? throughputSentence(benchmark, label)
    : regimeSentence(benchmark, benchmark.measure, label)
}

function throughputSentence(benchmark: JudgedBenchmark, label: Sentence): Sentence {
  const shift = namedShift(benchmark)
  const lost = shift ? say`: ${moved(shift, say`it lost`, say`its speedup fell by`)}` : []
  switch (benchmark.verdict) {
    case 'scales-worse':
      return say`${label} scales worse${lost}${whileOneCore(benchmark)}`
    case 'slower':
      return say`${label} is slower${lost}${alike(benchmark, shift)}${whichUnproven(benchmark)}`
    case 'slower-and-scales-worse':
      return say`${label} is slower and scales worse${lost}${alreadyAtOne(benchmark)}`
    case 'improved':
      return say`${label} improved${shift ? say`: ${moved(shift, say`it gained`, say`its speedup rose by`)}` : []}`
    case 'unchanged':
      return say`${label} is unchanged: a loss above ${limit(benchmark.detect)} is excluded at every core count measured`
    case 'inconclusive':
      return shift ? suspicion(benchmark, shift, label) : say`${label} is inconclusive: ${unseen(benchmark)}`
    case 'no-baseline':
      return say`${label} has no baseline to compare with`
  }
}

function suspicion(benchmark: JudgedBenchmark, { point, of, change }: Shift, label: Sentence): Sentence {
  const direction = change.estimate < 0 ? say`below` : say`above`
  const what = of === 'measured' ? say`it measured` : say`its speedup measured`
  const stored = of === 'measured' ? say`the stored baseline` : say`that of the stored baseline`
  const measured = say`at ${count(point.cores, 'core')} ${what} ${size(change.estimate)} ${direction} ${stored} (95 % interval ${interval(change)})`
  switch (hintOf(benchmark)) {
    case 'may-scale-worse':
      return say`${label} may scale worse: ${measured}${whileOneCore(benchmark)}`
    case 'may-be-slower':
      return say`${label} may be slower: ${measured}`
    case 'may-be-both':
      return say`${label} may be slower and scale worse: ${measured}`
    case 'may-be-faster':
    case undefined:
      return say`${label} may be faster: ${measured}`
  }
}

function moved({ point, of, change }: Shift, throughput: Sentence, speedup: Sentence): Sentence {
  const amount = say`${size(change.estimate)} (95 % interval ${interval(change)})`
  const at = say`at ${count(point.cores, 'core')}`
  if (of === 'measured') return say`${at} ${throughput} ${amount}`
  const { base, head } = point.speedup ?? {}
  const path = base === undefined || head === undefined ? [] : say`, from ${times(base)} to ${times(head)}`
  return say`${at} ${speedup} ${amount}${path}`
}
