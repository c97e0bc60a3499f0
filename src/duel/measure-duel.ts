import { measurementFailureIn } from '../result/measurement-failure.ts'
import type { Look, Method } from '../result/shared-schema.ts'
import { ROUNDS_FOR_DUEL } from '../scaling/duel-hypotheses.ts'
import { MOST_ROUNDS } from '../scaling/duel-rounds.ts'
import { type DuelPlan, type DuelVisitPlan, planDuel, planPilot } from '../scaling/plan-duel.ts'
import { largest } from '../stats/extremes.ts'
import { type Random, shuffled } from '../stats/random.ts'
import { Capacities, capacityFirst } from './capacity.ts'
import { Contest, type DuelOutcome, type DuelSeries, look } from './contest.ts'
import { coreLabel } from './core-label.ts'
import { lookAfter } from './duel-plan.ts'
import { duelVisit } from './duel-visit.ts'
import type { Progress } from './progress.ts'
import { firstEstimate, planSentence } from './say-plan.ts'
import { seriesLabel } from './series.ts'
import type { VisitContext } from './visit-context.ts'

export interface DuelResult {
  readonly outcomes: readonly DuelOutcome[]
  readonly rounds: number
  /** That were held, in order. */
  readonly looks: readonly Look[]
  /** Milliseconds. */
  readonly elapsed: number
  /** Milliseconds that a round of every series takes, as planned. */
  readonly pace: number
  /** Once the pilot was held. */
  readonly layout?: Method['layout']
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
  /** The part of the whole comparison's budget that this is; all of it unless said. */
  readonly ofBudget?: number
  /** Of a shard, its part of the chance of a false alarm in the whole report. */
  readonly share?: number
  /** Stands for a real visit, so that recorded rounds can be replayed through the same plan, looks and decision. */
  readonly visit?: typeof duelVisit
  /** Told after every round, as not complete, so that a sudden end loses nothing measured and claims nothing. */
  readonly onRound: (soFar: DuelResult) => Promise<void>
}

/** A duel under way. */
interface Field {
  readonly contests: readonly Contest[]
  readonly capacities: Capacities
  readonly request: DuelRequest
}

/**
 * Duels base against head: shuffled rounds of fresh processes, at most three looks that share α, until every benchmark
 * is decided or the budget is used up. A series that fails is visited no more; the others go on.
 */
export async function measureDuel(request: DuelRequest): Promise<DuelResult> {
  const contests = request.series.map((each) => new Contest(each, request.cores))
  const field: Field = { contests, capacities: new Capacities(), request }
  const start = request.now()
  const elapsed = () => request.now() - start
  const looks: Look[] = []
  let rounds = 0
  let pace = 0
  let layout: DuelResult['layout']
  const result = (complete: boolean): DuelResult => ({
    outcomes: contests,
    rounds,
    looks: [...looks],
    elapsed: elapsed(),
    pace,
    ...(layout === undefined ? {} : { layout }),
    slice: longestSlice(contests),
    complete,
  })
  try {
    const { budget } = request
    const visits = contests.length * request.cores.length
    const pilot = planPilot(visits, budget)
    const size = { series: contests.map(({ series }) => series), cores: request.cores, budget }
    if (visits > 0) for (const line of firstEstimate(size)) request.progress.say(line)
    await duelRound(field, { round: 0, plan: pilot, progressTotal: undefined })
    rounds = 1
    const overhead = overheadOf(contests)
    const plan = planDuel({ ...pilot, visits, pace: elapsed(), overhead, budget })
    pace = plan.pace
    if (visits > 0) layout = layoutOf(plan, visits, overhead, request.ofBudget)
    if (contests.some(({ open }) => open)) request.progress.say(planSentence(plan, size, elapsed()))
    await request.onRound(result(false))
    const lookNow = (which: 'interim' | 'last') => {
      looks.push(lookAfter(rounds, plan, which, request.share))
      look(contests, looks)
    }
    let roundTime = pace
    while (goesOn(plan, rounds, elapsed() + roundTime, field)) {
      const before = elapsed()
      await duelRound(field, { round: rounds, plan, progressTotal: plan.rounds })
      rounds += 1
      roundTime = elapsed() - before
      if (plan.interimLooks.includes(rounds)) lookNow('interim')
      await request.onRound(result(false))
    }
    lookNow('last')
    return result(true)
  } catch (error) {
    if (!request.signal.aborted) throw error
    for (const contest of contests) contest.closeRound(rounds + 1)
    return result(false)
  }
}

