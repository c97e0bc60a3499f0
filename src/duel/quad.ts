import type { Slice } from '../load/slice.ts'
import { errorCount, sliceThroughput } from '../load/slice.ts'
import { coin, type Random } from '../stats/random.ts'
import { GENERATOR_LIMIT } from './generator-limit.ts'

export type Arm = 'base' | 'head'

/** One value for each arm. */
export interface Arms<T> {
  readonly base: T
  readonly head: T
}

/** The order of a quad's slices: symmetric, so that a steady drift of the machine cancels within the quad. */
export function drawOrder(random: Random): readonly Arm[] {
  return coin(random) ? ['base', 'head', 'head', 'base'] : ['head', 'base', 'base', 'head']
}

/** Why a quad is left out as a whole, whichever arm it was that the reason struck. */
export type VoidReason = 'errors' | 'generator' | 'stolen' | 'stretched'

/** Four slices on the two arms in a drawn order. */
export interface Quad {
  readonly slices: readonly { readonly arm: Arm; readonly slice: Slice }[]
  readonly void?: VoidReason
}

/** ln X_head − ln X_base over the quad: the mean of its head slices less that of its base slices, in logarithms. */
export function quadChange({ slices }: Quad): number {
  const logs = (arm: Arm) =>
    slices.filter((each) => each.arm === arm).map(({ slice }) => Math.log(sliceThroughput(slice)))
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  return mean(logs('head')) - mean(logs('base'))
}

/** More of the slice's CPU time than this was stolen by the hypervisor. */
const STOLEN_LIMIT = 0.1

/** Judges four slices, without looking at which arm they belong to. `milliseconds`: the length asked for. */
export function makeQuad(slices: Quad['slices'], milliseconds: number, cpus: number): Quad {
  const reason = slices
    .map(({ slice }) => voidReason(slice, milliseconds, cpus))
    .find((why) => why !== undefined)
  return reason === undefined ? { slices } : { slices, void: reason }
}

function voidReason(slice: Slice, milliseconds: number, cpus: number): VoidReason | undefined {
  if (errorCount(slice.errors) > 0 || slice.completed === 0) return 'errors'
  // A clock that jumped or a machine that slept: such a slice measures neither program.
  if (!(slice.elapsed > 0) || slice.elapsed * 1000 > 10 * milliseconds + 2000) return 'stretched'
  if (slice.generatorCpu > GENERATOR_LIMIT * slice.elapsed) return 'generator'
  if ((slice.stolenCpu ?? 0) > STOLEN_LIMIT * slice.elapsed * cpus) return 'stolen'
  return undefined
}
