/** How a duel is laid out. Times in milliseconds. */
export interface DuelPlan {
  /** Rounds that the budget allows, at the pace of the pilot. */
  readonly rounds: number
  /** Quads of a visit. */
  readonly quads: number
  /** Rounds after which there is a look, ascending; the last look is at the end, whenever that is. */
  readonly interimLooks: readonly number[]
}

/** Warm-up of each arm: fixed, and equal for both. */
export const WARM_UP = 500
/** Quads of the pilot, and of every visit to a service that starts fast. */
export const QUADS = 8
const MOST_QUADS = 30
export const MOST_ROUNDS = 80
export const FEWEST_ROUNDS = 3
/** Before this round a look has too few degrees of freedom to reject anything. */
const FIRST_LOOK = 6
/** Where the two interim looks lie in the rounds that are planned. */
const INTERIM = [0.4, 0.7]

/** Chance of a false alarm in a whole report, over all looks (DESIGN: family-wise). */
export const ALPHA = 0.01
const INTERIM_SHARE = 0.25

/**
 * Plans from the pilot, the first round: `pace` is what a round took, of it `overhead` for starting, warming up and
 * stopping. A slow start gets more quads, so that at least half of the time measures, and so fewer rounds.
 */
export function planDuel(pilot: { pace: number; overhead: number; budget: number }): DuelPlan {
  const measuring = Math.max(1, pilot.pace - pilot.overhead)
  const quads = clamp(Math.round((QUADS * pilot.overhead) / measuring), QUADS, MOST_QUADS)
  const pace = pilot.overhead + (measuring * quads) / QUADS
  const rounds = clamp(1 + Math.floor((pilot.budget - pilot.pace) / pace), 1, MOST_ROUNDS)
  const interimLooks =
    rounds < FIRST_LOOK + 2
      ? []
      : [...new Set(INTERIM.map((share) => Math.max(FIRST_LOOK, Math.ceil(rounds * share))))].filter(
          (look) => look < rounds,
        )
  return { rounds, quads, interimLooks }
}

/** The level of a look: the levels of all looks add up to α, so that looking early costs no false alarms. */
export function lookLevel(plan: DuelPlan, look: 'interim' | 'last'): number {
  if (look === 'interim') return ALPHA * INTERIM_SHARE
  return ALPHA * (1 - INTERIM_SHARE * plan.interimLooks.length)
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
