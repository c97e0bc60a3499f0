import { expect, it } from 'vitest'
import { answeredRate } from '../../src/duel/answered-rate.ts'
import { isAboveCapacity } from '../../src/duel/regime.ts'
import { Histogram } from '../../src/load/histogram.ts'
import { aSlice } from './slices.ts'

/** 500 requests that were due in a second, and the latencies of their answers in ms. */
function openSlice(elapsed: number, latency: (index: number) => number) {
  const latencies = new Histogram()
  for (let index = 0; index < 500; index++) latencies.record(latency(index))
  const offered = { due: 500, unsent: 0, late: 0 }
  return aSlice({ completed: 500, elapsed, latencies: latencies.encode(), offered })
}

it('does not take a slow service that keeps up for one that falls behind', () => {
  expect(answeredRate([openSlice(1.4, () => 400)])).toBeCloseTo(500, -1)
})

it('sees a queue that grows all the time', () => {
  // Twice what it can do: the last one waits for a second.
  expect(answeredRate([openSlice(2, (index) => 2 * index)])).toBeLessThan(0.7 * 500)
})

it('is not known where nothing was offered', () => {
  expect(answeredRate([aSlice()])).toBeUndefined()
})

it('calls a rate above capacity that is not below it, of an open loop alone', () => {
  const open = { kind: 'open', rate: 500, arrivals: 'poisson' } as const
  expect(isAboveCapacity(open, 500)).toBe(true)
  expect(isAboveCapacity(open, 501)).toBe(false)
  expect(isAboveCapacity(open, undefined)).toBe(false)
  expect(isAboveCapacity({ kind: 'closed' }, 1)).toBe(false)
})
