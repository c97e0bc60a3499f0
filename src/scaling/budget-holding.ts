import type { Method } from '../result/shared-schema.ts'
import { MOST_ROUNDS } from './duel-rounds.ts'
import { MEASURE, planDuel, planPilot, wantedMeasure } from './plan-duel.ts'

/** No budget is named that is longer than what a result may hold. Seconds. */
const LONGEST = 1e10
/** Between budgets that are tried: by a fiftieth, or a minute where that is more. */
const STEP = 1.02

/**
 * The budget of the whole comparison, in seconds and whole minutes, with which the plan holds so many rounds like those of
 * a duel that was measured: planned as it would be, since a longer budget has longer visits too. None where how they were
 * laid out is not known, or no duel has so many rounds.
 */
export function budgetHolding(
  rounds: number,
  { pace = 0, layout }: Pick<Method, 'pace' | 'layout'>,
): number | undefined {
  if (layout === undefined || pace === 0 || rounds > MOST_ROUNDS) return undefined
  const duel = { ...layout, pace }
  const shortest = rounds * pilotAt(0, duel).pace
  let minutes = Math.max(1, Math.ceil(shortest / 1000 / layout.ofBudget / 60))
  while (minutes * 60 <= LONGEST) {
    if (holds(rounds, minutes * 60_000 * layout.ofBudget, duel)) return minutes * 60
    minutes = Math.max(minutes + 1, Math.floor(minutes * STEP))
  }
  return undefined
}

type Laid = NonNullable<Method['layout']> & { readonly pace: number }

/** Whether the plan of a budget (ms) has so many rounds, with visits as long as they were or as they are wanted. */
function holds(rounds: number, budget: number, duel: Laid): boolean {
  const pilot = pilotAt(budget, duel)
  const plan = planDuel({ ...pilot, budget })
  const longEnough =
    plan.measure >= Math.min(duel.measure * 1000, wantedMeasure({ ...pilot, measure: MEASURE.usual }))
  return plan.rounds >= rounds && pilot.pace + (rounds - 1) * plan.pace <= budget && longEnough
}

/** The first round under a budget (ms): what its visits do beside warming up and measuring takes as long as it did. */
function pilotAt(budget: number, { visits, pace, warmUp, measure, overhead }: Laid) {
  const pilot = planPilot(visits, budget)
  const warming = 2000 * visits * warmUp
  const rest = Math.max(0, 1000 * pace - warming - 1000 * visits * measure)
  const starting = Math.max(0, 1000 * overhead - warming)
  return {
    ...pilot,
    visits,
    pace: rest + visits * (2 * pilot.warmUp + pilot.measure),
    overhead: starting + 2 * visits * pilot.warmUp,
  }
}
