import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  commandSliceLength,
  episodeLength,
  latencySliceLength,
  sliceLength,
  streamSliceLength,
} from '../../src/duel/slice-length.ts'

describe('sliceLength', () => {
  it('is 100 ms for a service that answers fast', () => {
    expect(sliceLength(5000, 16)).toBe(100)
  })

  it('grows until a slice holds forty requests', () => {
    expect(sliceLength(100, 4)).toBe(400)
  })

  it('holds four requests of every connection', () => {
    expect(sliceLength(1000, 256)).toBe(1050)
  })

  it('stays within 100 ms and 2 s', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.integer({ min: 1, max: 10_000 }),
        (rate, connections) => {
          expect(sliceLength(rate, connections)).toBeGreaterThanOrEqual(100)
          expect(sliceLength(rate, connections)).toBeLessThanOrEqual(2000)
        },
      ),
    )
  })
})

describe('the slice of a command', () => {
  it('holds eight runs, within a quarter of a second and two seconds', () => {
    expect(commandSliceLength(10)).toBe(800)
    expect(commandSliceLength(1000)).toBe(250)
    expect(commandSliceLength(0.1)).toBe(2000)
    expect(commandSliceLength(0)).toBe(2000)
  })
})

describe('the slice of an open loop', () => {
  it('holds a hundred requests, within half a second and two', () => {
    expect(latencySliceLength(10_000)).toBe(500)
    expect(latencySliceLength(100)).toBe(1000)
    expect(latencySliceLength(3)).toBe(2000)
  })
})

describe('the slice of streams', () => {
  it('is a quarter of a second at the least, for opening them costs time too', () => {
    expect(streamSliceLength(1e6, 4)).toBe(250)
    expect(streamSliceLength(40, 4)).toBe(1000)
  })
})

describe('an overload', () => {
  it('lasts five deadlines, within one second and five', () => {
    expect(episodeLength(10)).toBe(1000)
    expect(episodeLength(500)).toBe(2500)
    expect(episodeLength(10_000)).toBe(5000)
  })
})
