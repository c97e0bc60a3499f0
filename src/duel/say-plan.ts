import { type DuelPlan, estimateDuel, leastDuelTime } from './duel-plan.ts'
import { entriesOf, type Series } from './series.ts'

interface Size {
  readonly series: readonly Series[]
  readonly cores: readonly number[]
  /** Milliseconds. */
  readonly budget: number
}

/** Before anything ran: how many rounds the budget should give, and where it gives too few to decide anything. */
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
        `The budget of ${seconds(budget)} is too short: three rounds, the fewest that can decide, take about ${seconds(least)}. What they do not decide is inconclusive.`,
      ]
}

/** After the first round: what came of the estimate. */
export function planSentence(plan: Pick<DuelPlan, 'rounds'>, size: Size): string {
  return `base against head: ${pointsOf(size)}, about ${roundsOf(plan.rounds)} within ${minutes(size.budget)}`
}

function pointsOf({ series, cores }: Pick<Size, 'series' | 'cores'>): string {
  const points = series.reduce((sum, each) => sum + entriesOf(each).length, 0) * cores.length
  return `${points} ${points === 1 ? 'point' : 'points'}`
}

const roundsOf = (rounds: number) => `${rounds} ${rounds === 1 ? 'round' : 'rounds'}`
const minutes = (milliseconds: number) => `${Math.round(milliseconds / 6000) / 10} min`
const seconds = (milliseconds: number) => `${Math.ceil(milliseconds / 1000)} s`
