import { ROUNDS_FOR_DUEL } from './duel-hypotheses.ts'
import { FIRST_LOOK, MOST_ROUNDS, ROUNDS_WANTED } from './duel-rounds.ts'

/** How long a visit of a duel lasts. Times in milliseconds. */
export interface DuelVisitPlan {
  /** Warm-up of each arm: fixed, and equal for both. */
  readonly warmUp: number
  /** Time for quads, however many they are. */
  readonly measure: number
}

/** How a duel is laid out. */
export interface DuelPlan extends DuelVisitPlan {
  /** What a round takes. */
  readonly pace: number
  /** Rounds that the budget allows at this pace, and never fewer than can decide. */
  readonly rounds: number
  /** Rounds after which there is a look, ascending; the last look is at the end, whenever that is. */
  readonly interimLooks: readonly number[]
}

/** What is known after the pilot. */
export interface Pilot extends DuelVisitPlan {
  /** Of a round. */
  readonly visits: number
  /** What the round took. */
  readonly pace: number
  /** Of it, for starting and warming up. */
  readonly overhead: number
  readonly budget: number
}

/** Starting and stopping two programs: a first guess, before a round has been seen. */
export const START_GUESS = 400
const WARM_UP = { least: 200, most: 500 }
/** The usual is eight quads of usual slices. */
export const MEASURE = { least: 800, usual: 3200, most: 12_000 }
/** A round that fits to the last bit fits. */
const ROUNDING = 1e-9
/** Where the two interim looks lie in the rounds that are planned. */
const INTERIM = [0.4, 0.7]
/** Part of the time left that longer visits leave free: a round that is a little slow must not cost the last one. */
const SLACK = 0.05

/** Lays out the visits of the first round, the pilot: shorter ones where the budget is small. */
export function planPilot(visits: number, budget: number): DuelVisitPlan {
  const perVisit = budget / (ROUNDS_WANTED * Math.max(1, visits))
  const warmUp = clamp(perVisit / 8, WARM_UP.least, WARM_UP.most)
  return { warmUp, measure: clamp(perVisit - 2 * warmUp - START_GUESS, MEASURE.least, MEASURE.usual) }
}

/**
 * Plans from the pilot. A slow start gets longer visits with more quads, so that half of the time measures, and so fewer
 * rounds; but not fewer than are wanted, for with few degrees of freedom a t quantile costs more than quads can give.
 * Where fewer fit anyhow, the time that whole rounds leave over goes into longer visits.
 */
export function planDuel(pilot: Pilot): DuelPlan {
  const { warmUp, pace, budget } = pilot
  const visits = Math.max(1, pilot.visits)
  const left = budget - pace
  const longest = pilot.measure + (left / (ROUNDS_WANTED - 1) - pace) / visits
  const wanted = wantedMeasure(pilot)
  const first = Math.max(pilot.measure, Math.min(wanted, longest))
  const paceAt = (measure: number) => pace + visits * (measure - pilot.measure)
  const fitting = 1 + Math.floor(left / Math.max(1, paceAt(first)) + ROUNDING)
  const rounds = clamp(fitting, ROUNDS_FOR_DUEL, MOST_ROUNDS)
  const measure = fitting < ROUNDS_WANTED ? fewRoundsMeasure(pilot, fitting, first) : first
  const interimLooks =
    rounds < FIRST_LOOK + 2
      ? []
      : [...new Set(INTERIM.map((share) => Math.max(FIRST_LOOK, Math.ceil(rounds * share))))].filter(
          (look) => look < rounds,
        )
  return { warmUp, measure, pace: paceAt(measure), rounds, interimLooks }
}

/** So that half of the time measures. */
export function wantedMeasure({ overhead, visits, measure }: Omit<Pilot, 'pace' | 'budget'>): number {
  return clamp(overhead / Math.max(1, visits), measure, MEASURE.most)
}

/** The visits of fewer rounds than are wanted, `fitting` of which the budget holds at visits of `measure`. */
function fewRoundsMeasure(pilot: Pilot, fitting: number, measure: number): number {
  // The budget is exceeded anyhow, for the fewest that can decide: starts that were paid for are then used well.
  if (fitting < ROUNDS_FOR_DUEL) return Math.max(measure, Math.min(wantedMeasure(pilot), MEASURE.usual))
  const { pace, budget } = pilot
  const perRound = ((budget - pace) * (1 - SLACK)) / (fitting - 1)
  const longer = pilot.measure + (perRound - pace) / Math.max(1, pilot.visits)
  return clamp(longer, measure, Math.max(measure, MEASURE.most))
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
