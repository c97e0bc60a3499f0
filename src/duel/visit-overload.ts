import type { Slice } from '../load/slice.ts'
import type { Overload } from '../result/shared-schema.ts'
import { summariseOverloads, takenOverload } from '../scaling/overload-finding.ts'
import { sliceRate } from './visit-figures.ts'

/**
 * How a service took the overloads of one visit.
 * @param offered to both arms; like `capacity`, its own, requests per second; undefined where it is not known
 */
export function visitOverload(
  slices: readonly Slice[],
  capacity: number | undefined,
  offered: number | undefined,
): Overload | undefined {
  if (capacity === undefined || offered === undefined) return undefined
  return summariseOverloads(
    slices.flatMap((slice) =>
      slice.overload === undefined
        ? []
        : [takenOverload(sliceRate(slice), { offered, capacity }, slice.overload.recovery)],
    ),
  )
}
