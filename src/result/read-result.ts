import * as z from 'zod'
import { type Comparison, comparisonSchema } from './comparison.ts'
import { type BaselineRecord, recordSchema } from './record.ts'
import { SCHEMA_VERSION } from './shared-schema.ts'

/** Corrupt and newer are different answers: the first is broken for everyone, the second only for this version. */
export type ReadResult<T> =
  | { kind: 'ok'; value: T }
  | { kind: 'corrupt'; problem: string }
  | { kind: 'newer'; schema: number }

/** Reads a record from JSON text. Never throws. */
export function readRecord(text: string): ReadResult<BaselineRecord> {
  return read(text, recordSchema)
}

/** Reads a comparison from JSON text. Never throws. */
export function readComparison(text: string): ReadResult<Comparison> {
  return read(text, comparisonSchema)
}

/** Reads either result, told apart by its `kind`. Never throws. */
export function readAnyResult(text: string): ReadResult<BaselineRecord | Comparison> {
  return read(text, z.union([recordSchema, comparisonSchema]))
}

const envelopeSchema = z.object({ schema: z.int(), kind: z.string() })

function read<T>(text: string, schema: z.ZodType<T>): ReadResult<T> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { kind: 'corrupt', problem: `not JSON: ${(error as Error).message}` }
  }
  const envelope = envelopeSchema.safeParse(json)
  if (!envelope.success)
    return { kind: 'corrupt', problem: 'not a corecurve result: "schema" and "kind" are missing' }
  if (envelope.data.schema > SCHEMA_VERSION) return { kind: 'newer', schema: envelope.data.schema }
  const parsed = schema.safeParse(json)
  return parsed.success
    ? { kind: 'ok', value: parsed.data }
    : { kind: 'corrupt', problem: firstProblem(parsed.error) }
}

function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0]
  if (issue === undefined) return 'unknown problem'
  return `${issue.path.join('.') || 'result'}: ${issue.message}`
}
