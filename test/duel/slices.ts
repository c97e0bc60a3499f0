import type { Arm, Quad } from '../../src/duel/quad.ts'
import type { Slice } from '../../src/load/slice.ts'

/** A slice of 100 ms that went well. */
export function aSlice(changes: Partial<Slice> = {}): Slice {
  return {
    completed: 100,
    errors: { status: 0, body: 0, connection: 0, timeout: 0 },
    elapsed: 0.1,
    programCpu: 0.09,
    generatorCpu: 0.01,
    othersCpu: 0,
    stolenCpu: 0,
    ...changes,
  }
}

/** Slices in the given order, each with its own throughput per second. */
export function slicesOf(order: readonly Arm[], rates: readonly number[]): Quad['slices'] {
  return order.map((arm, index) => ({ arm, slice: aSlice({ completed: (rates[index] ?? 0) * 0.1 }) }))
}
