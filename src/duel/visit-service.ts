import type { Regime } from '../load/generator-protocol.ts'
import { errorCount, type Slice, sliceThroughput, sumErrors } from '../load/slice.ts'
import { MeasurementFailure } from '../result/measurement-failure.ts'
import { median } from '../stats/quantiles.ts'
import { answeredRate } from './answered-rate.ts'
import type { ArmRunner } from './arm-runner.ts'
import { connectionsOf, isAboveCapacity, offeredRate, regimeOf } from './regime.ts'
import { entriesOf, type HttpSeries } from './series.ts'
import { startServiceArm } from './service-arm.ts'
import { sliceLengthUnder } from './slice-length.ts'
import { sumOver, sumSends, wholeSeconds, wholeWork } from './sum-slices.ts'
import type { VisitContext } from './visit-context.ts'
import { figuresOf, sliceRate } from './visit-figures.ts'
import { worstLimits } from './visit-limits.ts'
import { visitOverload } from './visit-overload.ts'
import { slicesPerVisit, type VisitPlan } from './visit-plan.ts'
import type { VisitSample } from './visit-sample.ts'

/** Above this share of failed requests a benchmark is not measured at all; below, a warning gives the share. */
export const ERROR_LIMIT = 0.01

/** Episodes of overload in a visit: one may be unlucky. */
const EPISODES = 2

/** What earlier visits came to know. */
export interface Earlier {
  /** Length of the slices in ms. */
  readonly slice?: number
  /** What the service can do at the core count, requests per second. */
  readonly capacity?: number
}

/**
 * One visit of a service at one core count: start, warm up, slices, stop.
 * @throws MeasurementFailure where the service does not build, start, get ready or hold the load
 */
export async function visitService(
  series: HttpSeries,
  cores: number,
  visit: VisitPlan,
  context: VisitContext,
  { slice, capacity, seed }: Earlier & { readonly seed: string },
): Promise<VisitSample> {
  const regime = regimeOf(series, capacity)
  await using service = await startServiceArm(series.service, series, { cores, regime, seed }, context)
  const warm = await answered(service.warmUp(visit.warmUp), service)
  const length = slice ?? sliceLengthUnder(regime, sliceThroughput(warm), connectionsOf(series, regime))
  const slices: Slice[] = []
  const wanted = regime.kind === 'overload' ? EPISODES : slicesPerVisit(visit.measure, length)
  // Under overload a service may refuse.
  const check = regime.kind === 'overload' ? (slice: Promise<Slice>) => slice : answered
  while (slices.length < wanted) slices.push(await check(service.slice(length), service))
  if (regime.kind !== 'overload') throwWhereTooManyFail(slices, service)
  return { ...summarise(series, regime, slices, capacity), pinned: context.plan.pinnable, slice: length }
}

/** One slice; a service that answered nothing as expected is a failure, not a slow service. */
async function answered(work: Promise<Slice>, service: Pick<ArmRunner, 'lastLines'>): Promise<Slice> {
  const slice = await work
  if (slice.completed === 0 && errorCount(slice.errors) > 0) {
    const why = `no request was answered as expected: ${describeErrors(slice)}`
    throw new MeasurementFailure('load', why, service.lastLines())
  }
  return slice
}

function throwWhereTooManyFail(slices: readonly Slice[], service: Pick<ArmRunner, 'lastLines'>): void {
  const failed = sumOver(slices, ({ errors }) => errorCount(errors))
  const all = failed + sumOver(slices, ({ completed }) => completed)
  if (failed <= ERROR_LIMIT * all) return
  const worst = slices.find((slice) => slice.firstError !== undefined)
  const share = ((100 * failed) / all).toPrecision(2)
  const why = `${share} % of requests failed${worst === undefined ? '' : `, such as ${describeErrors(worst)}`}`
  throw new MeasurementFailure('load', why, service.lastLines())
}

function summarise(
  series: HttpSeries,
  regime: Regime,
  slices: readonly Slice[],
  capacity: number | undefined,
): Omit<VisitSample, 'pinned'> {
  const known = slices.every((slice) => slice.programCpu !== undefined)
  const rate = median(slices.map(regime.kind === 'overload' ? sliceRate : sliceThroughput))
  return {
    figures: figuresOf(entriesOf(series), rate > 0 ? rate : null, slices),
    throughput: rate,
    completed: sumOver(slices, wholeWork),
    errors: sumErrors(slices.map(({ errors }) => errors)),
    elapsed: sumOver(slices, wholeSeconds),
    ...(known ? { programCpu: sumOver(slices, (slice) => slice.programCpu ?? 0) } : {}),
    generatorCpu: sumOver(slices, (slice) => slice.generatorCpu),
    othersCpu: known ? sumOver(slices, (slice) => slice.othersCpu ?? 0) : undefined,
    offered: offeredRate(regime),
    sends: sumSends(slices),
    answered: answeredRate(slices),
    aboveCapacity: isAboveCapacity(regime, capacity),
    overload: visitOverload(slices, capacity, offeredRate(regime)),
    limits: worstLimits(slices),
  }
}

function describeErrors(slice: Slice): string {
  return slice.firstError ?? `${errorCount(slice.errors)} errors`
}
