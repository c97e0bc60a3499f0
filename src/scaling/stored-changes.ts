import type { RecordPoint } from '../result/record.ts'
import type { Estimate } from '../stats/t-interval.ts'
import { differenceOfMeans } from '../stats/welch.ts'
import type { Direction } from './direction.ts'
import { logSpeedups, type Rounds } from './speedup.ts'

/** The points of two records that a comparison at n cores rests on; the singles are those at one core. */
export interface StoredPair {
  readonly base: RecordPoint
  readonly head: RecordPoint
  readonly baseSingle?: RecordPoint
  readonly headSingle?: RecordPoint
  readonly direction: Direction
}

/** The gain between two records in logarithms, or too few rounds in one of them to have a scatter. */
export type StoredChange =
  | { readonly kind: 'estimated'; readonly estimate: Estimate }
  | { readonly kind: 'too-few-rounds'; readonly rounds: number }

/** Two rounds have a scatter, but with one degree of freedom its interval is five times that of three rounds. */
export const ROUNDS_FOR_CHANGE = 3

/**
 * d(n) = ln X_head(n) − ln X_base(n), of a latency the other way round: the difference of the means of the logarithms
 * of rounds (Welch 1947).
 * Its error is the scatter of rounds within the two runs; how much runs differ is not in it.
 */
export function storedChange({ base, head, direction }: StoredPair): StoredChange {
  return change(logRounds(base.rounds), logRounds(head.rounds), direction)
}

/**
 * g(n) = d(n) − d(1) = ln S_head(n) − ln S_base(n), from the differences ln x_r(n) − ln x_r(1) paired by round
 * within each record, then between the records (Welch 1947). Undefined where a record lacks core count 1.
 */
export function storedScalingChange({
  base,
  head,
  baseSingle,
  headSingle,
  direction,
}: StoredPair): StoredChange | undefined {
  if (baseSingle === undefined || headSingle === undefined) return undefined
  return change(
    logSpeedups(base.rounds, baseSingle.rounds),
    logSpeedups(head.rounds, headSingle.rounds),
    direction,
  )
}

function change(base: readonly number[], head: readonly number[], direction: Direction): StoredChange {
  const rounds = Math.min(base.length, head.length)
  return rounds < ROUNDS_FOR_CHANGE
    ? { kind: 'too-few-rounds', rounds }
    : {
        kind: 'estimated',
        estimate:
          direction === 'more-is-better' ? differenceOfMeans(base, head) : differenceOfMeans(head, base),
      }
}

function logRounds(rounds: Rounds): number[] {
  return rounds.flatMap((value) => (value === null ? [] : [Math.log(value)]))
}
