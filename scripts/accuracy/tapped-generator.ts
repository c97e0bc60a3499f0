import type { Slice } from '../../src/load/slice.ts'
import type { Generator } from '../../src/load/start-generator.ts'

/** One slice that a generator measured, and which of its streams it was on, counted from 0. */
export interface TappedSlice {
  readonly stream: number
  readonly slice: Slice
}

/** A generator whose slices can be listened to: the product's own visits do not hand them out. */
export function tapGenerator(generator: Generator): { generator: Generator; tapped: TappedSlice[] } {
  const tapped: TappedSlice[] = []
  let streams = 0
  return {
    tapped,
    generator: {
      pin: (cpus) => generator.pin(cpus),
      async open(target) {
        const stream = await generator.open(target)
        const number = streams++
        return {
          async slice(milliseconds) {
            const slice = await stream.slice(milliseconds)
            tapped.push({ stream: number, slice })
            return slice
          },
          [Symbol.asyncDispose]: () => stream[Symbol.asyncDispose](),
        }
      },
      // The generator outlives the visit: whoever started it ends it.
      async [Symbol.asyncDispose]() {},
    },
  }
}
