import { MeasurementFailure } from '../result/measurement-failure.ts'
import { type Random, shuffled } from '../stats/random.ts'
import { Contest, type DuelOutcome, type DuelSeries, look } from './contest.ts'
import {
  type DuelPlan,
  type DuelVisitPlan,
  lookLevel,
  MOST_ROUNDS,
  planDuel,
  planPilot,
} from './duel-plan.ts'
import { duelVisit } from './duel-visit.ts'
import type { Progress } from './progress.ts'
import { seriesLabel } from './series.ts'
import type { VisitContext } from './visit-service.ts'

export interface DuelResult {
  readonly outcomes: readonly DuelOutcome[]
  readonly rounds: number
  /** Milliseconds. */
  readonly elapsed: number
  /** Milliseconds that a round of every series takes, as planned. */
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
  /** Told after every round, as not complete, so that a sudden end loses nothing measured and claims nothing. */
  readonly onRound: (soFar: DuelResult) => Promise<void>
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
    const plan = planDuel({ ...pilot, visits, pace: elapsed(), overhead: overheadOf(contests), budget })
    pace = plan.pace
    request.progress.say(planned(plan, contests, request))
    await request.onRound(result(false))
    let roundTime = pace
    while (
      contests.some(({ open }) => open) &&
      goesOn(plan, rounds, elapsed() + roundTime, request.budget, contests)
    ) {
      const before = elapsed()
      await duelRound(contests, { round: rounds, plan, progressTotal: plan.rounds }, request)
      rounds += 1
      roundTime = elapsed() - before
      if (plan.interimLooks.includes(rounds)) look(contests, lookLevel(plan, 'interim'))
      await request.onRound(result(false))
    }
    look(contests, lookLevel(plan, 'last'))
    return result(true)
  } catch (error) {
    if (!request.signal.aborted) throw error
    for (const contest of contests) contest.closeRound(rounds + 1)
    return result(false)
  }
}

/**
 * Whether another round is due. Benchmarks that decided early or failed leave their time to the others, so the number
 * of rounds follows the budget, not the plan: what counts is whether one more round fits.
 */
function goesOn(
  plan: DuelPlan,
  rounds: number,
  afterNext: number,
  budget: number,
  contests: readonly Contest[],
): boolean {
  if (rounds >= MOST_ROUNDS) return false
  const someEnded = contests.some(({ open }) => !open)
  return afterNext <= budget && (someEnded || rounds < plan.rounds)
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
