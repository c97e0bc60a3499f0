import type { Service } from '../config/config.ts'
import { type ContextSwitches, readContextSwitches } from '../host/context-switches.ts'
import { generatorCpusAt } from '../host/plan-cpus.ts'
import { type ProcessTreeUsage, readProcessTree } from '../host/process-tree.ts'
import type { Slice } from '../load/slice.ts'
import type { LoadStream } from '../load/start-generator.ts'
import { MeasurementFailure } from '../result/measurement-failure.ts'
import { startService } from '../service/start-service.ts'
import { targetOf } from './http-target.ts'
import type { Arm } from './quad.ts'
import type { CommandSeries, HttpSeries, Series } from './series.ts'
import { runsWithin, timeCommand } from './visit-command.ts'
import { abortable, type VisitContext } from './visit-service.ts'

/** One arm alive: slices of load can be put on it until it is disposed of. */
export interface ArmRunner extends AsyncDisposable {
  readonly arm: Arm
  slice(milliseconds: number): Promise<Slice>
  /** What its process tree is and has done so far; absent where /proc is not to be had. */
  observe(): Observation
  /** The last lines that it printed. */
  lastLines(): string[]
}

export interface Observation {
  readonly tree?: ProcessTreeUsage
  readonly switches?: ContextSwitches
}

/** What an arm is made of: the service of its commit, or the folder and environment that its command runs in. */
export type ArmSource =
  | { readonly kind: 'service'; readonly service: Service }
  | { readonly kind: 'command'; readonly directory: string; readonly env: Readonly<Record<string, string>> }

/** One arm of a series at one core count. @throws MeasurementFailure that names the arm */
export async function startArm(
  arm: Arm,
  source: ArmSource,
  series: Series,
  cores: number,
  context: VisitContext,
): Promise<ArmRunner> {
  if (series.kind === 'http' && source.kind === 'service') {
    return await startServiceArm(arm, source.service, series, cores, context)
  }
  if (series.kind === 'command' && source.kind === 'command')
    return commandArm(arm, source, series, cores, context)
  throw new Error(`${series.name} is a ${series.kind} benchmark, its ${arm} a ${source.kind}`)
}

/** Each slice is a few runs of the command; between them nothing of it is alive. */
function commandArm(
  arm: Arm,
  source: Extract<ArmSource, { kind: 'command' }>,
  { benchmark }: CommandSeries,
  cores: number,
  context: VisitContext,
): ArmRunner {
  let seconds: number | undefined
  return {
    arm,
    async slice(milliseconds) {
      const runs = seconds === undefined ? 1 : runsWithin(milliseconds, seconds)
      const timed = { ...source, runs, warmUp: 0 }
      const result = await timeCommand(benchmark, timed, cores, context).catch(naming(arm))
      seconds ??= result.mean
      return {
        completed: result.times.length,
        errors: { status: 0, body: 0, connection: 0, timeout: 0 },
        elapsed: result.times.reduce((sum, time) => sum + time, 0),
        programCpu: (result.user + result.system) * result.times.length,
        generatorCpu: 0,
      }
    },
    observe: () => ({}),
    lastLines: () => [],
    async [Symbol.asyncDispose]() {},
  }
}

/**
 * A service, its connections open.
 * @throws MeasurementFailure that names the arm
 */
async function startServiceArm(
  arm: Arm,
  service: Service,
  series: HttpSeries,
  cores: number,
  context: VisitContext,
): Promise<ArmRunner> {
  const cpus = context.plan.pinnable ? context.plan.programCpus.slice(0, cores) : undefined
  await using undo = new AsyncDisposableStack()
  const running = undo.use(
    await startService(service, {
      cores,
      ...(cpus === undefined ? {} : { cpus }),
      inherited: context.inherited,
      signal: context.signal,
    }).catch(naming(arm)),
  )
  if (context.plan.pinnable) await context.generator.pin(generatorCpusAt(context.plan, cores))
  const stream: LoadStream = undo.use(
    await context.generator.open(
      targetOf(series, running, { cores, plan: context.plan, regime: { kind: 'closed' } }),
      running.program.strays,
    ),
  )
  const kept = undo.move()
  return {
    arm,
    async slice(milliseconds) {
      const slice = await abortable(stream.slice(milliseconds), context.signal)
      try {
        running.throwIfDead()
      } catch (error) {
        naming(arm)(error)
      }
      return slice
    },
    observe() {
      const strays = running.program.strays()
      return {
        tree: readProcessTree(running.pid, strays),
        switches: readContextSwitches(running.pid, strays),
      }
    },
    lastLines: () => running.program.output.lines(),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

/** Puts the arm in front of a failure's reason. */
function naming(arm: Arm): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof MeasurementFailure)) throw error
    const { phase, reason, output } = error.failure
    throw new MeasurementFailure(phase, `${arm}: ${reason}`, output)
  }
}
