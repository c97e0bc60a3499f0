import type { PointReason } from '../result/comparison.ts'
import { coreCounts, count } from './counts.ts'
import { aLoss } from './direction.ts'
import { grouped, size } from './numbers.ts'
import { code, type Part, type Sentence, say } from './sentence.ts'
import type { JudgedBenchmark } from './view.ts'

/** Why points have no verdict, one sentence a kind of reason, for those that the headline does not explain. */
export function reasonSentences(benchmark: JudgedBenchmark): readonly Sentence[] {
  const known = benchmark.points.flatMap(({ cores, reason }) =>
    reason === undefined ? [] : [{ cores, reason }],
  )
  return Map.groupBy(known, ({ reason }) => reason.kind)
    .values()
    .toArray()
    .flatMap((group) => {
      const cores = coreCounts(group.map((point) => point.cores))
      const reason = group.map((point) => point.reason).reduce(weightier)
      return reason.kind === 'suspicion' ? [] : [say`${cores}: ${reasonSentence(reason, benchmark)}.`]
    })
}

function weightier(a: PointReason, b: PointReason): PointReason {
  if (a.kind === 'undecided' && b.kind === 'undecided') return longer(a, b)
  return a.kind === 'too-noisy' && b.kind === 'too-noisy' && b.smallestDetectable > a.smallestDetectable
    ? b
    : a
}

/** A budget decides them all, so one that none decides is the weightiest. */
function longer(a: Undecided, b: Undecided): Undecided {
  return (b.secondsNeeded ?? Infinity) > (a.secondsNeeded ?? Infinity) ? b : a
}

type Undecided = Extract<PointReason, { kind: 'undecided' }>

/** The budget that would have been enough, in whole minutes. */
export function budgetFlag(seconds: number): Part {
  return code(`--budget ${Math.ceil(seconds / 60)}m`)
}

/** A stored record's doubt no budget mends. */
function enough(seconds: number | undefined): Sentence {
  return seconds === undefined ? [] : say`; ${budgetFlag(seconds)} would`
}

export function deciding(seconds: number | undefined): Sentence {
  return seconds === undefined ? [] : say`; ${budgetFlag(seconds)} would decide, if what was seen stays`
}

function moreBudget(seconds: number | undefined): Sentence {
  return seconds === undefined
    ? say`; a longer ${code('--budget')} gives more`
    : say`; ${budgetFlag(seconds)} would give them`
}

function reasonSentence(reason: PointReason, benchmark: JudgedBenchmark): Sentence {
  switch (reason.kind) {
    case 'too-few-cpus':
      return say`skipped, because this machine can give a program ${count(reason.available, 'CPU')}`
    case 'generator-bound':
      return say`no verdict, because the load generator was the limit, not the service`
    case 'suspicion':
      return say`beyond the tolerance, but one stored run cannot prove it`
    case 'too-noisy':
      return say`${aLoss(benchmark)} under ${size(reason.smallestDetectable)} could not have been seen${enough(reason.secondsNeeded)}`
    case 'undecided':
      return say`${aLoss(benchmark)} was neither proved nor excluded${deciding(reason.secondsNeeded)}`
    case 'not-in-base':
      return say`nothing to compare with, because base was not measured there`
    case 'too-few-rounds':
      return say`${count(reason.rounds, 'round')} measured where ${count(reason.needed, 'round')} are needed${moreBudget(reason.secondsNeeded)}`
    case 'void-quads':
      return say`no verdict, because ${grouped(reason.void)} of ${count(reason.quads, 'quad')} were void: requests failed, the load generator was the limit, or the machine was stolen from`
    case 'interrupted':
      return say`no verdict, because the comparison was interrupted`
    case 'no-capacity':
      return say`no verdict, because the rate is a share of base’s capacity, and that was not measured there; a ${code('rate')} in requests per second (${code('500/s')}) needs none`
    case 'late-sends':
      return say`no verdict, because the load generator sent too many requests late to tell the service’s latency from its own; lower the ${code('rate')}, or leave it a CPU of its own with ${code('--cores')}`
    case 'rate-above-capacity':
      return say`no verdict, because base cannot do as much as the ${code('rate')} offers: its queue only grew; lower the ${code('rate')}, or use ${code('overload')}`
    case 'other-host':
      return say`not compared, because base was measured on another machine and one core has no speedup`
  }
}
