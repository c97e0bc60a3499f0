import type { PointReason } from '../result/comparison.ts'
import { largest } from '../stats/extremes.ts'
import { coreCounts, count } from './counts.ts'
import { aLoss } from './direction.ts'
import { limit, size } from './numbers.ts'
import { budgetFlag, deciding } from './reasons.ts'
import { type Sentence, say } from './sentence.ts'
import type { JudgedBenchmark } from './view.ts'

/** Why nothing could be said: noise first, then what went wrong, then what was missing. */
export function unseen(benchmark: JudgedBenchmark): Sentence {
  const { points, detect } = benchmark
  const reasons = points.flatMap(({ reason }) => (reason === undefined ? [] : [reason]))
  const noisy = reasons.filter((reason) => reason.kind === 'too-noisy')
  if (noisy.length > 0) {
    const seen = largest(noisy.map((reason) => reason.smallestDetectable))
    const seconds = noisy.map((reason) => reason.secondsNeeded)
    const enough = seconds.every((needed) => needed !== undefined)
      ? say`; ${budgetFlag(largest(seconds))} would see ${limit(detect)}`
      : []
    return say`${aLoss(benchmark)} under ${size(seen)} could not have been seen${enough}`
  }
  const undecided = reasons.filter((reason) => reason.kind === 'undecided')
  if (undecided.length > 0) {
    const seconds = undecided.map((reason) => reason.secondsNeeded)
    const known = seconds.every((needed) => needed !== undefined) ? largest(seconds) : undefined
    return say`${aLoss(benchmark)} was neither proved nor excluded${deciding(known)}`
  }
  const few = reasons.find((reason) => reason.kind === 'too-few-rounds')
  if (few) {
    const enough =
      few.secondsNeeded === undefined ? [] : say`; ${budgetFlag(few.secondsNeeded)} would give them`
    return say`${count(few.rounds, 'round')} measured where ${count(few.needed, 'round')} are needed${enough}`
  }
  const hindrance = HINDRANCES.find(([kind]) => reasons.some((reason) => reason.kind === kind))
  if (hindrance === undefined) return say`too little evidence for a verdict`
  const [kind, words] = hindrance
  const cores = points.filter(({ reason }) => reason?.kind === kind).map((point) => point.cores)
  return kind === 'interrupted' ? words : say`${words} at ${coreCounts(cores)}`
}

const HINDRANCES: readonly (readonly [PointReason['kind'], Sentence])[] = [
  ['interrupted', say`the measurement was interrupted`],
  ['void-quads', say`too many quads were void`],
  ['late-sends', say`the load generator sent too many requests late`],
  ['generator-bound', say`the load generator was the limit`],
  ['no-capacity', say`base’s capacity, of which the rate is a share, was not measured`],
  ['not-in-base', say`base was not measured`],
]
