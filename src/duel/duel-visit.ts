import { type ErrorCounts, errorCount, type Slice, sliceThroughput, sumErrors } from '../load/slice.ts'
import { MeasurementFailure } from '../result/measurement-failure.ts'
import { mean, trimmedMean } from '../stats/quantiles.ts'
import { coin, type Random } from '../stats/random.ts'
import { type ArmRunner, type ArmSource, type Observation, startArm } from './arm-runner.ts'
import { type DuelVisitPlan, quadsPerVisit } from './duel-plan.ts'
import { type Arm, type Arms, drawOrder, makeQuad, type Quad, quadChange } from './quad.ts'
import type { Series } from './series.ts'
import { commandSliceLength, sliceLength } from './visit-plan.ts'
import { ERROR_LIMIT, type VisitContext } from './visit-service.ts'

/** What one arm did in a visit. Times in seconds. */
export interface ArmTotals {
  /** Throughput of the visit: mean over the slices of quads that count. */
  readonly throughput: number
  readonly completed: number
  readonly errors: ErrorCounts
  readonly elapsed: number
  readonly programCpu?: number
  readonly generatorCpu: number
  /** CPU that neither the program nor the generator got: other programs' and what the hypervisor stole. */
  readonly othersCpu?: number
  readonly voluntarySwitches?: number
  readonly involuntarySwitches?: number
  readonly threads?: number
  readonly processes?: number
  readonly memoryBytes?: number
}

/** One visit of a duel: fresh processes of both arms, warmed up, then quads. */
export interface DuelVisit {
  /** d of the round: the trimmed mean of its quads; null where none counts. */
  readonly change: number | null
  readonly quads: number
  readonly void: number
  readonly arms: Arms<ArmTotals>
  /** Length of the slices, ms. */
  readonly slice: number
  readonly pinned: boolean
  /** Of the visit, ms outside the quads: starting, warming up, stopping is not in it yet. */
  readonly overhead: number
}

/** Per end: heavy tails come from bursts of neighbours, and a round has few quads (docs/method.md). */
export const TRIM = 0.2

/**
 * Measures both arms of a series at one core count, both alive on the same CPUs.
 * @throws MeasurementFailure where an arm does not start or hold the load, or where too many of its requests fail
 */
export async function duelVisit(
  series: Series,
  sources: Arms<ArmSource>,
  cores: number,
  options: {
    readonly plan: DuelVisitPlan
    readonly random: Random
    readonly now: () => number
  },
  context: VisitContext,
): Promise<DuelVisit> {
  const begun = options.now()
  const order: readonly Arm[] = coin(options.random) ? ['base', 'head'] : ['head', 'base']
  await using undo = new AsyncDisposableStack()
  const started: ArmRunner[] = []
  for (const arm of order) started.push(undo.use(await startArm(arm, sources[arm], series, cores, context)))
  const runner = (arm: Arm) => started.find((each) => each.arm === arm) as ArmRunner
  const warm: Record<Arm, Slice[]> = { base: [], head: [] }
  for (const arm of order) warm[arm].push(await runner(arm).slice(options.plan.warmUp))
  throwWhereFailing(warm, runner, 1)
  const slowest = Math.min(...[...warm.base, ...warm.head].map(sliceThroughput))
  const slice =
    series.kind === 'http' ? sliceLength(slowest, series.connections) : commandSliceLength(slowest)
  // A slice cannot be shorter than what it measures: a request, or two runs of a command.
  const expected = slowest > 0 ? Math.max(slice, 2000 / slowest) : slice
  const before = { base: runner('base').observe(), head: runner('head').observe() }
  const overhead = options.now() - begun
  const quads: Quad[] = []
  for (let count = quadsPerVisit(options.plan.measure, slice); count > 0; count--) {
    const slices: { arm: Arm; slice: Slice }[] = []
    for (const arm of drawOrder(options.random)) slices.push({ arm, slice: await runner(arm).slice(slice) })
    quads.push(makeQuad(slices, expected, context.plan.programCpus.length))
  }
  const taken = (arm: Arm) => slicesOf(arm, quads)
  throwWhereFailing({ base: taken('base'), head: taken('head') }, runner, ERROR_LIMIT)
  const totals = {
    base: totalsOf('base', quads, before.base, runner('base').observe()),
    head: totalsOf('head', quads, before.head, runner('head').observe()),
  }
  const counted = quads.filter((quad) => quad.void === undefined).map(quadChange)
  return {
    change: counted.length === 0 ? null : trimmedMean(counted, TRIM),
    quads: quads.length,
    void: quads.length - counted.length,
    arms: totals,
    slice,
    pinned: context.plan.pinnable,
    overhead,
  }
}

function slicesOf(arm: Arm, quads: readonly Quad[]): Slice[] {
  return quads.flatMap(({ slices }) => slices).flatMap((each) => (each.arm === arm ? [each.slice] : []))
}

function totalsOf(arm: Arm, quads: readonly Quad[], before: Observation, after: Observation): ArmTotals {
  const all = slicesOf(arm, quads)
  const counted = slicesOf(
    arm,
    quads.filter((quad) => quad.void === undefined),
  ).map(sliceThroughput)
  const sum = (pick: (slice: Slice) => number) => all.reduce((total, slice) => total + pick(slice), 0)
  const known = all.every((slice) => slice.programCpu !== undefined)
  return {
    throughput: counted.length === 0 ? 0 : mean(counted),
    completed: sum((slice) => slice.completed),
    errors: sumErrors(all.map(({ errors }) => errors)),
    elapsed: sum((slice) => slice.elapsed),
    programCpu: known ? sum((slice) => slice.programCpu ?? 0) : undefined,
    generatorCpu: sum((slice) => slice.generatorCpu),
    othersCpu: known ? sum((slice) => slice.othersCpu ?? 0) : undefined,
    voluntarySwitches: grown(before.switches?.voluntary, after.switches?.voluntary),
    involuntarySwitches: grown(before.switches?.involuntary, after.switches?.involuntary),
    threads: after.tree?.threads,
    processes: after.tree?.processes,
    memoryBytes: after.tree?.memoryBytes,
  }
}

/** A count that fell has lost a thread: then the growth is not known. */
function grown(before: number | undefined, after: number | undefined): number | undefined {
  return before === undefined || after === undefined || after < before ? undefined : after - before
}

/**
 * Requests that fail in one arm are a finding of their own, never throughput and never a change.
 * @param limit the share of failed requests above which an arm is not measured; with 1, where every request failed
 */
function throwWhereFailing(
  slices: Arms<readonly Slice[]>,
  runner: (arm: Arm) => ArmRunner,
  limit: number,
): void {
  const rates = { base: failureRate(slices.base), head: failureRate(slices.head) }
  const worst: Arm = rates.head >= rates.base ? 'head' : 'base'
  if (rates[worst] <= limit && rates[worst] < 1) return
  const percent = (arm: Arm) => `${Number((100 * rates[arm]).toPrecision(2))} %`
  const example = slices[worst].find(({ firstError }) => firstError !== undefined)?.firstError
  throw new MeasurementFailure(
    'load',
    `${percent('head')} of head's requests failed, ${percent('base')} of base's${example === undefined ? '' : `; ${worst}: ${example}`}`,
    runner(worst).lastLines(),
  )
}

function failureRate(slices: readonly Slice[]): number {
  const sum = (pick: (slice: Slice) => number) => slices.reduce((total, slice) => total + pick(slice), 0)
  const failed = sum((slice) => errorCount(slice.errors))
  return failed === 0 ? 0 : failed / (failed + sum((slice) => slice.completed))
}
