import { mean } from '../../src/stats/quantiles.ts'
import type { Random } from '../../src/stats/random.ts'
import type { Sequential } from './neighbour-rules.ts'
import type { RecordedRun } from './trace.ts'

/** A trace's runs of one arm alone. */
export interface PreparedRuns {
  /** Throughput of each, the mean of its slices, in the blocks that were recorded one after the other. */
  readonly blocks: readonly (readonly number[])[]
  /** What a run takes, on average. */
  readonly seconds: number
}

/** Runs that were recorded one right after the other: every pass of a recording adds so many. */
const BLOCK = 2
/** Earlier commits that a rule with a history knows. */
const HISTORY = 30

export function prepareRuns(runs: readonly RecordedRun[]): PreparedRuns {
  const rates = runs.map(({ slices }) => mean(slices))
  const blocks: number[][] = []
  for (let at = 0; at + BLOCK <= rates.length; at += BLOCK) blocks.push(rates.slice(at, at + BLOCK))
  return { blocks, seconds: mean(runs.map(({ seconds }) => seconds)) }
}

/**
 * All of base, then all of head, each for half of `seconds`: blocks of runs, drawn with replacement and independently
 * for both arms (a block bootstrap: Künsch 1989). So what two runs in a row share is in it, and what drifts over more
 * than that is not: a real base that was measured minutes or days before head differs from it by more. What a commit
 * of the history scored is the mean of as many runs, drawn likewise.
 */
export function drawSequential(
  { blocks, seconds: perRun }: PreparedRuns,
  { seconds, loss, random }: { seconds: number; loss: number; random: Random },
): Sequential {
  const count = Math.max(2, Math.floor(seconds / 2 / perRun))
  const runs = (): number[] => {
    const drawn: number[] = []
    while (drawn.length < count) drawn.push(...(blocks[Math.floor(random() * blocks.length)] as number[]))
    return drawn.slice(0, count)
  }
  return {
    base: runs(),
    head: runs().map((rate) => rate * (1 - loss)),
    history: Array.from({ length: HISTORY }, () => mean(runs())),
  }
}
