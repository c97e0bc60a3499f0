import { NO_ERRORS } from '../load/slice.ts'
import { watchStandstill } from '../load/watch-standstill.ts'
import type { ArmRunner, ArmSource, RunWarnings } from './arm-runner.ts'
import { setUpCommand } from './command-setup.ts'
import type { CommandSeries } from './series.ts'
import { runsWithin, timeCommand } from './visit-command.ts'
import type { VisitContext } from './visit-context.ts'

/**
 * A command, set up. Each slice is a few runs of it; between them nothing of it is alive.
 * @throws MeasurementFailure where its setup fails
 */
export async function startCommandArm(
  source: Extract<ArmSource, { kind: 'command' }>,
  { benchmark }: CommandSeries,
  cores: number,
  context: VisitContext,
): Promise<Omit<ArmRunner, 'arm'>> {
  const setup = await setUpCommand(benchmark, source, cores, context)
  let seconds: number | undefined
  const warnings: RunWarnings[] = []
  const time = async (milliseconds: number) => {
    const first = seconds === undefined
    let standstill = 0
    const runs = seconds === undefined ? 1 : runsWithin(milliseconds, seconds)
    // The first slice is a warm-up itself: it counts for nothing.
    const warmUp = first ? Math.max(0, benchmark.warmUp - 1) : 0
    const watch = watchStandstill()
    const result = await timeCommand(benchmark, { ...source, runs, warmUp }, cores, context).finally(() => {
      standstill = watch.end()
    })
    seconds ??= result.mean
    const elapsed = result.times.reduce((sum, time) => sum + time, 0)
    return {
      result,
      slice: {
        completed: result.times.length,
        errors: NO_ERRORS,
        elapsed,
        programCpu: (result.user + result.system) * result.times.length,
        generatorCpu: 0,
        standstill,
        ...(result.others === undefined ? {} : { othersCpu: result.others * elapsed }),
      },
    }
  }
  return {
    warmUp: async (milliseconds) => (await time(milliseconds)).slice,
    async slice(milliseconds) {
      const { result, slice } = await time(milliseconds)
      warnings.push(result)
      return slice
    },
    observe: () => ({ runs: usual(warnings) }),
    lastLines: () => [],
    [Symbol.asyncDispose]: () => setup[Symbol.asyncDispose](),
  }
}

function usual(warnings: readonly RunWarnings[]): RunWarnings {
  const often = (of: (each: RunWarnings) => boolean) =>
    warnings.length > 0 && 2 * warnings.filter(of).length >= warnings.length
  return { outliers: often((each) => each.outliers), slowFirstRun: often((each) => each.slowFirstRun) }
}
