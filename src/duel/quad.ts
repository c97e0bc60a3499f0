import type { Slice } from '../load/slice.ts'
import { errorCount } from '../load/slice.ts'
import { GENERATOR_LIMIT } from '../scaling/generator-limit.ts'
import { LATE_LIMIT } from '../scaling/spoilt-point.ts'
import { geometricMean, trimmed, trimmedMean } from '../stats/quantiles.ts'
import { coin, type Random } from '../stats/random.ts'
import { lateShare, wholeSeconds } from './sum-slices.ts'
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

/** Per end: what a burst of a neighbour hits are the pairs across its start and end (docs/method.md). */
const TRIM = 3 / 8

/**
 * ln X_head − ln X_base of a round: the trimmed mean over all pairs of slices of different arms that follow one another,
 * within a quad or from one to the next; none across a void quad. Two neighbours share what the machine was doing, and
 * within a quad one pair has base first and one has head first, so a steady drift cancels. Null where no quad counts.
 */
export function roundChange(quads: readonly Quad[]): number | null {
  const pairs = pairsOf(quads)
  return pairs.length === 0 ? null : trimmedMean(pairs.map(pairChange), TRIM)
}

/**
 * What each arm did in the pairs that the trimming leaves, work per second, as a geometric mean: the logarithm of head's
 * over base's is `roundChange`. Null where no quad counts.
 */
export function typicalRates(quads: readonly Quad[]): Arms<number> | null {
  const pairs = pairsOf(quads)
  if (pairs.length === 0) return null
  const kept = trimmed(pairs, TRIM, pairChange)
  return {
    base: geometricMean(kept.map(({ base }) => base)),
    head: geometricMean(kept.map(({ head }) => head)),
  }
}

/** The rates of every pair. */
function pairsOf(quads: readonly Quad[]): Arms<number>[] {
  const pairs: Arms<number>[] = []
  let last: Quad['slices'][number] | undefined
  for (const quad of quads) {
    if (quad.void !== undefined) last = undefined
    else {
      for (const each of quad.slices) {
        if (last !== undefined && last.arm !== each.arm) pairs.push(pairOf(last, each))
        last = each
      }
    }
  }
  return pairs
}

function pairOf(earlier: Quad['slices'][number], later: Quad['slices'][number]): Arms<number> {
  const [base, head] = later.arm === 'head' ? [earlier, later] : [later, earlier]
  return { base: sliceRate(base.slice), head: sliceRate(head.slice) }
}

function pairChange({ base, head }: Arms<number>): number {
  return Math.log(head / base)
}

/** More of the slice's CPU time than this was stolen by the hypervisor. */
const STOLEN_LIMIT = 0.1

/** Seconds in which nothing ran, not even the generator's timers: then a slice measures neither program. */
const STANDSTILL_LIMIT = 0.5

/** Judges four slices, without looking at which arm they belong to. */
export function makeQuad(slices: Quad['slices'], cpus: number): Quad {
  const reason = slices.map(({ slice }) => voidReason(slice, cpus)).find((why) => why !== undefined)
  return reason === undefined ? { slices } : { slices, void: reason }
}

function voidReason(slice: Slice, cpus: number): VoidReason | undefined {
  if (slice.limits?.short) return 'generator'
  // Of an overload, that nothing was answered in time is a finding.
  const nothing = slice.completed === 0 && slice.overload === undefined
  if (errorCount(slice.errors) > 0 || nothing) return 'errors'
  // A clock that jumped or a machine that slept. However long answers took alone is no reason: that is the program's.
  if (!(slice.elapsed > 0) || (slice.standstill ?? 0) > STANDSTILL_LIMIT) return 'stretched'
  if (slice.generatorCpu > GENERATOR_LIMIT * wholeSeconds(slice)) return 'generator'
  // A deadline of an overload is many milliseconds: one more or less before a request is sent decides nothing.
  const sends = slice.overload === undefined ? slice.offered : undefined
  if (sends !== undefined && lateShare(sends) > LATE_LIMIT) return 'late-sends'
  if ((slice.stolenCpu ?? 0) > STOLEN_LIMIT * wholeSeconds(slice) * cpus) return 'stolen'
  return undefined
}
