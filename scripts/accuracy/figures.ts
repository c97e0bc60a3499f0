import { mean, quantile, variance } from '../../src/stats/quantiles.ts'
import type { Loss, Scenario } from './scenario.ts'
import type { RuleTally, Tally, Width } from './tally.ts'
import { CONDITIONS, type Condition } from './trace.ts'

export const MINUTES = [5, 15] as const
export const LOSSES = [0.03, 0.05, 0.07, 0.1, 0.15] as const
export const LOSS_KINDS = ['uniform', 'scaling'] as const

/** Every scenario of the page: no loss, then each loss of each kind, for both conditions and times. */
export const SCENARIOS: readonly Scenario[] = CONDITIONS.flatMap((condition) =>
  MINUTES.flatMap((minutes) => {
    const losses: Loss[] = [
      { kind: 'none' },
      ...LOSS_KINDS.flatMap((kind) => LOSSES.map((share) => ({ kind, share }))),
    ]
    return losses.map((loss) => ({ condition, minutes, loss }))
  }),
)

/** The tallies of all scenarios, to be asked for by scenario. */
export class Figures {
  readonly #tallies: ReadonlyMap<string, Tally>

  constructor(tallies: readonly Tally[]) {
    this.#tallies = new Map(
      SCENARIOS.map((scenario, index) => [JSON.stringify(scenario), tallies[index] as Tally]),
    )
  }

  of(scenario: Scenario): Tally {
    const tally = this.#tallies.get(JSON.stringify(scenario))
    if (tally === undefined) throw new Error(`${JSON.stringify(scenario)} was not replayed`)
    return tally
  }

  /** Of the alarms of our rule on a loss at the highest core count: how many named it alone, and accused one core. */
  naming(condition: Condition): { alarms: number; named: number; accusedOne: number } {
    const tallies = MINUTES.flatMap((minutes) =>
      LOSSES.map((share) => this.of({ condition, minutes, loss: { kind: 'scaling', share } }).ours),
    )
    const sum = (pick: (tally: RuleTally) => number) =>
      tallies.reduce((total, tally) => total + pick(tally), 0)
    return {
      alarms: sum(({ alarms }) => alarms),
      named: sum(({ named }) => named),
      accusedOne: sum(({ accusedOne }) => accusedOne),
    }
  }

  widths(condition: Condition, minutes: number): PointWidths[] {
    const { widths } = this.of({ condition, minutes, loss: { kind: 'none' } })
    const points = [...new Set(widths.map(({ point }) => point))]
    return points.map((point) =>
      pointWidths(
        point,
        widths.filter((width) => width.point === point),
      ),
    )
  }
}

/** Widths of intervals for the change at one point, in logarithms. */
export interface PointWidths {
  readonly point: string
  /** Mean width of our 95 % intervals, and the share of them that hold the truth. */
  readonly ours: number
  readonly held: number
  /** Width of the middle 95 % of base-then-head estimates: what an interval must have to hold the truth so often. */
  readonly sequential: number
  /** Standard deviation of base-then-head estimates. */
  readonly deviation: number
}

function pointWidths(point: string, widths: readonly Width[]): PointWidths {
  const estimates = widths.map(({ sequential }) => sequential)
  return {
    point,
    ours: mean(widths.map(({ ours }) => ours)),
    held: mean(widths.map(({ held }) => Number(held))),
    sequential: quantile(estimates, 0.975) - quantile(estimates, 0.025),
    deviation: Math.sqrt(variance(estimates)),
  }
}

/** How many times narrower ours is, over the points: the geometric mean. */
export function narrower(points: readonly PointWidths[]): number {
  return Math.exp(mean(points.map(({ ours, sequential }) => Math.log(sequential / ours))))
}
