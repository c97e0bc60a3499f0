import type { Arms } from './quad.ts'
import type { Series } from './series.ts'

/** Capacity of a benchmark at one core count, requests per second; an arm whose throughput was lost has none. */
export type Capacity = Arms<number | undefined>

/**
 * What the services can do: the largest throughput over a benchmark's levels of concurrency at each core count. Taken
 * from the first round that measured it and fixed from then on, so that an open loop offers the same rate all the time.
 */
export class Capacities {
  readonly #known = new Map<string, { readonly round: number; readonly capacity: Capacity }>()

  /** Notes what a visit of `series` measured; only a closed loop measures capacity. */
  note(series: Series, cores: number, round: number, throughput: Arms<number>): void {
    if (series.kind !== 'http' || series.regime !== 'closed') return
    const place = placeOf(series, cores)
    const known = this.#known.get(place)
    if (known !== undefined && known.round < round) return
    const measured = { base: positive(throughput.base), head: positive(throughput.head) }
    if (measured.base === undefined && measured.head === undefined) return
    const before = known?.capacity
    const capacity = {
      base: larger(before?.base, measured.base),
      head: larger(before?.head, measured.head),
    }
    this.#known.set(place, { round, capacity })
  }

  at(series: Series, cores: number): Capacity | undefined {
    return this.#known.get(placeOf(series, cores))?.capacity
  }

  /** Whether a visit now would lack the capacity that its load rests on. */
  isMissing(series: Series, cores: number): boolean {
    return needsCapacity(series) && this.at(series, cores)?.base === undefined
  }
}

/** Whether the load of a series is a share of capacity: an overload always is, for its calm is. */
export function needsCapacity(series: Series): boolean {
  if (series.kind !== 'http') return false
  return series.regime === 'overload' || (series.regime === 'latency' && series.load.rate.kind === 'share')
}

/** Visits in the order given, those last whose capacity is not known yet: the others may measure it. */
export function capacityFirst<T extends { readonly series: Series; readonly cores: number }>(
  visits: readonly T[],
  capacities: Capacities,
): T[] {
  const missing = ({ series, cores }: T) => capacities.isMissing(series, cores)
  return [...visits.filter((visit) => !missing(visit)), ...visits.filter(missing)]
}

function placeOf({ name }: Series, cores: number): string {
  return `${name} ${cores}`
}

function positive(throughput: number): number | undefined {
  return throughput > 0 ? throughput : undefined
}

function larger(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return Math.max(a, b)
}
