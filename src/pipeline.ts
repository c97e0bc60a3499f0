/**
 * The product in a few sentences: measure a commit at every core count, compare it with what the baseline branch
 * stores of its nearest ancestor, publish what was found. Entries say what to do; rooms below do it.
 */
import { nearestRecord } from './baseline/choose-record.ts'
import type { BaselineStore, PushResult } from './baseline/store.ts'
import type { Benchmark, Config } from './config/config.ts'
import { assembleBenchmark, assembleRecord } from './duel/assemble-record.ts'
import { measureRounds, type RoundsSoFar } from './duel/measure-rounds.ts'
import type { Progress } from './duel/progress.ts'
import { declaredSeries, type Series, seriesKey } from './duel/series.ts'
import { resolveCoreCounts } from './host/core-counts.ts'
import { describeHost } from './host/describe-host.ts'
import { planCpus } from './host/plan-cpus.ts'
import { readTopology } from './host/read-topology.ts'
import { runtimeVersions } from './host/runtime-versions.ts'
import { startGenerator } from './load/start-generator.ts'
import { badgeFiles } from './report/badge-files.ts'
import type { Comparison } from './result/comparison.ts'
import { MeasurementFailure } from './result/measurement-failure.ts'
import type { BaselineRecord } from './result/record.ts'
import type { Failure } from './result/shared-schema.ts'
import { assembleComparison } from './scaling/assemble-comparison.ts'
import { buildService } from './service/build-service.ts'
import { withoutSecrets } from './service/program-environment.ts'
import { seededRandom } from './stats/random.ts'

/** What the outside gives a measurement: passed in, so that everything below can be tried without it. */
export interface World {
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal
  readonly progress: Progress
  /** The date, for the record. */
  readonly today: () => Date
  /** Milliseconds from a clock that never goes back. */
  readonly now: () => number
}

/** What is measured. */
export interface Subject {
  /** With the benchmarks that are measured, and no others. */
  readonly config: Config
  /** Core counts asked for on the command line; the configuration's where left out. */
  readonly cores?: readonly number[]
  readonly commit: string
  readonly dirty: boolean
  readonly seed: string
  /** Milliseconds for the whole measurement. */
  readonly budget?: number
}

/**
 * Builds the services and measures every benchmark at every core count. `save` is given the record so far after
 * every round. An interrupt gives the record of what was measured until then, marked as not complete.
 */
export async function measure(
  subject: Subject,
  world: World,
  save: (record: BaselineRecord) => Promise<void>,
): Promise<BaselineRecord> {
  const { config } = subject
  const topology = await readTopology()
  const plan = planCpus(topology)
  const counts = resolveCoreCounts(subject.cores ?? config.cores, plan)
  const series = declaredSeries(config)
  const services = [...new Set(series.flatMap((each) => (each.kind === 'http' ? [each.service] : [])))]
  const inherited = withoutSecrets(world.env)
  const at = world.today().toISOString()
  const failures = await buildAll(series, plan.programCpus.length, inherited, world)
  // After the build, which may fetch the toolchain that is then asked for its version.
  const runtimes = await runtimeVersions(services, inherited)
  const host = await describeHost({ topology, plan, runtimes, env: world.env })
  const cpus = plan.pinnable ? plan.generatorCpus : undefined
  await using generator = await startGenerator({ env: inherited, ...(cpus === undefined ? {} : { cpus }) })

  const recordOf = (soFar: RoundsSoFar): BaselineRecord =>
    assembleRecord(
      {
        commit: subject.commit,
        dirty: subject.dirty,
        at,
        seed: subject.seed,
        host,
        method: {
          rounds: soFar.rounds,
          sliceMilliseconds: soFar.slice,
          seconds: soFar.elapsed / 1000,
          complete: soFar.complete,
        },
      },
      soFar.series.map((each) => assembleBenchmark(each, plan, counts.skipped, host.cpus)),
    )

  const measured = await measureRounds({
    plan,
    generator,
    inherited,
    signal: world.signal,
    series,
    cores: counts.measured,
    failures,
    random: seededRandom(subject.seed),
    progress: world.progress,
    now: world.now,
    ...(subject.budget === undefined ? {} : { budget: subject.budget }),
    onRound: (soFar) => save(recordOf(soFar)),
  })
  world.progress.finish()
  const record = recordOf(measured)
  await save(record)
  return record
}

/** Builds each service once; one that does not build fails its benchmarks and no others. */
async function buildAll(
  series: readonly Series[],
  cpus: number,
  inherited: NodeJS.ProcessEnv,
  world: World,
): Promise<Map<string, Failure>> {
  const failures = new Map<string, Failure>()
  const built = new Map<string, Failure | undefined>()
  for (const each of series) {
    if (each.kind === 'command') continue
    const { service } = each
    if (!built.has(service.name)) {
      if (service.build !== undefined) world.progress.say(`building ${service.name}`)
      built.set(
        service.name,
        await failureOf(buildService(service, { inherited, cpus, signal: world.signal })),
      )
    }
    const failure = built.get(service.name)
    if (failure !== undefined) failures.set(seriesKey(each), failure)
  }
  return failures
}

async function failureOf(work: Promise<void>): Promise<Failure | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    if (error instanceof MeasurementFailure) return error.failure
    throw error
  }
}

/** Stores a record in the baseline branch, with the badges of the newest record in the same commit. */
export async function storeRecord(
  record: BaselineRecord,
  store: BaselineStore,
  keep: number,
): Promise<PushResult> {
  return await store.push({
    record,
    keep,
    message: `Record ${record.commit.slice(0, 12)}`,
    // A record that arrives late must not take the badge back to an older number.
    extraFiles: ({ newest }) => (newest ? badgeFiles(record) : new Map()),
  })
}

/** Compares a measured head with the nearest ancestor of base that the baseline branch has a record of. */
export async function compareWithBaseline(request: {
  readonly head: BaselineRecord
  readonly benchmarks: readonly Benchmark[]
  readonly base: string
  /** Base and its ancestors, nearest first. */
  readonly ancestors: readonly string[]
  readonly store: BaselineStore
}): Promise<Comparison> {
  const { head, benchmarks, base, ancestors, store } = request
  const nearest = await nearestRecord({ store, ancestors, hostKey: head.host.key })
  return assembleComparison({ head, base, stored: nearest, benchmarks })
}
