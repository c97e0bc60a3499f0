import type { PointReason } from '../result/comparison.ts'
import type { DuelDecision } from './duel-decision.ts'
import { ROUNDS_FOR_DUEL } from './duel-hypotheses.ts'
import { ROUNDS_WANTED } from './duel-rounds.ts'

/**
 * Why the rounds of a point, with which nothing is wrong, did not decide it, and the budget that would.
 * @param rounds that were not lost
 * @param pace seconds that a round of the whole duel takes; 0 where it is not known
 */
export function duelReason(
  decision: DuelDecision | undefined,
  rounds: number,
  detect: number,
  pace: number,
): PointReason {
  if (decision === undefined) return { kind: 'interrupted' }
  const { smallestDetectable, roundsNeeded } = decision
  if (smallestDetectable === undefined) {
    return { kind: 'too-few-rounds', rounds, needed: ROUNDS_FOR_DUEL, ...needing(ROUNDS_WANTED * pace) }
  }
  return {
    kind: 'too-noisy',
    // A loss about as large as `detect` was seen but neither proved nor excluded: more rounds are the answer too.
    smallestDetectable: Math.max(smallestDetectable, detect),
    ...(roundsNeeded === undefined ? {} : needing(roundsNeeded * pace)),
  }
}

function needing(seconds: number): { readonly secondsNeeded?: number } {
  return seconds > 0 ? { secondsNeeded: seconds } : {}
}
