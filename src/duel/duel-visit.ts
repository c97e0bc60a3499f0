import type { Slice } from '../load/slice.ts'
import { sliceThroughput } from '../load/slice.ts'
import type { Overload } from '../result/shared-schema.ts'
import type { DuelVisitPlan } from '../scaling/plan-duel.ts'
import { smallest } from '../stats/extremes.ts'
import { coin, type Random } from '../stats/random.ts'
import type { ArmRunner, ArmSource } from './arm-runner.ts'
import { type ArmTotals, countedQuads, totalsOf } from './arm-totals.ts'
import type { Capacity } from './capacity.ts'
import { quadsPerVisit } from './duel-plan.ts'
import { exampleOf, throwWhereFailing } from './failing-arm.ts'
import {
  type Arm,
  type Arms,
  drawOrder,
  makeQuad,
  type Quad,
  roundChange,
  slicesOf,
  typicalRates,
} from './quad.ts'
import { connectionsOf, isAboveCapacity, offeredRate, regimeOf } from './regime.ts'
import { entriesOf, type Series, type SeriesEntry } from './series.ts'
import { commandSliceLength, sliceLengthUnder } from './slice-length.ts'
import { startArm } from './start-arm.ts'
import type { VisitContext } from './visit-context.ts'
import { figuresOf } from './visit-figures.ts'
import { visitOverload } from './visit-overload.ts'
import { ERROR_LIMIT } from './visit-service.ts'

/** What a visit says of one entry of its series; null where no quad counts. */
export interface Figure {
  /** Logarithm of the ratio of the arms, positive where head is better: the round's number for a decision. */
  readonly gain: number | null
  /** In the unit of the entry; of work over all of it. */
  readonly base: number | null
  readonly head: number | null
  /** What `gain` is the ratio of, where that is not all the work. */
  readonly typical?: Arms<number>
}

/** One visit of a duel: fresh processes of both arms, warmed up, then quads. */
export interface DuelVisit {
  /** In the order of `entriesOf`. */
  readonly figures: readonly Figure[]
  readonly quads: number
  readonly void: number
  /** Of the void ones, those in which requests failed, and of each arm such a request. */
  readonly failing?: { readonly quads: number; readonly examples: Partial<Arms<string>> }
  readonly arms: Arms<ArmTotals>
  /** Requests per second that an open loop offered to both. */
  readonly offered?: number
  /** Whether that is what base can do, or more, as far as it is known. */
  readonly aboveCapacity?: boolean
  readonly overload?: Arms<Overload>
  /** Length of the slices, ms. */
  readonly slice: number
  readonly pinned: boolean
  /** Of the visit, ms outside the quads: starting, warming up, stopping is not in it yet. */
  readonly overhead: number
}

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
    /** What base can do at this core count sets the rate of an open loop, for both arms. */
    readonly capacity?: Capacity
  },
  context: VisitContext,
): Promise<DuelVisit> {
  const { plan, random, now, capacity } = options
  const begun = now()
  const regime = series.kind === 'http' ? regimeOf(series, capacity?.base) : undefined
  const order: readonly Arm[] = coin(random) ? ['base', 'head'] : ['head', 'base']
  const load = { cores, regime, seed: `${series.name} ${random()}` }
  await using undo = new AsyncDisposableStack()
  const started: ArmRunner[] = []
  for (const arm of order) {
    started.push(undo.use(await startArm(arm, sources[arm], series, load, context)))
  }
  const runner = (arm: Arm) => started.find((each) => each.arm === arm) as ArmRunner
  const warm: Record<Arm, Slice[]> = { base: [], head: [] }
  for (const arm of order) warm[arm].push(await runner(arm).warmUp(plan.warmUp))
  throwWhereFailing(warm, runner, 1)
  const slowest = smallest([...warm.base, ...warm.head].map(sliceThroughput))
  const slice =
    regime === undefined || series.kind === 'command'
      ? commandSliceLength(slowest)
      : sliceLengthUnder(regime, slowest, connectionsOf(series, regime))
  const before = { base: runner('base').observe(), head: runner('head').observe() }
  const overhead = now() - begun
  const quads: Quad[] = []
  // An overload is an episode of some seconds: four of them are a visit.
  const wanted = regime?.kind === 'overload' ? 1 : quadsPerVisit(plan.measure, slice)
  while (quads.length < wanted) {
    const slices: { arm: Arm; slice: Slice }[] = []
    for (const arm of drawOrder(random)) slices.push({ arm, slice: await runner(arm).slice(slice) })
    quads.push(makeQuad(slices, context.plan.programCpus.length))
  }
  // Under overload a service may refuse; what fails in the calm before it makes the quad void.
  if (regime?.kind !== 'overload') {
    throwWhereFailing({ base: slicesOf('base', quads), head: slicesOf('head', quads) }, runner, ERROR_LIMIT)
  }
  const arms = {
    base: totalsOf('base', quads, before.base, runner('base').observe()),
    head: totalsOf('head', quads, before.head, runner('head').observe()),
  }
  const counted = countedQuads(quads)
  return {
    figures: pairedFigures(entriesOf(series), quads, arms),
    quads: quads.length,
    void: quads.length - counted.length,
    failing: failingIn(quads),
    arms,
    ...(regime === undefined
      ? {}
      : { offered: offeredRate(regime), aboveCapacity: isAboveCapacity(regime, capacity?.base) }),
    overload: overloadOf(counted, capacity, regime && offeredRate(regime)),
    slice,
    pinned: context.plan.pinnable,
    overhead,
  }
}

/**
 * The figures of both arms from the quads that count. Work is compared slice by slice; a quantile is taken from all
 * requests of an arm in the visit, for the tail of a single slice is a handful of them.
 */
function pairedFigures(
  entries: readonly SeriesEntry[],
  quads: readonly Quad[],
  arms: Arms<ArmTotals>,
): Figure[] {
  const counted = countedQuads(quads)
  if (counted.length === 0) return entries.map(() => ({ gain: null, base: null, head: null }))
  const base = figuresOf(entries, arms.base.throughput, slicesOf('base', counted))
  const head = figuresOf(entries, arms.head.throughput, slicesOf('head', counted))
  const work = roundChange(quads)
  const typical = typicalRates(quads) ?? undefined
  return entries.map((entry, index) => {
    const figure = { base: base[index] ?? null, head: head[index] ?? null }
    if (entry.measure === undefined || entry.measure.kind === 'goodput')
      return { ...figure, gain: work, typical }
    const known = figure.base !== null && figure.head !== null
    return { ...figure, gain: known ? Math.log((figure.base as number) / (figure.head as number)) : null }
  })
}

function failingIn(quads: readonly Quad[]): DuelVisit['failing'] {
  const failing = quads.filter((quad) => quad.void === 'errors')
  if (failing.length === 0) return undefined
  const [base, head] = (['base', 'head'] as const).map((arm) => exampleOf(arm, slicesOf(arm, failing)))
  const examples = { ...(base === undefined ? {} : { base }), ...(head === undefined ? {} : { head }) }
  return { quads: failing.length, examples }
}

function overloadOf(
  counted: readonly Quad[],
  capacity: Capacity | undefined,
  offered: number | undefined,
): Arms<Overload> | undefined {
  const base = visitOverload(slicesOf('base', counted), capacity?.base, offered)
  const head = visitOverload(slicesOf('head', counted), capacity?.head, offered)
  return base === undefined || head === undefined ? undefined : { base, head }
}
