import { ROUNDS_FOR_MEDIAN_INTERVAL } from '../stats/median-interval.ts'

/** How long a visit lasts. Times in milliseconds. */
export interface VisitPlan {
  readonly warmUp: number
  /** Time for slices, however many they are. */
  readonly measure: number
}

/** Rounds of a measurement: `planned` without a budget, as many as fit within one. */
export interface RoundPlan extends VisitPlan {
  readonly rounds: number
  readonly fewest: number
}

const ROUNDS = ROUNDS_FOR_MEDIAN_INTERVAL
const FEWEST_ROUNDS = 3
const MOST_ROUNDS = 40

/** Starting, getting ready and stopping: a first guess, before a round has been seen. */
const START_GUESS = 500
const WARM_UP = { least: 200, most: 1000 }
const MEASURE = { least: 400, most: 1500 }

/**
 * Plans `visits` a round into `budget` (ms): the length of a visit first, so that six rounds fit; what is over
 * becomes more rounds. Without a budget: six rounds of full length.
 */
export function planRounds(visits: number, budget: number | undefined): RoundPlan {
  if (budget === undefined) {
    return { rounds: ROUNDS, fewest: FEWEST_ROUNDS, warmUp: WARM_UP.most, measure: MEASURE.most }
  }
  const perVisit = budget / (ROUNDS * Math.max(1, visits)) - START_GUESS
  const warmUp = clamp(perVisit / 3, WARM_UP.least, WARM_UP.most)
  const measure = clamp((perVisit * 2) / 3, MEASURE.least, MEASURE.most)
  return { rounds: MOST_ROUNDS, fewest: FEWEST_ROUNDS, warmUp, measure }
}

/** What the episodes of an overload's visit take: a first guess. */
const EPISODES_GUESS = 6000

/** The least time (ms) that a measurement of `visits` a round takes, some of them overloads, however short its budget. */
export function leastTime(visits: number, overloads: number): number {
  const { fewest, warmUp, measure } = planRounds(visits, 0)
  return fewest * (visits * (START_GUESS + warmUp + measure) + overloads * EPISODES_GUESS)
}

/** Whether another round is due, given what the rounds so far took. Times in ms. */
export function anotherRound(
  plan: RoundPlan,
  done: number,
  elapsed: number,
  budget: number | undefined,
): boolean {
  if (done >= plan.rounds) return false
  if (budget === undefined || done < plan.fewest) return true
  return elapsed + elapsed / done <= budget
}

/** The number of rounds that the budget seems to allow, from what the rounds so far took. */
export function expectedRounds(
  plan: RoundPlan,
  done: number,
  elapsed: number,
  budget: number | undefined,
): number {
  if (budget === undefined || done === 0 || elapsed === 0) return budget === undefined ? plan.rounds : ROUNDS
  return Math.min(plan.rounds, Math.max(plan.fewest, done, Math.floor(budget / (elapsed / done))))
}

/** How many slices fill `measure` ms; three at least, so that their median means something. */
export function slicesPerVisit(measure: number, slice: number): number {
  return Math.max(3, Math.round(measure / slice))
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
