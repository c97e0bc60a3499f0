import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { writeWhole } from '../../src/console/whole-file.ts'
import { UserError } from '../../src/user-error.ts'

/** The services whose A/A behaviour is recorded, by the runtime that names their traces. */
export const RECORDED = { go: 'go-goroutines', node: 'node-cluster', python: 'python-processes' } as const
export type Recorded = keyof typeof RECORDED
export const RECORDED_CORES = [1, 2] as const
export const CONDITIONS = ['quiet', 'noisy'] as const
export type Condition = (typeof CONDITIONS)[number]

const positive = z.number().positive().max(1e9)
/** Throughput of four slices (1/s) in the order of time, after the arms that they were on. */
const quadSchema = z.union([
  z.tuple([z.enum(['BHHB', 'HBBH']), positive, positive, positive, positive]),
  /** A void quad, with its reason: it has no throughput to keep. */
  z.tuple([z.enum(['BHHB', 'HBBH']), z.enum(['errors', 'generator', 'stolen', 'stretched'])]),
])

/** One visit of a duel, both arms the same program. Times in seconds. */
const roundSchema = z.strictObject({
  /** Since the recording began. */
  at: z.number().nonnegative(),
  /** The whole visit, starting and stopping included. */
  seconds: positive,
  /** Of it, before the first quad. */
  overhead: positive,
  /** Length of a slice, ms. */
  slice: positive,
  /** CPU of the load generator per second of load. */
  generator: z.number().nonnegative(),
  quads: z.array(quadSchema).min(1).max(100),
})

/** One arm alone, as the neighbours measure: a fresh process, a warm-up, slices one after the other. */
const runSchema = z.strictObject({
  seconds: positive,
  slices: z.array(positive).min(1).max(1000),
})

/** Runs of one arm, one right after the other: all of base, or all of head, as the neighbours measure. */
const stretchSchema = z.strictObject({
  at: z.number().nonnegative(),
  runs: z.array(runSchema).min(1).max(1000),
})

const traceSchema = z.strictObject({
  schema: z.literal(1),
  kind: z.literal('trace'),
  service: z.enum(['go', 'node', 'python']),
  cores: z.union([z.literal(1), z.literal(2)]),
  condition: z.enum(CONDITIONS),
  recorded: z.iso.datetime(),
  host: z.strictObject({ cpu: z.string().max(200), cpus: z.int().positive(), colocated: z.boolean() }),
  rounds: z.array(roundSchema).max(1000),
  stretches: z.array(stretchSchema).max(1000),
})

export type RecordedQuad = z.infer<typeof quadSchema>
export type RecordedRound = z.infer<typeof roundSchema>
export type RecordedRun = z.infer<typeof runSchema>
export type RecordedStretch = z.infer<typeof stretchSchema>
export type Trace = z.infer<typeof traceSchema>
export type TraceKey = Pick<Trace, 'service' | 'cores' | 'condition'>

/** `go-1-quiet` */
export function traceName({ service, cores, condition }: TraceKey): string {
  return `${service}-${cores}-${condition}`
}

/** Every trace that there is to record, the quiet ones first. */
export const TRACE_KEYS: readonly TraceKey[] = CONDITIONS.flatMap((condition) =>
  (Object.keys(RECORDED) as Recorded[]).flatMap((service) =>
    RECORDED_CORES.map((cores) => ({ service, cores, condition })),
  ),
)

/** @throws UserError where the text is not a trace */
export function parseTrace(text: string, file: string): Trace {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new UserError(`${file}: is not JSON. Record it again: delete it, then npm run accuracy -- --record`)
  }
  const parsed = traceSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new UserError(
    `${file}: is not a trace: ${issue?.path.join('.')}: ${issue?.message}. Record it again: delete it, then npm run accuracy -- --record`,
  )
}

/** The trace in a folder, nothing where it has not been recorded. */
export async function readTrace(folder: string, key: TraceKey): Promise<Trace | undefined> {
  const name = `${traceName(key)}.json`
  if (!(await filesOf(folder)).includes(name)) return undefined
  return parseTrace(await readFile(join(folder, name), 'utf8'), join(folder, name))
}

/** One line a round and a stretch, so that a diff shows what was added. Numbers to four significant digits. */
export async function writeTrace(folder: string, trace: Trace): Promise<void> {
  const { rounds, stretches, ...head } = trace
  const lines = (items: readonly unknown[]) => `[\n${items.map((item) => compact(item)).join(',\n')}\n]`
  const text = `${compact(head).slice(0, -1)},"rounds":${lines(rounds)},"stretches":${lines(stretches)}}\n`
  await writeWhole(join(folder, `${traceName(trace)}.json`), text)
}

function compact(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'number' && !Number.isInteger(inner) ? Number(inner.toPrecision(4)) : inner,
  )
}

async function filesOf(folder: string): Promise<string[]> {
  return await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
}
