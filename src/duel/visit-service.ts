import { generatorCpusAt } from '../host/plan-cpus.ts'
import type { CpuPlan } from '../host/topology.ts'
import { errorCount, type Slice, sliceThroughput, sumErrors } from '../load/slice.ts'
import type { Generator, LoadStream } from '../load/start-generator.ts'
import { MeasurementFailure } from '../result/measurement-failure.ts'
import { type RunningService, startService } from '../service/start-service.ts'
import { median } from '../stats/quantiles.ts'
import { targetOf } from './http-target.ts'
import type { HttpSeries } from './series.ts'
import { sliceLength, slicesPerVisit, type VisitPlan } from './visit-plan.ts'
import type { VisitSample } from './visit-sample.ts'

export interface VisitContext {
  readonly plan: CpuPlan
  readonly generator: Generator
  readonly inherited: NodeJS.ProcessEnv
  readonly signal: AbortSignal
}

/** Above this share of failed requests a benchmark is not measured at all; below, a warning gives the share. */
export const ERROR_LIMIT = 0.01

/**
 * One visit of a service at one core count: start, warm up, slices, stop.
 * @param slice length in ms where an earlier visit has chosen it
 * @throws MeasurementFailure where the service does not build, start, get ready or hold the load
 */
export async function visitService(
  series: HttpSeries,
  cores: number,
  visit: VisitPlan,
  context: VisitContext,
  slice?: number,
): Promise<VisitSample> {
  const cpus = context.plan.pinnable ? context.plan.programCpus.slice(0, cores) : undefined
  await using service = await startService(series.service, {
    cores,
    ...(cpus === undefined ? {} : { cpus }),
    inherited: context.inherited,
    signal: context.signal,
  })
  if (context.plan.pinnable) await context.generator.pin(generatorCpusAt(context.plan, cores))
  await using stream = await context.generator.open(
    targetOf(series, service, { cores, plan: context.plan, regime: { kind: 'closed' } }),
    service.program.strays,
  )
  const warm = await loaded(stream, service, visit.warmUp, context.signal)
  const length = slice ?? sliceLength(sliceThroughput(warm), series.connections)
  const slices: Slice[] = []
  for (let count = slicesPerVisit(visit.measure, length); count > 0; count--) {
    slices.push(await loaded(stream, service, length, context.signal))
  }
  return { ...summarise(slices, service), pinned: cpus !== undefined, slice: length }
}

/** One slice; a service that died or answered nothing as expected is a failure, not a slow service. */
async function loaded(
  stream: LoadStream,
  service: RunningService,
  milliseconds: number,
  signal: AbortSignal,
): Promise<Slice> {
  const slice = await abortable(stream.slice(milliseconds), signal)
  service.throwIfDead()
  if (slice.completed === 0 && errorCount(slice.errors) > 0) {
    const why = `no request was answered as expected: ${describeErrors(slice)}`
    throw new MeasurementFailure('load', why, service.program.output.lines())
  }
  return slice
}

function summarise(slices: readonly Slice[], service: RunningService): Omit<VisitSample, 'pinned'> {
  const total = (pick: (slice: Slice) => number) => slices.reduce((sum, slice) => sum + pick(slice), 0)
  const failed = total((slice) => errorCount(slice.errors))
  const completed = total((slice) => slice.completed)
  if (failed > ERROR_LIMIT * (completed + failed)) {
    const worst = slices.find((slice) => slice.firstError !== undefined)
    const share = ((100 * failed) / (completed + failed)).toPrecision(2)
    const why = `${share} % of requests failed${worst === undefined ? '' : `, such as ${describeErrors(worst)}`}`
    throw new MeasurementFailure('load', why, service.program.output.lines())
  }
  const known = slices.every((slice) => slice.programCpu !== undefined)
  return {
    throughput: median(slices.map(sliceThroughput)),
    completed,
    errors: sumErrors(slices.map(({ errors }) => errors)),
    elapsed: total((slice) => slice.elapsed),
    ...(known ? { programCpu: total((slice) => slice.programCpu ?? 0) } : {}),
    generatorCpu: total((slice) => slice.generatorCpu),
    othersCpu: known ? total((slice) => slice.othersCpu ?? 0) : undefined,
  }
}

function describeErrors(slice: Slice): string {
  return slice.firstError ?? `${errorCount(slice.errors)} errors`
}

/** Rejects as soon as `signal` aborts; what was under way is ended by its owner's disposal. */
export async function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  let onAbort = (): void => {}
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
  })
  work.catch(() => {})
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
