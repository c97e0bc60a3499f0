import type { Slice } from '../load/slice.ts'

/** A figure over all slices. */
export function sumOver(slices: readonly Slice[], pick: (slice: Slice) => number): number {
  return slices.reduce((total, slice) => total + pick(slice), 0)
}

/** Seconds over which the CPU of a slice was counted. */
export function wholeSeconds({ whole, elapsed }: Slice): number {
  return whole ?? elapsed
}

/** Work done in the whole of a slice, as fast as in the part of it that was counted. */
export function wholeWork(slice: Slice): number {
  return slice.elapsed > 0 ? (slice.completed * wholeSeconds(slice)) / slice.elapsed : slice.completed
}

/** Requests of an open loop: due, of these never sent, and sent late by the generator itself. */
export interface Sends {
  readonly due: number
  readonly unsent: number
  readonly late: number
}

/** Undefined where none of the slices was of an open loop. */
export function sumSends(slices: readonly { readonly offered?: Sends | undefined }[]): Sends | undefined {
  const sends = slices.flatMap(({ offered }) => (offered === undefined ? [] : [offered]))
  if (sends.length === 0) return undefined
  const sum = (kind: keyof Sends) => sends.reduce((total, each) => total + each[kind], 0)
  return { due: sum('due'), unsent: sum('unsent'), late: sum('late') }
}

/** The share of what was due that the generator itself sent late. */
export function lateShare({ due, late }: Pick<Sends, 'due' | 'late'>): number {
  return due === 0 ? 0 : late / due
}
