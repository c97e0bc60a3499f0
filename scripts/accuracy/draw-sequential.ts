import { mean } from '../../src/stats/quantiles.ts'
import type { Random } from '../../src/stats/random.ts'
import type { Sequential } from './neighbour-rules.ts'
import type { RecordedRun } from './trace.ts'

/** A trace's runs of one arm alone, in the order of time. */
export interface PreparedRuns {
  /** Throughput of each: the mean of its slices. */
  readonly rates: readonly number[]
  /** What a run takes, on average. */
  readonly seconds: number
}

export function prepareRuns(runs: readonly RecordedRun[]): PreparedRuns {
  return { rates: runs.map(({ slices }) => mean(slices)), seconds: mean(runs.map(({ seconds }) => seconds)) }
}

/** Where in the recording base began, as a share of it; where each of the earlier commits did. */
export interface Moments {
  readonly base: number
  readonly history: readonly number[]
}

const HISTORY = 30

export function drawMoments(random: Random): Moments {
  return { base: random(), history: Array.from({ length: HISTORY }, () => random()) }
}

/**
 * All of base, then all of head, each for half of `seconds`. Runs are drawn with replacement from a window of the
 * recording: base's, and the one right after it for head, so that whatever drifted in between is in their difference.
 * A window is as long as the measurement, and no longer than half of the recording. What a commit of the history
 * scored is the mean of as many runs, from a window at another moment.
 */
export function drawSequential(
  runs: PreparedRuns,
  { seconds, loss, moments, random }: { seconds: number; loss: number; moments: Moments; random: Random },
): Sequential {
  const { rates } = runs
  const count = Math.max(2, Math.floor(seconds / 2 / runs.seconds))
  const window = Math.max(1, Math.min(count, Math.floor(rates.length / 2)))
  const one = (start: number) => rates[(start + Math.floor(random() * window)) % rates.length] as number
  const from = (start: number) => Array.from({ length: count }, () => one(start))
  const scoreFrom = (start: number) => {
    let sum = 0
    for (let run = 0; run < count; run++) sum += one(start)
    return sum / count
  }
  const at = (moment: number) => Math.floor(moment * rates.length)
  const start = at(moments.base)
  return {
    base: from(start),
    head: from(start + window).map((rate) => rate * (1 - loss)),
    history: moments.history.map((moment) => scoreFrom(at(moment))),
  }
}
