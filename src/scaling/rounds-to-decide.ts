import type { Estimate } from '../stats/t-interval.ts'
import { gainOfLoss } from './direction.ts'
import { type Gain, pWorse } from './duel-hypotheses.ts'
import { MOST_ROUNDS } from './duel-rounds.ts'
import { isLossExcluded, type LossLimits } from './loss-excluded.ts'

/**
 * Rounds after which the same estimates, with the same scatter, prove a loss at level `alpha` or exclude it but for
 * `doubt`: the standard error falls as 1 / √R (Cohen 1988, ch. 2). None where no duel has as many.
 */
export function roundsToDecide(
  gain: Gain,
  limits: LossLimits,
  { alpha, doubt }: { readonly alpha: number; readonly doubt: number },
): number | undefined {
  const { found } = limits
  const edge = gainOfLoss(limits.tolerance, limits.direction)
  for (let rounds = gain.typical.degreesOfFreedom + 2; rounds <= MOST_ROUNDS; rounds++) {
    const then: Gain = {
      typical: after(rounds, gain.typical),
      ...(gain.total === undefined ? {} : { total: after(rounds, gain.total) }),
    }
    const worse = found && found.rounds > 0 ? Math.ceil((found.worse * rounds) / found.rounds) : rounds
    const foundThen = found === undefined ? {} : { found: { worse, rounds } }
    if (pWorse(then, edge) <= alpha) return rounds
    if (isLossExcluded(then, { ...limits, ...foundThen }, doubt)) return rounds
  }
  return undefined
}

function after(rounds: number, { estimate, standardError, degreesOfFreedom }: Estimate): Estimate {
  return {
    estimate,
    standardError: standardError * Math.sqrt((degreesOfFreedom + 1) / rounds),
    degreesOfFreedom: rounds - 1,
  }
}
