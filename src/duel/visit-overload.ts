import type { Slice } from '../load/slice.ts'
import type { Overload } from '../result/shared-schema.ts'
import { summariseOverloads } from '../scaling/overload-finding.ts'
import { sliceRate } from './visit-figures.ts'

/**
 * How a service took the overloads of one visit.
 * @param capacity its own, requests per second
 */
export function visitOverload(slices: readonly Slice[], capacity: number | undefined): Overload | undefined {
  if (capacity === undefined) return undefined
  return summariseOverloads(
    slices.flatMap((slice) =>
      slice.overload === undefined
        ? []
        : [{ share: sliceRate(slice) / capacity, recovery: slice.overload.recovery }],
    ),
  )
}
