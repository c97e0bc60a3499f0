import { quantile } from '../stats/quantiles.ts'

/** Requests that are judged together: one slow answer is no relapse, and one fast answer no recovery. */
const WINDOW = 10
/** So many of them must be normal. */
const NORMAL = 9

/** Fewer calm answers than this tell nothing about what is normal. */
export const FEWEST_CALM = 10

/**
 * The latency in ms up to which an answer is normal: twice what nine in ten of the calm requests took, and a millisecond
 * for what any machine's scheduler may add. Undefined where too few were seen.
 */
export function normalLimit(calm: readonly number[]): number | undefined {
  if (calm.length < FEWEST_CALM) return undefined
  const limit = 2 * quantile(calm, NORMAL / WINDOW) + 1
  return Number.isFinite(limit) ? limit : undefined
}

/** Requests after the overload in the order of their due times. Milliseconds. */
export interface Aftermath {
  /** From the overload's end, ascending. */
  readonly due: ArrayLike<number>
  /** From the due time to the answer: Infinity where there will be none, NaN where it is not known yet. */
  readonly latency: ArrayLike<number>
}

/**
 * Seconds from the end of the overload until latency was normal again: until the due time of the first of ten
 * successive requests of which nine took no longer than `limit` ms, that first one among them. Null where there are
 * no such ten, so too few requests are no recovery. What comes after a request that is not known yet is not looked at.
 */
export function recoverySeconds({ due, latency }: Aftermath, limit: number): number | null {
  const isNormal = (index: number) => (latency[index] as number) <= limit
  let normal = 0
  for (let last = 0; last < latency.length && !Number.isNaN(latency[last]); last++) {
    const first = last - WINDOW + 1
    if (first > 0 && isNormal(first - 1)) normal -= 1
    if (isNormal(last)) normal += 1
    if (first >= 0 && normal >= NORMAL && isNormal(first)) return (due[first] as number) / 1000
  }
  return null
}
