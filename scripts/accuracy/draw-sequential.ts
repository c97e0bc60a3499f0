import { mean } from '../../src/stats/quantiles.ts'
import type { Random } from '../../src/stats/random.ts'
import type { Sequential } from './neighbour-rules.ts'
import type { RecordedStretch } from './trace.ts'

/** A trace's runs of one arm alone, ready to be drawn from. Throughput in 1/s. */
export interface PreparedRuns {
  /** Level of each stretch of runs, in the order of time, less the scatter that is the runs' own. */
  readonly levels: readonly number[]
  /** What the runs of each stretch differ from its mean by, as wide as they scatter. */
  readonly deviations: readonly (readonly number[])[]
  /** What a run takes, on average. */
  readonly seconds: number
}

/** Earlier commits that a rule with a history knows. */
const HISTORY = 30

/**
 * Parts what the machine drifted from stretch to stretch from what runs scatter by. The means of stretches differ by
 * both, so drawing runs around these means would count the scatter twice: they are shrunk towards the mean of all so
 * that the drift alone is left, by √(1 − 1/F) with F the ratio of the mean squares, to nothing where F is under 1; and
 * deviations are widened by √(b / (b − 1)), b runs a stretch (Davison and Hinkley 1997, section 3.8; F: Searle 1971).
 * @throws Error where there are fewer than two stretches, for base and head need one each, or of fewer than two runs
 */
export function prepareRuns(recorded: readonly RecordedStretch[]): PreparedRuns {
  const rates = recorded.map(({ runs }) => runs.map(({ slices }) => mean(slices)))
  const runs = Math.min(...rates.map(({ length }) => length))
  if (rates.length < 2 || runs < 2)
    throw new Error(`${rates.length} stretches of ${runs} runs, 2 of 2 needed`)
  const means = rates.map(mean)
  const centre = mean(means)
  const between = (runs * sumOfSquares(means.map((each) => each - centre))) / (rates.length - 1)
  const own = rates.map((each, index) => each.map((rate) => rate - (means[index] as number)))
  const within = mean(own.map((each) => sumOfSquares(each) / (each.length - 1)))
  const drift = between > within ? Math.sqrt(1 - within / between) : 0
  return {
    levels: means.map((each) => centre + drift * (each - centre)),
    deviations: own.map((each) => each.map((rate) => rate * Math.sqrt(each.length / (each.length - 1)))),
    seconds: mean(recorded.flatMap((stretch) => stretch.runs.map(({ seconds }) => seconds))),
  }
}

/**
 * All of base, then all of head, each for half of `seconds`: base in one recorded stretch, head in the next or the one
 * before, as many runs of each as fit, drawn with replacement. What a commit of the history scored is the mean of as
 * many runs of a stretch, any of them.
 */
export function drawSequential(
  prepared: PreparedRuns,
  { seconds, loss, random }: { seconds: number; loss: number; random: Random },
): Sequential {
  const { base, head } = drawArms(prepared, { seconds, random })
  const stretches = prepared.levels.length
  return {
    base,
    head: head.map((rate) => rate * (1 - loss)),
    history: Array.from({ length: HISTORY }, () =>
      mean(drawRuns(prepared, below(stretches, random), { seconds, random })),
    ),
  }
}

/** Base and head as `drawSequential` has them, with nothing lost and no history. */
export function drawArms(prepared: PreparedRuns, time: Time): { base: number[]; head: number[] } {
  const earlier = below(prepared.levels.length - 1, time.random)
  const [base, head] = time.random() < 0.5 ? [earlier, earlier + 1] : [earlier + 1, earlier]
  return { base: drawRuns(prepared, base, time), head: drawRuns(prepared, head, time) }
}

interface Time {
  readonly seconds: number
  readonly random: Random
}

/** Runs of a stretch, as many as half of `seconds` holds. */
function drawRuns(prepared: PreparedRuns, stretch: number, { seconds, random }: Time): number[] {
  const level = prepared.levels[stretch] as number
  const scatter = prepared.deviations[stretch] as readonly number[]
  const count = Math.max(2, Math.floor(seconds / 2 / prepared.seconds))
  return Array.from({ length: count }, () => level + (scatter[below(scatter.length, random)] as number))
}

function below(limit: number, random: Random): number {
  return Math.floor(random() * limit)
}

function sumOfSquares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0)
}
