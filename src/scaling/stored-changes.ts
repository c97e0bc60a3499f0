import type { RecordPoint } from '../result/record.ts'
import type { Estimate } from '../stats/t-interval.ts'
import { differenceOfMeans } from '../stats/welch.ts'
import { logSpeedups, type Rounds } from './speedup.ts'

/** The points of two records that a comparison at n cores rests on; the singles are those at one core. */
export interface StoredPair {
  readonly base: RecordPoint
  readonly head: RecordPoint
  readonly baseSingle?: RecordPoint
  readonly headSingle?: RecordPoint
}

/** A change between two records in logarithms, or too few rounds in one of them to have a scatter. */
export type StoredChange =
  | { readonly kind: 'estimated'; readonly estimate: Estimate }
  | { readonly kind: 'too-few-rounds'; readonly rounds: number }

/** Two rounds have a scatter, but with one degree of freedom its interval is five times that of three rounds. */
export const ROUNDS_FOR_CHANGE = 3

/**
 * d(n) = ln X_head(n) − ln X_base(n): the difference of the means of the logarithms of rounds, after Welch.
 * Its error is the scatter of rounds within the two runs; how much runs differ is not in it.
 */
export function storedChange({ base, head }: StoredPair): StoredChange {
  return change(logThroughputs(base.rounds), logThroughputs(head.rounds))
}

/**
 * g(n) = d(n) − d(1) = ln S_head(n) − ln S_base(n), from the differences ln x_r(n) − ln x_r(1) paired by round
 * within each record, then Welch between the records. Undefined where a record lacks core count 1.
 */
export function storedScalingChange({
  base,
  head,
  baseSingle,
  headSingle,
}: StoredPair): StoredChange | undefined {
  if (baseSingle === undefined || headSingle === undefined) return undefined
  return change(logSpeedups(base.rounds, baseSingle.rounds), logSpeedups(head.rounds, headSingle.rounds))
}

function change(base: readonly number[], head: readonly number[]): StoredChange {
  const rounds = Math.min(base.length, head.length)
  return rounds < ROUNDS_FOR_CHANGE
    ? { kind: 'too-few-rounds', rounds }
    : { kind: 'estimated', estimate: differenceOfMeans(base, head) }
}

function logThroughputs(rounds: Rounds): number[] {
  return rounds.flatMap((value) => (value === null ? [] : [Math.log(value)]))
}
