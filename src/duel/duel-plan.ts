import type { Look } from '../result/shared-schema.ts'
import { ALPHA, DOUBT } from '../scaling/duel-decision.ts'
import { ROUNDS_FOR_DUEL } from '../scaling/duel-hypotheses.ts'
import { INTERIM_SHARE } from '../scaling/duel-rounds.ts'
import { type DuelPlan, type DuelVisitPlan, planDuel, planPilot, START_GUESS } from '../scaling/plan-duel.ts'

/** A visit of an overload, a quad of episodes: a first guess, before a round has been seen. */
const OVERLOAD_GUESS = 12_000
const QUADS = { least: 2, most: 30 }

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
