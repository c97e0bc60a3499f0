import type { PointReason } from '../result/comparison.ts'
import { coreCounts, count } from './counts.ts'
import { hintOf, namedShift, regressed } from './named-shift.ts'
import { interval, limit, percent, size, times } from './numbers.ts'
import { budgetFlag } from './reasons.ts'
import { type Sentence, say } from './sentence.ts'
import type { JudgedBenchmark, Shift } from './view.ts'

/** What happened to one benchmark, in one sentence without its full stop. `label` is its name. */
export function benchmarkSentence(benchmark: JudgedBenchmark, label: Sentence): Sentence {
  const shift = namedShift(benchmark)
  const lost = shift ? say`: ${moved(shift, say`it lost`, say`its speedup fell by`)}` : []
  switch (benchmark.verdict) {
    case 'scales-worse':
      return say`${label} scales worse${lost}${whileOneCore(benchmark)}`
    case 'slower':
      return say`${label} is slower${lost}${alike(benchmark, shift)}`
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
  const what = of === 'throughput' ? say`it measured` : say`its speedup measured`
  const stored = of === 'throughput' ? say`the stored baseline` : say`that of the stored baseline`
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

/** Why nothing could be said: noise first, then what went wrong, then what was missing. */
export function unseen({ points, detect }: JudgedBenchmark): Sentence {
  const reasons = points.flatMap(({ reason }) => (reason === undefined ? [] : [reason]))
  const coresWith = (kind: PointReason['kind']) =>
    coreCounts(points.filter(({ reason }) => reason?.kind === kind).map(({ cores }) => cores))
  const noisy = reasons.filter((reason) => reason.kind === 'too-noisy')
  if (noisy.length > 0) {
    const smallest = Math.max(...noisy.map((reason) => reason.smallestDetectable))
    const seconds = noisy.map((reason) => reason.secondsNeeded)
    const enough = seconds.every((needed) => needed !== undefined)
      ? say`; ${budgetFlag(Math.max(...seconds))} would see ${limit(detect)}`
      : []
    return say`a loss under ${size(smallest)} could not have been seen${enough}`
  }
  const few = reasons.find((reason) => reason.kind === 'too-few-rounds')
  if (few) {
    const enough =
      few.secondsNeeded === undefined ? [] : say`; ${budgetFlag(few.secondsNeeded)} would give them`
    return say`${count(few.rounds, 'round')} measured where ${count(few.needed, 'round')} are needed${enough}`
  }
  if (reasons.some(({ kind }) => kind === 'interrupted')) return say`the measurement was interrupted`
  if (reasons.some(({ kind }) => kind === 'void-quads'))
    return say`too many quads were void at ${coresWith('void-quads')}`
  if (reasons.some(({ kind }) => kind === 'generator-bound')) {
    return say`the load generator was the limit at ${coresWith('generator-bound')}`
  }
  if (reasons.some(({ kind }) => kind === 'not-in-base'))
    return say`base was not measured at ${coresWith('not-in-base')}`
  return say`too little evidence for a verdict`
}

function moved({ point, of, change }: Shift, throughput: Sentence, speedup: Sentence): Sentence {
  const amount = say`${size(change.estimate)} (95 % interval ${interval(change)})`
  const at = say`at ${count(point.cores, 'core')}`
  if (of === 'throughput') return say`${at} ${throughput} ${amount}`
  const { base, head } = point.speedup ?? {}
  const path = base === undefined || head === undefined ? [] : say`, from ${times(base)} to ${times(head)}`
  return say`${at} ${speedup} ${amount}${path}`
}

function whileOneCore(benchmark: JudgedBenchmark): Sentence {
  const one = benchmark.points.find(({ cores }) => cores === 1)
  if (one?.change === undefined) return []
  if (one.verdict === 'unchanged') return say` while 1 core held`
  if (one.change.low > 0) return say` while 1 core gained ${size(one.change.estimate)}`
  return say` while 1 core measured ${percent(one.change.estimate)}`
}

function alreadyAtOne(benchmark: JudgedBenchmark): Sentence {
  const one = benchmark.points.find(({ cores }) => cores === 1)?.change
  return one && one.estimate < 0 ? say`, of which ${size(one.estimate)} already at 1 core` : []
}

function alike(benchmark: JudgedBenchmark, shift: Shift | undefined): Sentence {
  const others = regressed(benchmark).filter((point) => point !== shift?.point)
  return others.length === 0 ? [] : say`, and at ${coreCounts(others.map(({ cores }) => cores))} too`
}
