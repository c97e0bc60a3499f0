import type { Regime } from '../load/generator-protocol.ts'

/** Requests that a slice should hold, so that one more or less hardly matters. */
const REQUESTS_PER_SLICE = 40
const SLICE = { least: 100, most: 2000 }

/** Length of a slice (ms) from the rate (per second) seen while warming up: 100 ms to 2 s, in steps of 50. */
export function sliceLength(rate: number, connections: number): number {
  const wanted = Math.max(REQUESTS_PER_SLICE, 4 * connections)
  if (rate <= 0) return SLICE.most
  return clamp(inSteps((wanted / rate) * 1000), SLICE.least, SLICE.most)
}

/** Opening and settling streams costs time in every slice. */
const STREAM_LEAST = 250

/** Length of a slice (ms) of `streams` streams that give `rate` events a second together. */
export function streamSliceLength(rate: number, streams: number): number {
  return Math.max(STREAM_LEAST, sliceLength(rate, streams))
}

/** A tail is made of few requests: of 100, one lies beyond the 99th percentile. Slices of a visit are put together. */
const LATENCY_SLICE = { requests: 100, least: 500, most: 2000 }

/** Length of a slice (ms) of an open loop that offers `rate` requests a second. */
export function latencySliceLength(rate: number): number {
  return clamp(inSteps((LATENCY_SLICE.requests / rate) * 1000), LATENCY_SLICE.least, LATENCY_SLICE.most)
}

/** Long enough for a queue to reach its deadline, and for the deadline to matter. */
const EPISODE = { deadlines: 5, least: 1000, most: 5000 }

/** Length (ms) of the counted part of an overload. */
export function episodeLength(deadline: number): number {
  return clamp(EPISODE.deadlines * deadline, EPISODE.least, EPISODE.most)
}

/**
 * Length of a slice (ms) under a regime.
 * @param rate work per second seen while warming up; an open loop knows its own
 */
export function sliceLengthUnder(regime: Regime, rate: number, connections: number): number {
  switch (regime.kind) {
    case 'closed':
      return sliceLength(rate, connections)
    case 'stream':
      return streamSliceLength(rate, connections)
    case 'open':
      return latencySliceLength(regime.rate)
    case 'overload':
      return episodeLength(regime.deadline)
  }
}

/** A call of hyperfine costs some tens of milliseconds of its own, and its runs are fresh processes anyway. */
const COMMAND_SLICE = { runs: 8, least: 250, most: 2000 }

/** Length of a slice (ms) of a command that runs `rate` times a second: 250 ms to 2 s; a longer run is a slice alone. */
export function commandSliceLength(rate: number): number {
  if (rate <= 0) return COMMAND_SLICE.most
  return clamp((COMMAND_SLICE.runs * 1000) / rate, COMMAND_SLICE.least, COMMAND_SLICE.most)
}

function inSteps(milliseconds: number): number {
  return Math.ceil(milliseconds / 50) * 50
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
