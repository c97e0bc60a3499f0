import { MeasurementFailure } from '../result/measurement-failure.ts'
import type { Failure } from '../result/shared-schema.ts'
import { type DuelDecision, type DuelPoint, decideDuel } from '../scaling/duel-decision.ts'
import { type Random, shuffled } from '../stats/random.ts'
import type { ArmSource } from './arm-runner.ts'
import {
  type DuelPlan,
  type DuelVisitPlan,
  lookLevel,
  MOST_ROUNDS,
  planDuel,
  planPilot,
} from './duel-plan.ts'
import { type DuelVisit, duelVisit } from './duel-visit.ts'
import type { Progress } from './progress.ts'
import type { Arms } from './quad.ts'
import { type Series, seriesKey, seriesLabel } from './series.ts'
import type { VisitContext } from './visit-service.ts'

/** A series with what each arm is made of. */
export interface DuelSeries {
  readonly series: Series
  readonly sources: Arms<ArmSource>
}

/** What a duel knows of one series. */
export interface DuelOutcome {
  readonly series: Series
  /** By core count, then by round; null where the round was lost or did not get to it. */
  readonly visits: ReadonlyMap<number, readonly (DuelVisit | null)[]>
  /** By core count, from the last look; none where no look was reached. */
  readonly decisions: ReadonlyMap<number, DuelDecision>
  readonly failure?: Failure
}

export interface DuelResult {
  readonly outcomes: readonly DuelOutcome[]
  readonly rounds: number
  /** Milliseconds. */
  readonly elapsed: number
  /** Milliseconds that a round of every series took. */
  readonly pace: number
  /** Length of the longest slices, ms. */
  readonly slice: number
  readonly complete: boolean
}

export interface DuelRequest extends VisitContext {
  readonly series: readonly DuelSeries[]
  readonly cores: readonly number[]
  readonly random: Random
  readonly progress: Progress
  readonly now: () => number
  /** Milliseconds. */
  readonly budget: number
  /** Stands for a real visit, so that recorded rounds can be replayed through the same plan, looks and decision. */
  readonly visit?: typeof duelVisit
  /** Told after every round, so that an interrupt loses nothing measured. */
  readonly onRound: (soFar: DuelResult) => Promise<void>
}

/** One series while it is duelled. */
class Contest {
  readonly series: Series
  readonly sources: Arms<ArmSource>
  readonly visits = new Map<number, (DuelVisit | null)[]>()
  readonly decisions = new Map<number, DuelDecision>()
  failure: Failure | undefined
  decided = false

  constructor({ series, sources }: DuelSeries, cores: readonly number[]) {
    this.series = series
    this.sources = sources
    for (const n of cores) this.visits.set(n, [])
  }

  get open(): boolean {
    return !this.decided && this.failure === undefined
  }

  /** Every core count has one entry a round. */
  closeRound(round: number): void {
    for (const visits of this.visits.values()) while (visits.length < round) visits.push(null)
  }

  points(): DuelPoint[] {
    const { tolerance, detect } = this.series.benchmark
    return [...this.visits].map(([cores, visits]) => ({
      series: seriesKey(this.series),
      cores,
      rounds: visits.map((visit) => visit?.change ?? null),
      tolerance,
      detect,
    }))
  }
}

/**
 * Duels base against head: shuffled rounds of fresh processes, at most three looks that share α, until every benchmark
 * is decided or the budget is used up. A series that fails is visited no more; the others go on.
 */
export async function measureDuel(request: DuelRequest): Promise<DuelResult> {
  const contests = request.series.map((each) => new Contest(each, request.cores))
  const start = request.now()
  const elapsed = () => request.now() - start
  let rounds = 0
  let pace = 0
  const result = (complete: boolean): DuelResult => ({
    outcomes: contests,
    rounds,
    elapsed: elapsed(),
    pace,
    slice: longestSlice(contests),
    complete,
  })
  try {
    const { budget } = request
    const visits = contests.length * request.cores.length
    const pilot = planPilot(visits, budget)
    await duelRound(contests, { round: 0, plan: pilot, progressTotal: undefined }, request)
    rounds = 1
    pace = elapsed()
    const plan = planDuel({ ...pilot, visits, pace, overhead: overheadOf(contests), budget })
    request.progress.say(planned(plan, contests, request))
    await request.onRound(result(true))
    let roundTime = pace
    while (
      contests.some(({ open }) => open) &&
      goesOn(plan, rounds, elapsed() + roundTime, request.budget, contests)
    ) {
      const before = elapsed()
      await duelRound(contests, { round: rounds, plan, progressTotal: plan.rounds }, request)
      rounds += 1
      roundTime = elapsed() - before
      if (plan.interimLooks.includes(rounds)) look(contests, lookLevel(plan, 'interim'), 'interim')
      await request.onRound(result(true))
    }
    look(contests, lookLevel(plan, 'last'), 'last')
    return result(true)
  } catch (error) {
    if (!request.signal.aborted) throw error
    for (const contest of contests) contest.closeRound(rounds + 1)
    return result(false)
  }
}