/**
 * Whether another round is due: always up to the fewest that can decide. Benchmarks that decided early or failed leave their time to the others, so the number
 * of rounds follows the budget, not the plan: what counts is whether one more round fits.
 */
function goesOn(plan: DuelPlan, rounds: number, afterNext: number, field: Field): boolean {
  const { contests, capacities, request } = field
  const able = contests.some(
    ({ open, series }) => open && request.cores.some((cores) => !capacities.isMissing(series, cores)),
  )
  if (!able || rounds >= MOST_ROUNDS) return false
  if (rounds < ROUNDS_FOR_DUEL) return true
  const someEnded = contests.some(({ open }) => !open)
  return afterNext <= request.budget && (someEnded || rounds < plan.rounds)
}

async function duelRound(
  field: Field,
  { round, plan, progressTotal }: { round: number; plan: DuelVisitPlan; progressTotal: number | undefined },
): Promise<void> {
  const { contests, capacities, request } = field
  const visits = contests
    .filter(({ open }) => open)
    .flatMap((contest) => request.cores.map((cores) => ({ contest, series: contest.series, cores })))
  const begun = request.now()
  let done = 0
  for (const { contest, cores } of capacityFirst(shuffled(visits, request.random), capacities)) {
    const perVisit = done === 0 ? undefined : (request.now() - begun) / done
    const left =
      progressTotal === undefined ? visits.length - done : (progressTotal - round) * visits.length - done
    request.progress.advance({
      done: round * visits.length + done,
      total: (progressTotal ?? 1) * visits.length,
      label: `${seriesLabel(contest.series)}: base against head on ${coreLabel(cores)}`,
      ...(perVisit === undefined ? {} : { secondsLeft: (left * perVisit) / 1000 }),
    })
    if (contest.open) await visitOnce(contest, cores, round, plan, field)
    done += 1
  }
  for (const contest of contests) contest.closeRound(round + 1)
}

async function visitOnce(
  contest: Contest,
  cores: number,
  round: number,
  plan: DuelVisitPlan,
  { capacities, request }: Field,
): Promise<void> {
  const { series, sources } = contest
  const visits = contest.visits.get(cores) ?? []
  if (capacities.isMissing(series, cores)) {
    contest.withoutCapacity.add(cores)
    return
  }
  contest.withoutCapacity.delete(cores)
  try {
    const capacity = capacities.at(series, cores)
    const options = { plan, random: request.random, now: request.now, capacity }
    const visit = await (request.visit ?? duelVisit)(series, sources, cores, options, request)
    visits[round] = visit
    const { base, head } = visit.arms
    capacities.note(series, cores, round, { base: base.throughput, head: head.throughput })
  } catch (error) {
    const failed = measurementFailureIn(error)
    if (failed === undefined) throw error
    contest.failure = { ...failed.failure, reason: `at ${coreLabel(cores)}: ${failed.failure.reason}` }
    request.progress.say(`${seriesLabel(series)} failed at ${failed.message}`)
  }
}

function layoutOf(
  { warmUp, measure }: DuelVisitPlan,
  visits: number,
  overhead: number,
  ofBudget = 1,
): DuelResult['layout'] {
  return { visits, warmUp: warmUp / 1000, measure: measure / 1000, overhead: overhead / 1000, ofBudget }
}

function longestSlice(contests: readonly Contest[]): number {
  const visits = contests.flatMap((contest) => [...contest.visits.values()].flat())
  return largest([100, ...visits.map((visit) => visit?.slice ?? 0)])
}

function overheadOf(contests: readonly Contest[]): number {
  return contests
    .flatMap(({ visits }) => [...visits.values()].flat())
    .reduce((sum, visit) => sum + (visit?.overhead ?? 0), 0)
}
