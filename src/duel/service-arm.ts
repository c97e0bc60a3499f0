import type { Service } from '../config/config.ts'
import { readContextSwitches } from '../host/context-switches.ts'
import { generatorCpusAt, generatorThreads } from '../host/plan-cpus.ts'
import { readProcessTree } from '../host/process-tree.ts'
import type { Regime } from '../load/generator-protocol.ts'
import type { Slice } from '../load/slice.ts'
import { startService } from '../service/start-service.ts'
import type { ArmLoad, ArmRunner } from './arm-runner.ts'
import { targetOf } from './http-target.ts'
import { warmUpRegime } from './regime.ts'
import type { HttpSeries } from './series.ts'
import { abortable, type VisitContext } from './visit-context.ts'

/** A service, its connections open. @throws MeasurementFailure where it does not start or dies under load */
export async function startServiceArm(
  service: Service,
  series: HttpSeries,
  { cores, regime, seed }: ArmLoad & { readonly regime: Regime },
  context: VisitContext,
): Promise<Omit<ArmRunner, 'arm'>> {
  const { plan, generator, signal } = context
  const cpus = plan.pinnable ? plan.programCpus.slice(0, cores) : undefined
  await using undo = new AsyncDisposableStack()
  const running = undo.use(
    await startService(service, {
      cores,
      ...(cpus === undefined ? {} : { cpus }),
      inherited: context.inherited,
      signal,
    }),
  )
  if (plan.pinnable) await generator.pin(generatorCpusAt(plan, cores), generatorThreads(plan, cores))
  const open = (under: Regime) =>
    generator.open(targetOf(series, running, { cores, plan, regime: under, seed }), running.program.strays)
  const stream = undo.use(await open(regime))
  const alive = async (slice: Promise<Slice>): Promise<Slice> => {
    const done = await abortable(slice, signal)
    running.throwIfDead()
    return done
  }
  const kept = undo.move()
  return {
    async warmUp(milliseconds) {
      const warming = warmUpRegime(regime)
      if (warming === regime) return await alive(stream.slice(milliseconds))
      await using other = await open(warming)
      return await alive(other.slice(milliseconds))
    },
    slice: (milliseconds) => alive(stream.slice(milliseconds)),
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
