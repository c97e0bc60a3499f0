import type { PointReason } from '../result/comparison.ts'
import type { Method } from '../result/shared-schema.ts'
import { budgetHolding } from './budget-holding.ts'
import type { DuelDecision } from './duel-decision.ts'
import { ROUNDS_FOR_DUEL } from './duel-hypotheses.ts'
import { ROUNDS_WANTED } from './duel-rounds.ts'

/**
 * Why the rounds of a point, with which nothing is wrong, did not decide it, and the budget that would.
 * @param rounds that were held, null where they were lost
 * @param method how the whole duel was laid out
 */
export function duelReason(
  decision: DuelDecision | undefined,
  rounds: readonly (number | null)[],
  detect: number,
  method: Pick<Method, 'pace' | 'layout'>,
): PointReason {
  if (decision === undefined) return { kind: 'interrupted' }
  const { smallestDetectable, roundsNeeded } = decision
  const measured = rounds.filter((gain) => gain !== null).length
  if (smallestDetectable === undefined) {
    const needed = ROUNDS_FOR_DUEL
    return { kind: 'too-few-rounds', rounds: measured, needed, ...needing(ROUNDS_WANTED, method) }
  }
  // Of those to come as many will be lost.
  const needed = roundsNeeded && Math.ceil((roundsNeeded * rounds.length) / measured)
  const time = needed === undefined ? {} : needing(needed, method)
  return smallestDetectable > detect
    ? { kind: 'too-noisy', smallestDetectable, ...time }
    : { kind: 'undecided', ...time }
}

function needing(
  rounds: number,
  method: Pick<Method, 'pace' | 'layout'>,
): { readonly secondsNeeded?: number } {
  const seconds = budgetHolding(rounds, method)
  return seconds === undefined ? {} : { secondsNeeded: seconds }
}
