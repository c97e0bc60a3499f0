import { join } from 'node:path'
import type { CommandBenchmark } from '../config/config.ts'
import { watchOthers } from '../host/others-cpu.ts'
import { hyperfineOnPath, withAdvice } from '../load/hyperfine/hyperfine-on-path.ts'
import { readFailure } from '../load/hyperfine/hyperfine-words.ts'
import {
  type HyperfineCall,
  type HyperfineResult,
  hyperfineCommandLine,
  readHyperfine,
} from '../load/hyperfine-wrapper.ts'
import { NO_ERRORS } from '../load/slice.ts'
import { MeasurementFailure } from '../result/measurement-failure.ts'
import { programEnvironment } from '../service/program-environment.ts'
import { temporaryFolder } from '../service/reaper-client.ts'
import { describeExit, type Exit, startProgram } from '../service/start-program.ts'
import { type CommandPlace, setUpCommand } from './command-setup.ts'
import { usedCpus } from './http-target.ts'
import type { CommandSeries } from './series.ts'
import { abortable, type VisitContext } from './visit-context.ts'
import type { VisitPlan } from './visit-plan.ts'
import type { VisitSample } from './visit-sample.ts'

/** Fewest runs of a command in a visit, and most in one call of hyperfine. */
const RUNS = { least: 2, most: 50 }

/**
 * One visit of a command at one core count: hyperfine, pinned together with what it times, runs it several times.
 * @param seconds of one run where an earlier visit has measured it
 * @throws MeasurementFailure where hyperfine is missing or the command or one of its helpers fails
 */
export async function visitCommand(
  series: CommandSeries,
  cores: number,
  visit: VisitPlan,
  context: VisitContext,
  seconds?: number,
): Promise<VisitSample> {
  const { benchmark } = series
  const runs = seconds === undefined ? RUNS.least : Math.max(RUNS.least, runsWithin(visit.measure, seconds))
  await using _around = await setUpCommand(benchmark, benchmark, cores, context)
  const { warmUp, directory, env } = benchmark
  const result = await timeCommand(benchmark, { runs, warmUp, directory, env }, cores, context)
  const elapsed = result.times.reduce((sum, time) => sum + time, 0)
  return {
    figures: [1 / result.median],
    throughput: 1 / result.median,
    completed: result.times.length,
    errors: NO_ERRORS,
    elapsed,
    programCpu: (result.user + result.system) * result.times.length,
    ...(result.others === undefined ? {} : { othersCpu: result.others * elapsed }),
    pinned: context.plan.pinnable,
    outliers: result.outliers,
    slowFirstRun: result.slowFirstRun,
  }
}

/** How many runs of `seconds` each fill `milliseconds`; one at least. */
export function runsWithin(milliseconds: number, seconds: number): number {
  return Math.min(RUNS.most, Math.max(1, Math.round(milliseconds / 1000 / seconds)))
}

/** What a call of hyperfine measured. */
export interface TimedCommand extends HyperfineResult {
  /** CPUs that others had meanwhile, on average over the whole call; absent where that cannot be read. */
  readonly others?: number
}

/**
 * Times a command with hyperfine at one core count, in the given folder.
 * @throws MeasurementFailure where hyperfine is missing, or the command fails or takes no time
 */
export async function timeCommand(
  { command, prepare }: CommandBenchmark,
  timed: CommandPlace & { readonly runs: number; readonly warmUp: number },
  cores: number,
  context: VisitContext,
): Promise<TimedCommand> {
  const { runs, warmUp } = timed
  await using folder = await temporaryFolder('hyperfine')
  const call = { command, prepare, runs, warmUp, exportFile: join(folder.path, 'export.json') }
  const others = watchOthers(usedCpus(context.plan))
  const { exit, printed } = await callHyperfine(call, 'discarded', timed, cores, context)
  const meanwhile = others()
  if (exit.status !== 0) throw await failureOf(call, { exit, printed }, timed, cores, context)
  const result = await readHyperfine(call.exportFile, printed).catch((error: Error) => {
    throw new MeasurementFailure('parse', `hyperfine's export: ${error.message}`, printed)
  })
  if (result.median > 0) return meanwhile === undefined ? result : { ...result, others: meanwhile }
  const why =
    'takes no more time than the shell that starts it: let it do more work, or write it without a shell’s signs'
  throw new MeasurementFailure('load', `\`${command}\` ${why}`, printed)
}

interface Called {
  readonly exit: Exit
  /** Its last lines, those of the commands that it ran among them. */
  readonly printed: readonly string[]
}

/** Runs hyperfine to its end, pinned, as it is on the machine. */
async function callHyperfine(
  call: HyperfineCall,
  output: 'discarded' | 'kept',
  { directory, env: own }: CommandPlace,
  cores: number,
  context: VisitContext,
): Promise<Called> {
  const env = programEnvironment(context.inherited, { cores, env: own })
  const hyperfine = await hyperfineFor(env, context)
  await using program = await startProgram({
    command: await hyperfineCommandLine(hyperfine, call, { directory, path: env.PATH }, output),
    directory,
    env,
    cpus: context.plan.pinnable ? context.plan.programCpus.slice(0, cores) : undefined,
  })
  const exit = await abortable(program.exited, context.signal)
  return { exit, printed: program.output.lines() }
}

/** The program to call. @throws MeasurementFailure where there is none, with what to do */
async function hyperfineFor(
  env: Readonly<Record<string, string>>,
  { hyperfine }: VisitContext,
): Promise<string> {
  if (hyperfine?.kind === 'missing') throw new MeasurementFailure('start', hyperfine.why)
  const found = hyperfine ?? (await hyperfineOnPath(env))
  if (found.kind === 'missing') throw new MeasurementFailure('start', withAdvice(found.why))
  return found.file
}

/**
 * A failed call in the command's own words. Its standard output is discarded while it is timed: where it said nothing
 * on standard error, it is run once more with both kept.
 */
async function failureOf(
  call: HyperfineCall,
  failed: Called,
  place: CommandPlace,
  cores: number,
  context: VisitContext,
): Promise<MeasurementFailure> {
  const { reason, output } = readFailure(failed.printed)
  if (reason === undefined) {
    const why = `\`${call.command}\` could not be timed: hyperfine ${describeExit(failed.exit)}`
    return new MeasurementFailure('load', why, output)
  }
  const why = `\`${call.command}\` ${reason}`
  if (output.length > 0) return new MeasurementFailure('load', why, output)
  const again = await callHyperfine({ ...call, runs: 1, warmUp: 0 }, 'kept', place, cores, context)
  return new MeasurementFailure('load', why, again.exit.status === 0 ? [] : readFailure(again.printed).output)
}
