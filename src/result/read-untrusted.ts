import * as z from 'zod'
import { comparisonSchema } from './comparison.ts'
import { recordSchema } from './record.ts'
import { scanJson } from './scan-json.ts'
import { type SeriesIdentity, seriesKey } from './series-key.ts'
import { hasOneUnit, type MeasuredSeries } from './series-unit.ts'
import { SCHEMA_VERSION } from './shared-schema.ts'
import { UntrustedComparison, UntrustedRecord } from './untrusted.ts'
import { JSON_LIMITS, MAX_POINTS, MAX_RESULT_BYTES, MAX_SERIES, type ResultSize } from './untrusted-limits.ts'

export type UntrustedRead<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly size: ResultSize }
  /** The reason quotes nothing of the file. It begins with “it”, the file. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Written by a corecurve whose format this one does not know. */
  | { readonly kind: 'newer'; readonly schema: number }

/** Reads a comparison that strangers may have written, from the bytes of its file. Never throws. */
export function readUntrustedComparison(bytes: Uint8Array): UntrustedRead<UntrustedComparison> {
  const read = readUntrusted(bytes, 'comparison', comparisonSchema)
  return read.kind === 'ok' ? { ...read, value: new UntrustedComparison(read.value) } : read
}

/** Reads a record likewise. */
export function readUntrustedRecord(bytes: Uint8Array): UntrustedRead<UntrustedRecord> {
  const read = readUntrusted(bytes, 'record', recordSchema)
  return read.kind === 'ok' ? { ...read, value: new UntrustedRecord(read.value) } : read
}

type Kind = 'comparison' | 'record'

interface Result {
  readonly benchmarks: readonly (SeriesIdentity & MeasuredSeries)[]
}

const envelopeSchema = z.object({ schema: z.int().positive(), kind: z.enum(['comparison', 'record']) })

function readUntrusted<T extends Result>(
  bytes: Uint8Array,
  kind: Kind,
  schema: z.ZodType<T>,
): UntrustedRead<T> {
  if (bytes.length > MAX_RESULT_BYTES) return refused(`it is larger than ${MAX_RESULT_BYTES} bytes`)
  const text = decode(bytes)
  if (text === undefined) return refused('it is not UTF-8')
  const scan = scanJson(text, JSON_LIMITS)
  if (scan.kind === 'refused') return scan
  const json: unknown = JSON.parse(text)
  const envelope = envelopeSchema.safeParse(json)
  if (!envelope.success) return refused('it is no result of corecurve')
  if (envelope.data.schema > SCHEMA_VERSION) return { kind: 'newer', schema: envelope.data.schema }
  if (envelope.data.kind !== kind) return refused(`it is a ${envelope.data.kind} where a ${kind} is expected`)
  const parsed = schema.safeParse(json)
  if (!parsed.success) return refused(schemaProblem(parsed.error))
  const size = sizeOf(parsed.data, scan.values)
  const problem = countProblem(parsed.data, size)
  return problem === undefined ? { kind: 'ok', value: parsed.data, size } : refused(problem)
}

function sizeOf({ benchmarks }: Result, values: number): ResultSize {
  const points = benchmarks.reduce((sum, benchmark) => sum + benchmark.points.length, 0)
  return { series: benchmarks.length, points, values }
}

function refused(reason: string) {
  return { kind: 'refused', reason } as const
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Where it went wrong, never what was found there: the message of an issue may quote the file. */
function schemaProblem({ issues }: z.ZodError): string {
  let [issue] = issues
  let keys: readonly PropertyKey[] = issue?.path ?? []
  while (issue?.code === 'invalid_union' && issue.errors.length > 0) {
    // The alternative that fits best was meant.
    ;[issue] = issue.errors.reduce((best, other) => (other.length < best.length ? other : best))
    keys = [...keys, ...(issue?.path ?? [])]
  }
  const path = keys.map(knownKey).join('').replace(/^\./, '')
  return `it does not fit the schema at ${path || 'its top'} (${issue?.code ?? 'unknown'})`
}

/** Keys of a path are the schema's own; this holds should one ever be the file's. */
function knownKey(key: PropertyKey): string {
  if (typeof key === 'number') return `[${key}]`
  return typeof key === 'string' && /^[A-Za-z]{1,24}$/.test(key) ? `.${key}` : '.?'
}

function countProblem({ benchmarks }: Result, { series, points }: ResultSize): string | undefined {
  if (series > MAX_SERIES) return `it holds more than ${MAX_SERIES} series`
  if (points > MAX_POINTS) return `it holds more than ${MAX_POINTS} points`
  if (hasTwice(benchmarks.map(seriesKey))) return 'it holds a series twice'
  if (benchmarks.some((benchmark) => hasTwice(benchmark.points.map(({ cores }) => cores))))
    return 'it holds a core count twice in one series'
  if (!benchmarks.every(hasOneUnit))
    return 'it gives a series in several units, or in another than it measures'
  return undefined
}

function hasTwice(items: readonly unknown[]): boolean {
  return new Set(items).size < items.length
}
