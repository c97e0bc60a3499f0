import { mean } from '../../src/stats/quantiles.ts'
import type { Random } from '../../src/stats/random.ts'
import type { Sequential } from './neighbour-rules.ts'
import type { RecordedStretch } from './trace.ts'

/** A trace's runs of one arm alone. */
export interface PreparedRuns {
  /** Throughput of each run, the mean of its slices, in stretches of runs one after the other, in the order of time. */
  readonly stretches: readonly (readonly number[])[]
  /** What a run takes, on average. */
  readonly seconds: number
}

/** Earlier commits that a rule with a history knows. */
const HISTORY = 30

/** @throws Error where there are fewer than two stretches: base and head need one each */
export function prepareRuns(recorded: readonly RecordedStretch[]): PreparedRuns {
  if (recorded.length < 2) throw new Error(`${recorded.length} stretches, 2 needed`)
  return {
    stretches: recorded.map(({ runs }) => runs.map(({ slices }) => mean(slices))),
    seconds: mean(recorded.flatMap(({ runs }) => runs.map(({ seconds }) => seconds))),
  }
}

/**
 * All of base, then all of head, each for half of `seconds`: base from one recorded stretch, head from the next or the
 * one before, as many runs of each as fit, drawn with replacement (a bootstrap at both levels: Davison and Hinkley
 * 1997, section 3.8). So what the machine drifted between the two is in it. What a commit of the history scored is the
 * mean of as many runs of a stretch, any of them.
 */
export function drawSequential(
  { stretches, seconds: perRun }: PreparedRuns,
  { seconds, loss, random }: { seconds: number; loss: number; random: Random },
): Sequential {
  const count = Math.max(2, Math.floor(seconds / 2 / perRun))
  const below = (limit: number) => Math.floor(random() * limit)
  const runs = (stretch: number): number[] => {
    const recorded = stretches[stretch] as readonly number[]
    return Array.from({ length: count }, () => recorded[below(recorded.length)] as number)
  }
  const earlier = below(stretches.length - 1)
  const [base, head] = random() < 0.5 ? [earlier, earlier + 1] : [earlier + 1, earlier]
  return {
    base: runs(base),
    head: runs(head).map((rate) => rate * (1 - loss)),
    history: Array.from({ length: HISTORY }, () => mean(runs(below(stretches.length)))),
  }
}
