/** One level of concurrency at one core count. `low` and `high` bound the median of rounds. */
export interface ConcurrencyLevel {
  readonly connections: number
  readonly throughput: { readonly median: number; readonly low: number; readonly high: number }
}

export interface ConcurrencyPeak {
  /** The level from which more concurrency loses throughput. */
  readonly from: ConcurrencyLevel
  /** Of the levels that lose, the one of least throughput. */
  readonly least: ConcurrencyLevel
}

/**
 * Where more requests in flight lose throughput at one core count: the interval of every level from some one on lies
 * wholly below that of the level of most throughput. Where a still higher level comes back, nothing is claimed.
 * `from` is the highest level below the losing ones whose interval touches none of theirs. Undefined where no level
 * loses.
 */
export function concurrencyPeak(levels: readonly ConcurrencyLevel[]): ConcurrencyPeak | undefined {
  const [first, ...others] = levels.toSorted((a, b) => a.connections - b.connections)
  if (first === undefined) return undefined
  const rising = [first, ...others]
  const most = rising.reduce((a, b) => (b.throughput.median > a.throughput.median ? b : a))
  const held = rising.findLastIndex((level) => !liesBelow(level, most))
  const lost = rising.slice(held + 1)
  const from = rising.slice(0, held + 1).findLast((level) => lost.every((after) => liesBelow(after, level)))
  const [least] = lost.toSorted((a, b) => a.throughput.median - b.throughput.median)
  return least === undefined || from === undefined ? undefined : { from, least }
}

function liesBelow(a: ConcurrencyLevel, b: ConcurrencyLevel): boolean {
  return a.throughput.high < b.throughput.low
}
