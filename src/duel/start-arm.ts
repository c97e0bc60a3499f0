import { MeasurementFailure } from '../result/measurement-failure.ts'
import type { ArmLoad, ArmRunner, ArmSource } from './arm-runner.ts'
import { startCommandArm } from './command-arm.ts'
import type { Arm } from './quad.ts'
import type { Series } from './series.ts'
import { startServiceArm } from './service-arm.ts'
import type { VisitContext } from './visit-context.ts'

/** One arm of a series at one core count. @throws MeasurementFailure that names the arm, here and in its slices */
export async function startArm(
  arm: Arm,
  source: ArmSource,
  series: Series,
  load: ArmLoad,
  context: VisitContext,
): Promise<ArmRunner> {
  const name = naming(arm)
  if (series.kind === 'http' && source.kind === 'service' && load.regime !== undefined) {
    const { regime } = load
    const runner = await startServiceArm(source.service, series, { ...load, regime }, context).catch(name)
    return named(arm, runner)
  }
  if (series.kind === 'command' && source.kind === 'command')
    return named(arm, await startCommandArm(source, series, load.cores, context).catch(name))
  throw new Error(`${series.name} is a ${series.kind} benchmark, its ${arm} a ${source.kind}`)
}

function named(arm: Arm, runner: Omit<ArmRunner, 'arm'>): ArmRunner {
  const name = naming(arm)
  return {
    ...runner,
    arm,
    warmUp: (milliseconds) => runner.warmUp(milliseconds).catch(name),
    slice: (milliseconds) => runner.slice(milliseconds).catch(name),
  }
}

/** Puts the arm in front of a failure's reason. */
function naming(arm: Arm): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof MeasurementFailure)) throw error
    const { phase, reason, output } = error.failure
    throw new MeasurementFailure(phase, `${arm}: ${reason}`, output, arm)
  }
}