/**
 * Whether another round is due. Benchmarks that decided early leave their time to the others, so the number of rounds
 * follows the budget, not the plan: what counts is whether one more round fits.
 */
function goesOn(
  plan: DuelPlan,
  rounds: number,
  afterNext: number,
  budget: number,
  contests: readonly Contest[],
): boolean {
  if (rounds >= MOST_ROUNDS) return false
  const someDecided = contests.some(({ decided }) => decided)
  return afterNext <= budget && (someDecided || rounds < plan.rounds)
}

async function duelRound(
  contests: readonly Contest[],
  { round, plan, progressTotal }: { round: number; plan: DuelVisitPlan; progressTotal: number | undefined },
  request: DuelRequest,
): Promise<void> {
  const visits = contests
    .filter(({ open }) => open)
    .flatMap((contest) => request.cores.map((cores) => ({ contest, cores })))
  const begun = request.now()
  let done = 0
  for (const { contest, cores } of shuffled(visits, request.random)) {
    const perVisit = done === 0 ? undefined : (request.now() - begun) / done
    const left =
      progressTotal === undefined ? visits.length - done : (progressTotal - round) * visits.length - done
    request.progress.advance({
      done: round * visits.length + done,
      total: (progressTotal ?? 1) * visits.length,
      label: `${seriesLabel(contest.series)}: base against head on ${cores} ${cores === 1 ? 'core' : 'cores'}`,
      ...(perVisit === undefined ? {} : { secondsLeft: (left * perVisit) / 1000 }),
    })
    if (contest.open) await visitOnce(contest, cores, round, plan, request)
    done += 1
  }
  for (const contest of contests) contest.closeRound(round + 1)
}

async function visitOnce(
  contest: Contest,
  cores: number,
  round: number,
  plan: DuelVisitPlan,
  request: DuelRequest,
): Promise<void> {
  const visits = contest.visits.get(cores) ?? []
  try {
    const options = { plan, random: request.random, now: request.now }
    visits[round] = await (request.visit ?? duelVisit)(
      contest.series,
      contest.sources,
      cores,
      options,
      request,
    )
  } catch (error) {
    if (!(error instanceof MeasurementFailure)) throw error
    const at = `at ${cores} ${cores === 1 ? 'core' : 'cores'}`
    contest.failure = { ...error.failure, reason: `${at}: ${error.failure.reason}` }
    request.progress.say(`${seriesLabel(contest.series)} failed at ${error.message}`)
  }
}

/** A look at every contest at once: the family of hypotheses is that of the whole report. */
function look(contests: readonly Contest[], level: number, kind: 'interim' | 'last'): void {
  const able = contests.filter(({ failure }) => failure === undefined)
  const points = able.flatMap((contest) => contest.points().map((point) => ({ contest, point })))
  const decisions = decideDuel(
    points.map(({ point }) => point),
    level,
  )
  for (const [index, { contest, point }] of points.entries()) {
    const decision = decisions[index]
    if (decision === undefined || contest.decided) continue
    contest.decisions.set(point.cores, withEarlier(decision, contest.decisions.get(point.cores)))
  }
  for (const contest of able) {
    const all = [...contest.decisions.values()]
    contest.decided ||= kind === 'interim' && all.length > 0 && all.every(isDecided)
  }
}

/** A rejection at any look stands: the levels of the looks add up to α. */
function withEarlier(decision: DuelDecision, earlier: DuelDecision | undefined): DuelDecision {
  const kinds = new Set([decision.regressed, earlier?.regressed].filter((kind) => kind !== undefined))
  const regressed = kinds.size > 1 ? 'both' : [...kinds][0]
  return { ...decision, regressed, improved: decision.improved || earlier?.improved === true }
}

function isDecided({ regressed, improved, lossExcluded, settled }: DuelDecision): boolean {
  return regressed !== undefined || improved || (lossExcluded && settled)
}

function longestSlice(contests: readonly Contest[]): number {
  const visits = contests.flatMap((contest) => [...contest.visits.values()].flat())
  return Math.max(100, ...visits.map((visit) => visit?.slice ?? 0))
}

function overheadOf(contests: readonly Contest[]): number {
  return contests
    .flatMap(({ visits }) => [...visits.values()].flat())
    .reduce((sum, visit) => sum + (visit?.overhead ?? 0), 0)
}

function planned(plan: DuelPlan, contests: readonly Contest[], { cores, budget }: DuelRequest): string {
  const points = contests.length * cores.length
  const minutes = Math.round(budget / 6000) / 10
  return `base against head: ${points} ${points === 1 ? 'point' : 'points'}, about ${plan.rounds} ${plan.rounds === 1 ? 'round' : 'rounds'} within ${minutes} min`
}
