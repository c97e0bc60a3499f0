import { mean, quantile, variance } from '../../src/stats/quantiles.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { widthsWithout } from './left-out-stretches.ts'
import type { Range } from './range.ts'
import { BENCHMARKS, type Loss, REPORT_CORES, type Scenario, TOLERANCE } from './scenario.ts'
import type { RuleTally, Tally, Width } from './tally.ts'
import { CONDITIONS, type Condition, type Trace } from './trace.ts'

export const MINUTES = [5, 15] as const
export const LOSSES = [TOLERANCE, 0.05, 0.07, 0.1, 0.15] as const
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
  readonly #traces: readonly Trace[]
  readonly #seed: string
  readonly #widths = new Map<string, PointWidths[]>()

  /** The tallies in the order of `SCENARIOS`, and what they were replayed from. */
  constructor(tallies: readonly Tally[], { traces, seed }: { traces: readonly Trace[]; seed: string }) {
    this.#tallies = new Map(
      SCENARIOS.map((scenario, index) => [JSON.stringify(scenario), tallies[index] as Tally]),
    )
    this.#traces = traces
    this.#seed = seed
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

  /** The points that were recorded, by what A/A reports of the condition and time came to. */
  widths(condition: Condition, minutes: number): PointWidths[] {
    const key = `${condition} ${minutes}`
    const known = this.#widths.get(key) ?? this.#widthsOf(condition, minutes)
    this.#widths.set(key, known)
    return known
  }

  #widthsOf(condition: Condition, minutes: number): PointWidths[] {
    const { widths, seconds, replays } = this.of({ condition, minutes, loss: { kind: 'none' } })
    // What a point had of a report on average, as each replay gives the neighbours the time that ours took.
    const each = seconds / replays / BENCHMARKS.length / REPORT_CORES.length
    return [...new Set(widths.map(({ point }) => point))].map((point) => {
      const random = seededRandom(`${this.#seed} ${condition} ${minutes} ${point} less a stretch`)
      const trace = this.#traces.find(
        (trace) => trace.condition === condition && point === `${trace.service} ${trace.cores}`,
      )
      return {
        ...pointWidths(
          point,
          widths.filter((width) => width.point === point),
        ),
        without: widthsWithout(trace?.stretches ?? [], { seconds: each, random }),
      }
    })
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
  /** `sequential` with each recorded stretch left out in turn, in the order of time; empty where too few are left. */
  readonly without: readonly number[]
}

function pointWidths(point: string, widths: readonly Width[]): Omit<PointWidths, 'without'> {
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

/**
 * The same with each recorded stretch left out in turn, from the least to the most, the figure of all included. Of
 * several points the stretches of one pass of the recording are left out together, for they share what the machine did
 * in these minutes. Nothing where some point has too few.
 */
export function narrowerRange(points: readonly PointWidths[]): Range | undefined {
  const passes = Math.min(...points.map(({ without }) => without.length))
  if (!(passes > 0)) return undefined
  const each = Array.from({ length: passes }, (_, left) =>
    narrower(points.map((point) => ({ ...point, sequential: point.without[left] as number }))),
  )
  const all = [...each, narrower(points)]
  return { low: Math.min(...all), high: Math.max(...all) }
}
