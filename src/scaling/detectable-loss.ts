import { studentTQuantile } from '../stats/student-t.ts'
import type { Estimate } from '../stats/t-interval.ts'
import { type Direction, gainOfLoss, lossOfGain } from './direction.ts'
import type { Tolerances } from './stored-verdict.ts'

/** Chance of finding a loss of the smallest detectable size. */
const POWER = 0.9
/** Beyond so many rounds none are promised. */
const MOST_ROUNDS = 1000

export interface DetectableLoss {
  /** The smallest loss that a duel of these rounds finds nine times out of ten, as a fraction. */
  readonly smallestDetectable: number
  /** Rounds after which that is `detect`; absent where it is so already, or would not be within a thousand. */
  readonly roundsNeeded?: number
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
    const reach = studentTQuantile(1 - alpha, rounds - 1) + studentTQuantile(POWER, rounds - 1)
    return lossOfGain(gainOfLoss(tolerance, direction) - (reach * scatter) / Math.sqrt(rounds), direction)
  }
  const now = degreesOfFreedom + 1
  const smallestDetectable = loss(now)
  if (smallestDetectable <= detect) return { smallestDetectable }
  for (let rounds = now + 1; rounds <= MOST_ROUNDS; rounds = Math.ceil(rounds * 1.1)) {
    if (loss(rounds) <= detect) return { smallestDetectable, roundsNeeded: rounds }
  }
  return { smallestDetectable }
}
