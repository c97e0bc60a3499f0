import { type ErrorCounts, type LoadLimits, sumErrors } from '../load/slice.ts'
import { answeredRate } from './answered-rate.ts'
import type { Observation, RunWarnings } from './arm-runner.ts'
import { type Arm, type Quad, slicesOf } from './quad.ts'
import { type Sends, sumOver, sumSends, wholeSeconds, wholeWork } from './sum-slices.ts'
import { rateOver } from './visit-figures.ts'
import { worstLimits } from './visit-limits.ts'

/** What one arm did in a visit. Times in seconds. */
export interface ArmTotals {
  /** Work per second over all the time of the slices of quads that count, so that a stall counts as long as it was. 0 where none does. */
  readonly throughput: number
  /** Work done in `elapsed`; of an overload only what came in time, as often as in the counted part. */
  readonly completed: number
  readonly errors: ErrorCounts
  /** Time over which CPU was counted. */
  readonly elapsed: number
  readonly programCpu?: number
  readonly generatorCpu: number
  /** CPU that neither the program nor the generator got: other programs' and what the hypervisor stole. */
  readonly othersCpu?: number
  readonly voluntarySwitches?: number
  readonly involuntarySwitches?: number
  readonly threads?: number
  readonly processes?: number
  readonly memoryBytes?: number
  /** Of an open loop. */
  readonly sends?: Sends
  readonly answered?: number
  readonly limits?: LoadLimits
  /** Of a command. */
  readonly runs?: RunWarnings
}

/** An arm's totals over all quads of a visit. */
export function totalsOf(
  arm: Arm,
  quads: readonly Quad[],
  before: Observation,
  after: Observation,
): ArmTotals {
  const all = slicesOf(arm, quads)
  const counted = slicesOf(arm, countedQuads(quads))
  const known = all.every((slice) => slice.programCpu !== undefined)
  return {
    throughput: counted.length === 0 ? 0 : rateOver(counted),
    completed: sumOver(all, wholeWork),
    errors: sumErrors(all.map(({ errors }) => errors)),
    elapsed: sumOver(all, wholeSeconds),
    programCpu: known ? sumOver(all, (slice) => slice.programCpu ?? 0) : undefined,
    generatorCpu: sumOver(all, (slice) => slice.generatorCpu),
    othersCpu: known ? sumOver(all, (slice) => slice.othersCpu ?? 0) : undefined,
    voluntarySwitches: grown(before.switches?.voluntary, after.switches?.voluntary),
    involuntarySwitches: grown(before.switches?.involuntary, after.switches?.involuntary),
    threads: after.tree?.threads,
    processes: after.tree?.processes,
    memoryBytes: after.tree?.memoryBytes,
    sends: sumSends(all),
    answered: answeredRate(all),
    limits: worstLimits(all),
    runs: after.runs,
  }
}

/** Quads that are not void. */
export function countedQuads(quads: readonly Quad[]): Quad[] {
  return quads.filter((quad) => quad.void === undefined)
}

/** A count that fell has lost a thread: then the growth is not known. */
function grown(before: number | undefined, after: number | undefined): number | undefined {
  return before === undefined || after === undefined || after < before ? undefined : after - before
}
