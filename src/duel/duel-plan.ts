import type { Look } from '../result/shared-schema.ts'
import { ALPHA, DOUBT } from '../scaling/duel-decision.ts'
import { ROUNDS_FOR_DUEL } from '../scaling/duel-hypotheses.ts'
import { FIRST_LOOK, INTERIM_SHARE, MOST_ROUNDS, ROUNDS_WANTED } from '../scaling/duel-rounds.ts'

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

const WARM_UP = { least: 200, most: 500 }
const MEASURE = { least: 800, usual: 3200, most: 12_000 }
/** Starting and stopping two programs: a first guess, before a round has been seen. */
const START_GUESS = 400
/** A visit of an overload, a quad of episodes, likewise. */
const OVERLOAD_GUESS = 12_000
const QUADS = { least: 2, most: 30 }
/** A round that fits to the last bit fits. */
const ROUNDING = 1e-9
/** Where the two interim looks lie in the rounds that are planned. */
const INTERIM = [0.4, 0.7]

/** Lays out the visits of the first round, the pilot: shorter ones where the budget is small. */
export function planPilot(visits: number, budget: number): DuelVisitPlan {
  const perVisit = budget / (ROUNDS_WANTED * Math.max(1, visits))
  const warmUp = clamp(perVisit / 8, WARM_UP.least, WARM_UP.most)
  return { warmUp, measure: clamp(perVisit - 2 * warmUp - START_GUESS, MEASURE.least, MEASURE.usual) }
}

/**
 * Plans from the pilot: `pace` is what its `visits` took, of it `overhead` for starting and warming up. A slow start
 * gets longer visits with more quads, so that half of the time measures, and so fewer rounds; but not fewer than
 * are wanted, for with few degrees of freedom a t quantile costs more than quads can give.
 */
export function planDuel(
  pilot: DuelVisitPlan & {
    readonly visits: number
    readonly pace: number
    readonly overhead: number
    readonly budget: number
  },
): DuelPlan {
  const { warmUp, pace, overhead, budget } = pilot
  const visits = Math.max(1, pilot.visits)
  const left = budget - pace
  const longest = pilot.measure + (left / (ROUNDS_WANTED - 1) - pace) / visits
  const wanted = clamp(overhead / visits, pilot.measure, MEASURE.most)
  const measure = Math.max(pilot.measure, Math.min(wanted, longest))
  const nextPace = pace + visits * (measure - pilot.measure)
  const rounds = clamp(1 + Math.floor(left / Math.max(1, nextPace) + ROUNDING), ROUNDS_FOR_DUEL, MOST_ROUNDS)
  const interimLooks =
    rounds < FIRST_LOOK + 2
      ? []
      : [...new Set(INTERIM.map((share) => Math.max(FIRST_LOOK, Math.ceil(rounds * share))))].filter(
          (look) => look < rounds,
        )
  return { warmUp, measure, pace: nextPace, rounds, interimLooks }
}

/** Visits of a round, and how many of them are overloads. */
export interface RoundLoad {
  readonly visits: number
  readonly overloads: number
}

/** The plan before a round has been seen: starting is taken to be quick. */
export function estimateDuel(load: RoundLoad, budget: number): DuelPlan {
  const pilot = planPilot(load.visits, budget)
  const overhead = load.visits * (START_GUESS + 2 * pilot.warmUp)
  return planDuel({ ...pilot, visits: load.visits, pace: paceOf(pilot, load), overhead, budget })
}

/** The least time (ms) in which a duel holds the fewest rounds that can decide, if programs start quickly. */
export function leastDuelTime(load: RoundLoad): number {
  return ROUNDS_FOR_DUEL * paceOf(planPilot(load.visits, 0), load)
}

function paceOf({ warmUp, measure }: DuelVisitPlan, { visits, overloads }: RoundLoad): number {
  return visits * (START_GUESS + 2 * warmUp) + (visits - overloads) * measure + overloads * OVERLOAD_GUESS
}

/** How many quads of slices of the given length (ms) fill a visit. */
export function quadsPerVisit(measure: number, slice: number): number {
  return clamp(Math.round(measure / (4 * slice)), QUADS.least, QUADS.most)
}

/**
 * A look after `round`. The levels of all looks add up to α, so that looking early costs no false alarms, and those of a
 * shard to its share of α. The doubt with which a loss is excluded is that of each point, and no shard's to share.
 */
export function lookAfter(round: number, plan: DuelPlan, which: 'interim' | 'last', share = 1): Look {
  const part = which === 'interim' ? INTERIM_SHARE : 1 - INTERIM_SHARE * plan.interimLooks.length
  return { round, level: ALPHA * part * share, doubt: DOUBT * part }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
