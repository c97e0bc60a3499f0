import { cpus } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { readConfig } from '../../src/config/read-config.ts'
import { type ClosedSeries, declaredSeries } from '../../src/duel/series.ts'
import type { VisitContext } from '../../src/duel/visit-context.ts'
import { planCpus } from '../../src/host/plan-cpus.ts'
import { readTopology } from '../../src/host/read-topology.ts'
import { startGenerator } from '../../src/load/start-generator.ts'
import { MeasurementFailure } from '../../src/result/measurement-failure.ts'
import { buildService } from '../../src/service/build-service.ts'
import { withoutSecrets } from '../../src/service/program-environment.ts'
import { type Random, seededRandom, shuffled } from '../../src/stats/random.ts'
import { UserError } from '../../src/user-error.ts'
import { recordRound, recordRun } from './record-visit.ts'
import { startNeighbour } from './start-neighbour.ts'
import {
  CONDITIONS,
  RECORDED,
  type Recorded,
  type RecordedStretch,
  readTrace,
  TRACE_KEYS,
  type Trace,
  type TraceKey,
  traceName,
  writeTrace,
} from './trace.ts'

/** What a pass adds to a trace: a stretch of so many runs, and so many rounds. */
export const PASS = { runs: 16, rounds: 2 }
/** What that takes, about, in seconds. */
const PASS_GUESS = 39
const FIXTURES = join(import.meta.dirname, '../../fixtures/services')

export interface Recording {
  readonly folder: string
  /** Stretches of every trace in the end. */
  readonly passes: number
  /** What a pass adds to each. */
  readonly pass: { readonly runs: number; readonly rounds: number }
  /** Beginnings of names of traces; all where empty. */
  readonly only: readonly string[]
  readonly signal: AbortSignal
  readonly say: (line: string) => void
}

/**
 * Records what is missing of the traces: in every pass one stretch of runs and two rounds of each. Between two stretches
 * of a trace lie those of all others, as between all of base and all of head in a report. What is there is kept, so a
 * recording that was stopped goes on where it was.
 */
export async function recordTraces({ folder, passes, pass, only, signal, say }: Recording): Promise<void> {
  const keys = TRACE_KEYS.filter(
    (key) => only.length === 0 || only.some((start) => traceName(key).startsWith(start)),
  )
  if (keys.length === 0) {
    throw new UserError(
      `--only ${only.join(',')} names no trace. There are ${TRACE_KEYS.map(traceName).join(', ')}.`,
    )
  }
  const bench = await openBench(keys, signal)
  await using _generator = bench.context.generator
  const traces = new Map<string, Trace>()
  for (const key of keys) traces.set(traceName(key), await begunTrace(folder, key, bench.host))
  const left = keys.reduce((sum, key) => sum + Math.max(0, passes - passesOf(traces, key)), 0)
  say(`${left} stretches to record, about ${Math.ceil((left * PASS_GUESS) / 60)} minutes`)
  let done = 0
  const random = seededRandom(`traces ${new Date().toISOString()}`)
  for (let stretch = 0; stretch < passes; stretch++) {
    for (const condition of CONDITIONS) {
      const due = keys.filter((key) => key.condition === condition && passesOf(traces, key) <= stretch)
      if (due.length === 0) continue
      await using _neighbour = condition === 'noisy' ? await startNeighbour() : undefined
      // The neighbour's own start is no part of the noise.
      await delay(500)
      signal.throwIfAborted()
      for (const key of shuffled(due, random)) {
        const trace = await extend(traces.get(traceName(key)) as Trace, pass, bench, random)
        await writeTrace(folder, trace)
        traces.set(traceName(key), trace)
        done += 1
        say(
          `${done} of ${left}: ${traceName(key)} has ${trace.stretches.length} stretches, ${trace.rounds.length} rounds`,
        )
      }
    }
  }
}

interface Bench {
  readonly series: ReadonlyMap<Recorded, ClosedSeries>
  readonly context: VisitContext
  readonly host: Trace['host']
}

async function openBench(keys: readonly TraceKey[], signal: AbortSignal): Promise<Bench> {
  const plan = planCpus(await readTopology())
  const inherited = withoutSecrets(process.env)
  const series = new Map<Recorded, ClosedSeries>()
  for (const service of new Set(keys.map((key) => key.service))) {
    const config = await readConfig({ root: join(FIXTURES, RECORDED[service]) })
    const [declared] = declaredSeries(config)
    if (declared?.kind !== 'http' || declared.regime !== 'closed')
      throw new Error(`${RECORDED[service]} declares no benchmark of a service`)
    await buildService(declared.service, { inherited, cpus: plan.programCpus.length, signal })
    series.set(service, declared)
  }
  const generator = await startGenerator({
    env: inherited,
    ...(plan.pinnable ? { cpus: plan.generatorCpus } : {}),
  })
  const host = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cpus: plan.programCpus.length,
    colocated: plan.colocated,
  }
  return { series, context: { plan, generator, inherited, signal }, host }
}

/** @throws UserError where the trace was begun on another machine */
async function begunTrace(folder: string, key: TraceKey, host: Trace['host']): Promise<Trace> {
  const found = await readTrace(folder, key)
  if (found === undefined) {
    return {
      schema: 1,
      kind: 'trace',
      ...key,
      recorded: new Date().toISOString(),
      host,
      rounds: [],
      stretches: [],
    }
  }
  if (JSON.stringify(found.host) === JSON.stringify(host)) return found
  throw new UserError(
    `${traceName(key)} was begun on ${found.host.cpu}, ${found.host.cpus} CPUs, and this is ${host.cpu}, ${host.cpus} CPUs. Delete ${folder} to record everything here.`,
  )
}

async function extend(trace: Trace, pass: Recording['pass'], bench: Bench, random: Random): Promise<Trace> {
  const series = bench.series.get(trace.service) as ClosedSeries
  const now = () => performance.now()
  const at = () => (Date.now() - Date.parse(trace.recorded)) / 1000
  const use = { random, now, context: bench.context }
  const stretch: RecordedStretch = { at: at(), runs: [] }
  while (stretch.runs.length < pass.runs) {
    stretch.runs.push(await twice(() => recordRun(series, trace.cores, use)))
  }
  const rounds: Trace['rounds'] = []
  while (rounds.length < pass.rounds) {
    rounds.push({ at: at(), ...(await twice(() => recordRound(series, trace.cores, use))) })
  }
  return { ...trace, rounds: [...trace.rounds, ...rounds], stretches: [...trace.stretches, stretch] }
}

/** A visit that failed once on a busy machine is tried again. */
async function twice<T>(visit: () => Promise<T>): Promise<T> {
  try {
    return await visit()
  } catch (error) {
    if (!(error instanceof MeasurementFailure)) throw error
    return await visit()
  }
}

function passesOf(traces: ReadonlyMap<string, Trace>, key: TraceKey): number {
  return traces.get(traceName(key))?.stretches.length ?? 0
}
