import { join } from 'node:path'
import { hyperfineArguments, hyperfineProblem, readHyperfine } from '../load/hyperfine-wrapper.ts'
import { MeasurementFailure } from '../result/measurement-failure.ts'
import { programEnvironment } from '../service/program-environment.ts'
import { temporaryFolder } from '../service/reaper-client.ts'
import { describeExit, startProgram } from '../service/start-program.ts'
import type { CommandSeries } from './series.ts'
import type { VisitPlan } from './visit-plan.ts'
import type { VisitSample } from './visit-sample.ts'
import { abortable, type VisitContext } from './visit-service.ts'

/** Fewest and most runs of a command in one visit. */
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
  const env = programEnvironment(context.inherited, { cores, env: benchmark.env })
  const problem = await hyperfineProblem(env)
  if (problem !== undefined) throw new MeasurementFailure('start', problem)
  await using folder = await temporaryFolder('hyperfine')
  const exportFile = join(folder.path, 'export.json')
  const runs =
    seconds === undefined
      ? RUNS.least
      : clamp(Math.round(visit.measure / 1000 / seconds), RUNS.least, RUNS.most)
  const args = hyperfineArguments({
    command: benchmark.command,
    ...(benchmark.prepare === undefined ? {} : { prepare: benchmark.prepare }),
    runs,
    warmUp: 1,
    exportFile,
  })
  const cpus = context.plan.pinnable ? context.plan.programCpus.slice(0, cores) : undefined
  await using program = await startProgram({
    command: `exec hyperfine ${args.map(quoted).join(' ')}`,
    directory: benchmark.directory,
    env,
    ...(cpus === undefined ? {} : { cpus }),
  })
  const exit = await abortable(program.exited, context.signal)
  if (exit.status !== 0) {
    throw new MeasurementFailure(
      'load',
      `\`${benchmark.command}\` failed: hyperfine ${describeExit(exit)}`,
      program.output.lines(),
    )
  }
  const result = await readHyperfine(exportFile, program.output.lines()).catch((error: Error) => {
    throw new MeasurementFailure('parse', `hyperfine's export: ${error.message}`, program.output.lines())
  })
  return {
    throughput: 1 / result.median,
    completed: result.times.length,
    errors: { status: 0, connection: 0, timeout: 0 },
    elapsed: result.times.reduce((sum, time) => sum + time, 0),
    programCpu: (result.user + result.system) * result.times.length,
    pinned: cpus !== undefined,
    outliers: result.outliers,
  }
}

/** One word of a POSIX shell command line. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
