import * as z from 'zod'
import { busySchema, countSchema, logRatioSchema, rateSchema, shareSchema } from './bounds.ts'
import { takenOverloadSchema } from './shared-schema.ts'

export const bothArmsSchema = z.object({ base: rateSchema, head: rateSchema })

/** What a duel measured at a point, and all that its verdict rests on. */
export const duelNumbersSchema = z.object({
  /** Of each round the logarithmic change, null where it was lost. */
  rounds: z.array(logRatioSchema.nullable()).max(10_000),
  /** Of throughput, the change over all the work of each round, where `rounds` is what is typical of it. */
  totals: z.array(logRatioSchema.nullable()).max(10_000).optional(),
  /** Geometric means of the rounds of each arm, of which `rounds` and `totals` have the ratios. */
  rates: z.object({ typical: bothArmsSchema, total: bothArmsSchema.optional() }).optional(),
  /** Of an overload, how each arm took it in each round. */
  overloads: z
    .array(z.object({ base: takenOverloadSchema, head: takenOverloadSchema }).nullable())
    .max(10_000)
    .optional(),
  quads: countSchema,
  void: countSchema,
  /** The load generator's share of one CPU, and whether it shared the program's CPUs. */
  generator: z
    .object({
      utilisation: busySchema,
      colocated: z.boolean(),
      /** It could not open all its connections, for want of files or ports of its own. */
      short: z.literal(true).optional(),
    })
    .optional(),
  /** Of an open loop: the share of requests that the generator itself sent late. */
  late: shareSchema.optional(),
  /** The open loop offered as much as base can do, or more. */
  aboveCapacity: z.literal(true).optional(),
  /** No round was measured, for the capacity that the load is a share of was never known. */
  withoutCapacity: z.literal(true).optional(),
})
