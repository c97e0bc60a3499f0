import { Histogram } from '../load/histogram.ts'
import type { Slice } from '../load/slice.ts'
import type { SeriesEntry } from './series.ts'
import { sumOver } from './sum-slices.ts'

/** What a histogram tells apart, in ms: the smallest number that a latency can be. */
const LEAST_LATENCY = 0.001

/** Completed work per second. What was not done once counts as half done, for a goodput of none has no logarithm. */
export function sliceRate(slice: Slice): number {
  return rateOver([slice])
}

/** All the work of slices over all their time, likewise: a slice that took ten times as long weighs ten times as much. */
export function rateOver(slices: readonly Slice[]): number {
  const completed = sumOver(slices, (slice) => slice.completed)
  return Math.max(completed, 0.5) / sumOver(slices, ({ elapsed }) => elapsed)
}

/**
 * The figure of each entry, in its unit, from what one visit measured of one service: work per second, or the quantile in
 * ms of all that the slices' histograms hold together; null where nothing was measured.
 */
export function figuresOf(
  entries: readonly SeriesEntry[],
  rate: number | null,
  slices: readonly Slice[],
): (number | null)[] {
  const latencies = mergedLatencies(entries, slices)
  return entries.map(({ measure }) => {
    if (measure === undefined || measure.kind === 'goodput') return rate
    return latencies === undefined ? null : Math.max(LEAST_LATENCY, latencies.quantile(measure.quantile))
  })
}

function mergedLatencies(entries: readonly SeriesEntry[], slices: readonly Slice[]): Histogram | undefined {
  if (entries.every(({ measure }) => measure === undefined || measure.kind === 'goodput')) return undefined
  const merged = Histogram.merge(
    slices.flatMap(({ latencies }) => (latencies === undefined ? [] : [latencies])),
  )
  return merged.count === 0 ? undefined : merged
}
