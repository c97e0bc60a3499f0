import { Histogram } from '../load/histogram.ts'
import type { Slice } from '../load/slice.ts'
import { median } from '../stats/quantiles.ts'

/**
 * Requests per second that an open loop had answered: median over slices. What was sent last is waited for, so a slice lasts
 * one latency longer than requests were due in it, in which a service that keeps up is not behind. Undefined without an
 * open loop's slice.
 */
export function answeredRate(slices: readonly Slice[]): number | undefined {
  const rates = slices.flatMap(({ completed, elapsed, latencies, offered, overload }) => {
    if (latencies === undefined || offered === undefined || overload !== undefined) return []
    const wait = Histogram.decode(latencies)
    const seconds = elapsed - (wait.count === 0 ? 0 : wait.quantile(50) / 1000)
    return seconds > 0 ? [completed / seconds] : []
  })
  return rates.length === 0 ? undefined : median(rates)
}
