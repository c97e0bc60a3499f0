import * as z from 'zod'
import { group } from './key-group.ts'
import { latencyRateSchema, overloadRateSchema } from './rate-schema.ts'
import { durationSchema, listSchema, percentageSchema } from './schema-values.ts'

/** What a duel distinguishes in latencies, goodput and gaps, which scatter more than throughput. */
export const REGIME_THRESHOLDS = { tolerance: '10%', detect: '25%' } as const
export const DEFAULT_DEADLINE = '200ms'

const QUANTILES_ALLOWED =
  'a percentile from 1 to below 100, with three decimals at most, or a list of up to 10 such as [50, 99, 99.9]'
const MOST_QUANTILES = 10

const quantileSchema = z
  .number(QUANTILES_ALLOWED)
  .check(({ value, issues }) => {
    if (value >= 1 && value < 100 && Number(value.toFixed(3)) === value) return
    // Who writes 0.99 thinks of a fraction.
    const params = value > 0 && value < 1 ? { meant: String(Number((value * 100).toFixed(3))) } : {}
    issues.push({ code: 'custom', input: value, message: QUANTILES_ALLOWED, params })
  })
  .meta({ minimum: 1, exclusiveMaximum: 100 })

const quantileListSchema = listSchema(quantileSchema, QUANTILES_ALLOWED)
  .refine(({ length }) => length <= MOST_QUANTILES, QUANTILES_ALLOWED)
  .meta({ uniqueItems: true, maxItems: MOST_QUANTILES })

const quantiles = (of: string) =>
  z
    .union([quantileSchema, quantileListSchema], QUANTILES_ALLOWED)
    .prefault([50, 99])
    .meta({
      description: `Percentiles of ${of}, each a series of its own.`,
      examples: [[50, 99], 99.9],
    })

const arrivals = z
  .enum(['poisson', 'constant'], 'poisson or constant')
  .prefault('poisson')
  .meta({ description: 'When requests are due: at random, as from many independent users, or evenly.' })

const thresholds = (change: string) => ({
  tolerance: percentageSchema()
    .prefault(REGIME_THRESHOLDS.tolerance)
    .meta({ description: `A smaller ${change} never alarms.`, examples: ['10%'] }),
  detect: percentageSchema()
    .prefault(REGIME_THRESHOLDS.detect)
    .meta({
      description: `A larger ${change} must not slip through. Must be above tolerance.`,
      examples: ['25%'],
    }),
})

const LATENCY_ALLOWED = 'a group of keys such as { rate: 70%, quantiles: [50, 99] }, or {} for the defaults'
export const latencySchema = group(
  {
    rate: latencyRateSchema.prefault('70%').meta({
      description:
        "Requests offered: a share of base's capacity at the core count, the same for both arms, or so many a second.",
      examples: ['70%', '500/s'],
    }),
    quantiles: quantiles('latency'),
    arrivals,
    ...thresholds('growth of latency'),
  },
  LATENCY_ALLOWED,
)

const OVERLOAD_ALLOWED = 'a group of keys such as { rate: 150%, deadline: 200ms }, or {} for the defaults'
export const overloadSchema = group(
  {
    rate: overloadRateSchema.prefault('150%').meta({
      description:
        "Requests offered: a share of base's capacity at the core count above 100%, the same for both arms, or so many a second.",
      examples: ['150%', '5000/s'],
    }),
    deadline: durationSchema()
      .prefault(DEFAULT_DEADLINE)
      .meta({
        description: 'A later answer is not good, counted from when its request was due. At most timeout.',
        examples: ['200ms'],
      }),
    arrivals,
    ...thresholds('loss of goodput'),
  },
  OVERLOAD_ALLOWED,
)

const COUNT_ALLOWED = 'lines (NDJSON), events (server-sent events) or chunks (of the transfer coding)'
const STREAM_ALLOWED = 'a group of keys with at least count, such as { count: lines }'
export const streamSchema = group(
  {
    count: z.enum(['lines', 'events', 'chunks'], COUNT_ALLOWED).meta({
      description:
        'What one event of a stream is: a line (NDJSON), a server-sent event, or a chunk of the transfer coding.',
    }),
    quantiles: quantiles('the gaps between events'),
    ...thresholds('growth of the gaps'),
  },
  STREAM_ALLOWED,
)
