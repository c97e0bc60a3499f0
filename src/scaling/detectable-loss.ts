import { studentTQuantile } from '../stats/student-t.ts'
import type { Estimate } from '../stats/t-interval.ts'
import { type Direction, gainOfLoss, lossOfGain } from './direction.ts'
import { MOST_ROUNDS } from './duel-rounds.ts'
import type { Tolerances } from './stored-verdict.ts'

/** Chance of finding a loss of the smallest detectable size. */
const POWER = 0.9
export interface DetectableLoss {
  /** The smallest loss that a duel of these rounds finds nine times out of ten, as a fraction. */
  readonly smallestDetectable: number
  /**
   * Rounds after which that is `detect`; where it is so already and the point is open all the same, after which the loss
   * that was seen is proved or excluded. Absent where no duel has as many.
   */
  readonly roundsNeeded?: number | undefined
}

/**
 * The loss whose test at level `alpha` has a power of 0.9, with the scatter seen: tolerance + (t(1 − α, ν) +
 * t(power, ν)) · s / √R, and the number of rounds R that brings it down to `detect` (Cohen 1988, ch. 2).
 */
export function detectableLoss(
  { standardError, degreesOfFreedom }: Estimate,
  { tolerance, detect, direction }: Tolerances & { readonly direction: Direction },
  alpha: number,
): DetectableLoss {
  const scatter = standardError * Math.sqrt(degreesOfFreedom + 1)
  const loss = (rounds: number): number => {
    // Nothing scatters: then no reach is too far, nor infinite.
    if (scatter === 0) return tolerance
    const reach = studentTQuantile(1 - alpha, rounds - 1) + studentTQuantile(POWER, rounds - 1)
    return lossOfGain(gainOfLoss(tolerance, direction) - (reach * scatter) / Math.sqrt(rounds), direction)
  }
  const now = degreesOfFreedom + 1
  const smallestDetectable = loss(now)
  if (smallestDetectable <= detect) return { smallestDetectable }
  if (now >= MOST_ROUNDS || loss(MOST_ROUNDS) > detect) return { smallestDetectable }
  // More rounds never see less.
  let [tooFew, enough] = [now, MOST_ROUNDS]
  while (enough - tooFew > 1) {
    const rounds = Math.floor((tooFew + enough) / 2)
    if (loss(rounds) <= detect) enough = rounds
    else tooFew = rounds
  }
  return { smallestDetectable, roundsNeeded: enough }
}
