import * as z from 'zod'
import type { Rate } from './config.ts'
import { meantRate, RATE_PATTERN, rateOf } from './rate.ts'

const PER_SECOND = { least: 1, most: 1_000_000 }
const PER_SECOND_ALLOWED = 'or requests a second from 1/s to 1000000/s, such as 500/s'

const LATENCY_ALLOWED = `a share of capacity from 1% to below 100%, such as 70%, ${PER_SECOND_ALLOWED}`
const NO_LATENCY =
  'from 100% on a queue only grows, and its latency is how long one waits: overload is for that'
/** Less than capacity, of which there is a latency. */
export const latencyRateSchema = rateSchema(
  (share) => share >= 0.01 && share < 1,
  (written) => (isFull(written) ? `${LATENCY_ALLOWED}; ${NO_LATENCY}` : LATENCY_ALLOWED),
)

const OVERLOAD_ALLOWED = `a share of capacity above 100%, 1000% at most, such as 150%, ${PER_SECOND_ALLOWED}`
/** More than capacity; of a rate per second nobody knows yet. */
export const overloadRateSchema = rateSchema(
  (share) => share > 1 && share <= 10,
  () => OVERLOAD_ALLOWED,
)

function rateSchema(
  isShare: (ofCapacity: number) => boolean,
  /** Told what was written, where that is a rate. */
  allowed: (written: Rate | undefined) => string,
) {
  const accepts = (rate: Rate) =>
    rate.kind === 'share'
      ? isShare(rate.ofCapacity)
      : rate.perSecond >= PER_SECOND.least && rate.perSecond <= PER_SECOND.most
  return z
    .unknown()
    .meta({ type: 'string', pattern: RATE_PATTERN.source })
    .transform((value, { issues }): Rate => {
      const written = typeof value === 'string' ? rateOf(value) : undefined
      if (written !== undefined && accepts(written)) return written
      const params = { meant: meantRate(value, accepts) }
      issues.push({ code: 'custom', input: value, message: allowed(written), params })
      return z.NEVER
    })
}

function isFull(rate: Rate | undefined): boolean {
  return rate?.kind === 'share' && rate.ofCapacity >= 1
}
