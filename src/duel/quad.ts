import type { Slice } from '../load/slice.ts'
import { errorCount } from '../load/slice.ts'
import { mean } from '../stats/quantiles.ts'
import { coin, type Random } from '../stats/random.ts'
import { GENERATOR_LIMIT } from './generator-limit.ts'
import { LATE_LIMIT, lateShare, wholeSeconds } from './sum-slices.ts'
import { sliceRate } from './visit-figures.ts'

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
export type VoidReason = 'errors' | 'generator' | 'late-sends' | 'stolen' | 'stretched'

/** Four slices on the two arms in a drawn order. */
export interface Quad {
  readonly slices: readonly { readonly arm: Arm; readonly slice: Slice }[]
  readonly void?: VoidReason
}

/** The slices of one arm. */
export function slicesOf(arm: Arm, quads: readonly Pick<Quad, 'slices'>[]): Slice[] {
  return quads.flatMap(({ slices }) => slices).flatMap((each) => (each.arm === arm ? [each.slice] : []))
}

/** ln X_head − ln X_base over the quad: the mean of its head slices less that of its base slices, in logarithms. */
export function quadChange(quad: Pick<Quad, 'slices'>): number {
  const log = (arm: Arm) => mean(slicesOf(arm, [quad]).map((slice) => Math.log(sliceRate(slice))))
  return log('head') - log('base')
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
  // Of an overload, that nothing was answered in time is a finding.
  const nothing = slice.completed === 0 && slice.overload === undefined
  if (errorCount(slice.errors) > 0 || nothing) return 'errors'
  // A clock that jumped or a machine that slept: such a slice measures neither program.
  if (!(slice.elapsed > 0) || slice.elapsed * 1000 > 10 * milliseconds + 2000) return 'stretched'
  if (slice.generatorCpu > GENERATOR_LIMIT * wholeSeconds(slice)) return 'generator'
  // A deadline of an overload is many milliseconds: one more or less before a request is sent decides nothing.
  const sends = slice.overload === undefined ? slice.offered : undefined
  if (sends !== undefined && lateShare(sends) > LATE_LIMIT) return 'late-sends'
  if ((slice.stolenCpu ?? 0) > STOLEN_LIMIT * wholeSeconds(slice) * cpus) return 'stolen'
  return undefined
}
