import type { Config, Service } from '../config/config.ts'
import type { Progress } from '../duel/progress.ts'
import type { Arm } from '../duel/quad.ts'
import { declaredSeries, loadKey, type Series } from '../duel/series.ts'
import { type CoreCounts, resolveCoreCounts } from '../host/core-counts.ts'
import { describeHost } from '../host/describe-host.ts'
import { planCpus, reserveUnused } from '../host/plan-cpus.ts'
import { readTopology } from '../host/read-topology.ts'
import { runtimeVersions } from '../host/runtime-versions.ts'
import type { CpuPlan } from '../host/topology.ts'
import type { Hyperfine } from '../load/hyperfine/hyperfine-on-path.ts'
import { obtainHyperfine } from '../load/hyperfine/obtain-hyperfine.ts'
import { type Generator, startGenerator } from '../load/start-generator.ts'
import { MeasurementFailure } from '../result/measurement-failure.ts'
import type { Failure, Host, Shard } from '../result/shared-schema.ts'
import { buildService } from '../service/build-service.ts'
import { withheldByName, withoutSecrets } from '../service/program-environment.ts'
import { largest } from '../stats/extremes.ts'
import { type Random, seededRandom } from '../stats/random.ts'

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
  /** Where only a part of a report is measured: which, and its part of what the whole may do wrong. */
  readonly shard?: Shard & { readonly share: number }
}

/** Everything that a measurement stands on: the machine, head built, the load generator running. */
export interface Bench extends AsyncDisposable {
  readonly plan: CpuPlan
  readonly counts: CoreCounts
  readonly host: Host
  readonly series: readonly Series[]
  /** Of head's builds, by `loadKey`. */
  readonly failures: ReadonlyMap<string, Failure>
  readonly inherited: NodeJS.ProcessEnv
  readonly generator: Generator
  /** Where a command is to be timed. */
  readonly hyperfine?: Hyperfine
  readonly random: Random
  readonly at: string
}

/** Reads the machine, builds head's services and starts the load generator. */
export async function setUpBench({ config, cores, seed }: Subject, world: World): Promise<Bench> {
  const topology = await readTopology()
  const whole = planCpus(topology)
  const counts = resolveCoreCounts(cores ?? config.cores, whole)
  const plan = reserveUnused(whole, topology, largest([0, ...counts.measured]))
  const series = declaredSeries(config)
  const inherited = withoutSecrets(world.env)
  sayWithheld(world)
  const at = world.today().toISOString()
  const built = await buildServices(servicesOf(config, series), whole, inherited, world)
  // After the build, which may fetch the toolchain that is then asked for its version.
  const runtimes = await runtimeVersions(config.services, inherited)
  const timed = series.some(({ kind }) => kind === 'command')
  const hyperfine = timed ? await hyperfineFor(inherited, world) : undefined
  const generator = await startGenerator({
    env: inherited,
    cpus: plan.pinnable ? plan.generatorCpus : undefined,
  })
  return {
    plan,
    counts,
    host: await describeHost({ topology, plan, runtimes, env: world.env }),
    series,
    failures: bySeries(series, built),
    inherited,
    generator,
    hyperfine,
    random: seededRandom(seed),
    at,
    [Symbol.asyncDispose]: () => generator[Symbol.asyncDispose](),
  }
}

/** A service that misses its password fails far from the reason. */
function sayWithheld({ env, progress }: World): void {
  const names = withheldByName(env)
  if (names.length === 0) return
  const them = names.length === 1 ? 'it' : 'them'
  progress.say(
    `withheld from programs, as secrets by name: ${names.join(', ')} (\`env\` in corecurve.yml can set ${them})`,
  )
}

async function hyperfineFor(env: NodeJS.ProcessEnv, { signal, progress }: World): Promise<Hyperfine> {
  const machine = { root: process.getuid?.() === 0, platform: `${process.platform}-${process.arch}` }
  return await obtainHyperfine({ env, signal, ...machine }, (line) => progress.say(line))
}

/** The services to build: those under load, and all of them where a command may need what they build. */
export function servicesOf(config: Config, series: readonly Series[]): readonly Service[] {
  if (series.some(({ kind }) => kind === 'command')) return config.services
  const loaded = new Set(series.flatMap((each) => (each.kind === 'http' ? [each.service.name] : [])))
  return config.services.filter(({ name }) => loaded.has(name))
}

/** Builds each service once; the failures by service. One that does not build fails its benchmarks and no others. */
export async function buildServices(
  services: readonly Service[],
  plan: CpuPlan,
  inherited: NodeJS.ProcessEnv,
  world: World,
  /** Said where two commits are built. */
  arm?: Arm,
): Promise<Map<string, Failure>> {
  const failures = new Map<string, Failure>()
  for (const service of services) {
    if (service.build !== undefined) {
      world.progress.say(`building ${service.name}${arm === undefined ? '' : ` of ${arm}`}`)
    }
    try {
      await buildService(service, { inherited, cpus: plan.programCpus.length, signal: world.signal })
    } catch (error) {
      if (!(error instanceof MeasurementFailure)) throw error
      failures.set(service.name, error.failure)
    }
  }
  return failures
}

function bySeries(series: readonly Series[], byService: ReadonlyMap<string, Failure>): Map<string, Failure> {
  const failures = new Map<string, Failure>()
  for (const each of series) {
    const failure = each.kind === 'http' ? byService.get(each.service.name) : undefined
    if (failure !== undefined) failures.set(loadKey(each), failure)
  }
  return failures
}
