import type { PointReason } from '../result/comparison.ts'
import type { DuelDecision } from '../scaling/duel-decision.ts'
import { ROUNDS_FOR_DUEL } from '../scaling/duel-hypotheses.ts'
import { MOST_ROUNDS, ROUNDS_WANTED } from './duel-plan.ts'
import type { DuelResult } from './measure-duel.ts'

/** Why the rounds of a point, with which nothing is wrong, did not decide it, and the budget that would. */
export function duelReason(
  decision: DuelDecision | undefined,
  rounds: number,
  detect: number,
  duel: Pick<DuelResult, 'complete' | 'pace'>,
): PointReason {
  if (decision === undefined && !duel.complete) return { kind: 'interrupted' }
  if (decision?.smallestDetectable === undefined) {
    const secondsNeeded = (ROUNDS_WANTED * duel.pace) / 1000
    return {
      kind: 'too-few-rounds',
      rounds,
      needed: ROUNDS_FOR_DUEL,
      ...(secondsNeeded > 0 ? { secondsNeeded } : {}),
    }
  }
  const { smallestDetectable, roundsNeeded } = decision
  // A duel ends after so many rounds, however long it may take.
  const seconds =
    roundsNeeded === undefined || roundsNeeded > MOST_ROUNDS ? undefined : (roundsNeeded * duel.pace) / 1000
  return {
    kind: 'too-noisy',
    // A loss about as large as `detect` was seen but neither proved nor excluded: more rounds are the answer too.
    smallestDetectable: Math.max(smallestDetectable, detect),
    ...(seconds === undefined ? {} : { secondsNeeded: seconds }),
  }
}
