import { join } from 'node:path'
import type { CommandBenchmark } from '../config/config.ts'
import {
  type HyperfineResult,
  hyperfineArguments,
  hyperfineProblem,
  needsShell,
  readHyperfine,
} from '../load/hyperfine-wrapper.ts'
import { MeasurementFailure } from '../result/measurement-failure.ts'
import { programEnvironment } from '../service/program-environment.ts'
import { temporaryFolder } from '../service/reaper-client.ts'
import { describeExit, startProgram } from '../service/start-program.ts'
import type { CommandSeries } from './series.ts'
import type { VisitPlan } from './visit-plan.ts'
import type { VisitSample } from './visit-sample.ts'
import { abortable, type VisitContext } from './visit-service.ts'

/** Fewest runs of a command in a visit, and most in one call of hyperfine. */
const RUNS = { least: 2, most: 50 }

/**
 * One visit of a command at one core count: hyperfine, pinned together with what it times, runs it several times.
 * @param seconds of one run where an earlier visit has measured it
 * @throws MeasurementFailure where hyperfine is missing or the command fails
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
  const timed = { runs, warmUp: 1, directory: benchmark.directory, env: benchmark.env }
  const result = await timeCommand(benchmark, timed, cores, context)
  return {
    throughput: 1 / result.median,
    completed: result.times.length,
    errors: { status: 0, body: 0, connection: 0, timeout: 0 },
    elapsed: result.times.reduce((sum, time) => sum + time, 0),
    programCpu: (result.user + result.system) * result.times.length,
    pinned: context.plan.pinnable,
    outliers: result.outliers,
  }
}

/** How many runs of `seconds` each fill `milliseconds`; one at least. */
export function runsWithin(milliseconds: number, seconds: number): number {
  return Math.min(RUNS.most, Math.max(1, Math.round(milliseconds / 1000 / seconds)))
}

/**
 * Times a command with hyperfine at one core count, in the given folder.
 * @throws MeasurementFailure where hyperfine is missing or the command fails
 */
export async function timeCommand(
  { command, prepare }: CommandBenchmark,
  timed: {
    readonly runs: number
    readonly warmUp: number
    readonly directory: string
    readonly env: Readonly<Record<string, string>>
  },
  cores: number,
  context: VisitContext,
): Promise<HyperfineResult> {
  const env = programEnvironment(context.inherited, { cores, env: timed.env })
  const problem = await hyperfineProblem(env)
  if (problem !== undefined) throw new MeasurementFailure('start', problem)
  await using folder = await temporaryFolder('hyperfine')
  const exportFile = join(folder.path, 'export.json')
  const { runs, warmUp } = timed
  const shell = await needsShell(command, { directory: timed.directory, path: env.PATH })
  const args = hyperfineArguments({ command, prepare, runs, warmUp, exportFile, shell })
  await using program = await startProgram({
    command: `exec hyperfine ${args.map(quoted).join(' ')}`,
    directory: timed.directory,
    env,
    cpus: context.plan.pinnable ? context.plan.programCpus.slice(0, cores) : undefined,
  })
  const exit = await abortable(program.exited, context.signal)
  const printed = program.output.lines()
  if (exit.status !== 0) {
    throw new MeasurementFailure('load', `\`${command}\` failed: hyperfine ${describeExit(exit)}`, printed)
  }
  return await readHyperfine(exportFile, printed).catch((error: Error) => {
    throw new MeasurementFailure('parse', `hyperfine's export: ${error.message}`, printed)
  })
}

/** One word of a POSIX shell command line. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}
