import { ROUNDS_FOR_DUEL } from '../scaling/duel-hypotheses.ts'
import type { DuelPlan } from '../scaling/plan-duel.ts'
import { estimateDuel, leastDuelTime } from './duel-plan.ts'
import { entriesOf, type Series } from './series.ts'

interface Size {
  readonly series: readonly Series[]
  readonly cores: readonly number[]
  /** Milliseconds. */
  readonly budget: number
}

/** Before anything ran: how many rounds the budget should give, and where it is too short for the fewest. */
export function firstEstimate({ series, cores, budget }: Size): string[] {
  const visits = series.length * cores.length
  const overloads = series.filter((each) => each.kind === 'http' && each.regime === 'overload').length
  const load = { visits, overloads: overloads * cores.length }
  const { rounds, pace } = estimateDuel(load, budget)
  const lines = [
    `first estimate: ${pointsOf({ series, cores })}, about ${roundsOf(rounds)} of ${seconds(pace)} within ${minutes(budget)}; the first round will tell better`,
  ]
  const least = leastDuelTime(load)
  return budget >= least
    ? lines
    : [
        ...lines,
        `The budget of ${seconds(budget)} is too short: three rounds, the fewest that can decide, will take about ${seconds(least)}.`,
      ]
}

/** After the first round, which took `pilot` ms: what came of the estimate. */
export function planSentence(
  { rounds, pace }: Pick<DuelPlan, 'rounds' | 'pace'>,
  size: Size,
  pilot: number,
): string {
  const whole = pilot + (rounds - 1) * pace
  const against = `base against head: ${pointsOf(size)}`
  return whole <= size.budget || rounds > ROUNDS_FOR_DUEL
    ? `${against}, about ${roundsOf(rounds)} within ${minutes(size.budget)}`
    : `${against}, ${roundsOf(rounds)} of about ${seconds(whole)} in all, though the budget is ${seconds(size.budget)}: fewer cannot decide`
}

function pointsOf({ series, cores }: Pick<Size, 'series' | 'cores'>): string {
  const points = series.reduce((sum, each) => sum + entriesOf(each).length, 0) * cores.length
  return `${points} ${points === 1 ? 'point' : 'points'}`
}

const roundsOf = (rounds: number) => `${rounds} ${rounds === 1 ? 'round' : 'rounds'}`
const minutes = (milliseconds: number) => `${Math.round(milliseconds / 6000) / 10} min`
const seconds = (milliseconds: number) => `${Math.ceil(milliseconds / 1000)} s`
