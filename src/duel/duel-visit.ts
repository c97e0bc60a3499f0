import { errorCount, type Slice, sliceThroughput } from '../load/slice.ts'
import { MeasurementFailure } from '../result/measurement-failure.ts'
import { mean, trimmedMean } from '../stats/quantiles.ts'
import { coin, type Random } from '../stats/random.ts'
import { type ArmRunner, type ArmSource, type Observation, startArm } from './arm-runner.ts'
import { type DuelVisitPlan, quadsPerVisit } from './duel-plan.ts'
import { type Arm, type Arms, drawOrder, makeQuad, type Quad, quadChange } from './quad.ts'
import type { Series } from './series.ts'
import { sliceLength } from './visit-plan.ts'
import { ERROR_LIMIT, type VisitContext } from './visit-service.ts'

/** What one arm did in a visit. Times in seconds. */
export interface ArmTotals {
  /** Throughput of the visit: mean over the slices of quads that count. */
  readonly throughput: number
  readonly completed: number
  readonly failed: number
  readonly elapsed: number
  readonly programCpu?: number
  readonly generatorCpu: number
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
  const rates: number[] = []
  for (const arm of order) rates.push(sliceThroughput(await answering(runner(arm), options.plan.warmUp)))
  const slice = sliceLength(Math.min(...rates), series.kind === 'http' ? series.connections : 0)
  const before = { base: runner('base').observe(), head: runner('head').observe() }
  const overhead = options.now() - begun
  const quads: Quad[] = []
  for (let count = quadsPerVisit(options.plan.measure, slice); count > 0; count--) {
    const slices: { arm: Arm; slice: Slice }[] = []
    for (const arm of drawOrder(options.random)) slices.push({ arm, slice: await runner(arm).slice(slice) })
    quads.push(makeQuad(slices, slice, context.plan.programCpus.length))
  }
  const totals = {
    base: totalsOf('base', quads, before.base, runner('base').observe()),
    head: totalsOf('head', quads, before.head, runner('head').observe()),
  }
  throwWhereFailing(totals, runner)
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

/** A warm-up slice; an arm that answers nothing as expected is not measured at all. */
async function answering(runner: ArmRunner, milliseconds: number): Promise<Slice> {
  const slice = await runner.slice(milliseconds)
  if (slice.completed > 0 || errorCount(slice.errors) === 0) return slice
  const why = `${runner.arm}: no request was answered as expected: ${slice.firstError ?? 'only errors'}`
  throw new MeasurementFailure('load', why, runner.lastLines())
}

function totalsOf(arm: Arm, quads: readonly Quad[], before: Observation, after: Observation): ArmTotals {
  const all = quads.flatMap(({ slices }) => slices).flatMap((each) => (each.arm === arm ? [each.slice] : []))
  const counted = quads
    .filter((quad) => quad.void === undefined)
    .flatMap(({ slices }) => slices)
    .flatMap((each) => (each.arm === arm ? [sliceThroughput(each.slice)] : []))
  const sum = (pick: (slice: Slice) => number) => all.reduce((total, slice) => total + pick(slice), 0)
  const known = all.every((slice) => slice.programCpu !== undefined)
  return {
    throughput: counted.length === 0 ? 0 : mean(counted),
    completed: sum((slice) => slice.completed),
    failed: sum((slice) => errorCount(slice.errors)),
    elapsed: sum((slice) => slice.elapsed),
    programCpu: known ? sum((slice) => slice.programCpu ?? 0) : undefined,
    generatorCpu: sum((slice) => slice.generatorCpu),
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

/** Requests that fail in one arm are a finding of their own, never throughput and never a change. */
function throwWhereFailing(totals: Arms<ArmTotals>, runner: (arm: Arm) => ArmRunner): void {
  const rate = ({ failed, completed }: ArmTotals) => failed / Math.max(1, failed + completed)
  const worst: Arm = rate(totals.head) >= rate(totals.base) ? 'head' : 'base'
  if (rate(totals[worst]) <= ERROR_LIMIT) return
  const percent = (arm: Arm) => `${Number((100 * rate(totals[arm])).toPrecision(2))} %`
  throw new MeasurementFailure(
    'load',
    `${percent('head')} of head's requests failed, ${percent('base')} of base's`,
    runner(worst).lastLines(),
  )
}
