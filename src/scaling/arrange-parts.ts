import { type SeriesIdentity, seriesKey } from '../result/series-key.ts'
import type { Shard } from '../result/shared-schema.ts'

/** What tells the part of a report. */
interface Part {
  readonly at: string
  readonly shard?: Shard | undefined
  readonly benchmarks: readonly unknown[]
}

export type Arranged<T> =
  | {
      readonly kind: 'arranged'
      /** In the order of their indexes, each once. */
      readonly parts: readonly T[]
      readonly of: number
      readonly missing: readonly number[]
    }
  /** Why they are not parts of one. Quotes nothing of them but their indexes. */
  | { readonly kind: 'refused'; readonly reason: string }

/**
 * Puts the parts of one report in order and names those that are missing. Of two with one index, as a repeated job
 * leaves behind, the one that was measured last counts; of equal ones the later in the list. One without benchmarks is as
 * good as missing, for every plan gives every part something to measure. A result that is no part is the whole, and
 * stands alone.
 */
export function arrangeParts<T extends Part>(parts: readonly T[]): Arranged<T> {
  const [first] = parts
  if (first === undefined) return refused('there is no part at all')
  const of = first.shard?.of ?? 1
  if (parts.some(({ shard }) => shard === undefined) && parts.length > 1)
    return refused('there are several results, and not all of them are parts')
  if (parts.some(({ shard }) => shard !== undefined && shard.index > shard.of))
    return refused('a part has an index beyond the number of parts')
  if (parts.some(({ shard }) => (shard?.of ?? 1) !== of))
    return refused('the parts do not agree on how many there are')
  const byIndex = new Map<number, T>()
  for (const part of parts) {
    const index = part.shard?.index ?? 1
    const other = byIndex.get(index)
    if (other === undefined || Date.parse(part.at) >= Date.parse(other.at)) byIndex.set(index, part)
  }
  for (const [index, { shard, benchmarks }] of byIndex)
    if (shard !== undefined && benchmarks.length === 0) byIndex.delete(index)
  const indexes = Array.from({ length: of }, (_, place) => place + 1)
  return {
    kind: 'arranged',
    parts: indexes.flatMap((index) => byIndex.get(index) ?? []),
    of,
    missing: indexes.filter((index) => !byIndex.has(index)),
  }
}

/** Whether two parts hold the same series; a report has each once. */
export function holdTwice(parts: readonly { readonly benchmarks: readonly SeriesIdentity[] }[]): boolean {
  const keys = parts.flatMap(({ benchmarks }) => benchmarks.map(seriesKey))
  return new Set(keys).size < keys.length
}

export function refused(reason: string): { readonly kind: 'refused'; readonly reason: string } {
  return { kind: 'refused', reason }
}
