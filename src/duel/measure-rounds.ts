import { MeasurementFailure } from '../result/measurement-failure.ts'
import { seriesKey } from '../result/series-key.ts'
import type { Failure } from '../result/shared-schema.ts'
import { shuffled } from '../stats/random.ts'
import type { SeriesSamples } from './assemble-record.ts'
import type { Progress } from './progress.ts'
import { type Series, seriesLabel } from './series.ts'
import { visitCommand } from './visit-command.ts'
import { anotherRound, expectedRounds, planRounds, type RoundPlan } from './visit-plan.ts'
import type { VisitSample } from './visit-sample.ts'
import { type VisitContext, visitService } from './visit-service.ts'

/** The state of a measurement after a round. Times in ms. */
export interface RoundsSoFar {
  readonly series: readonly SeriesSamples[]
  readonly rounds: number
  readonly elapsed: number
  readonly slice: number
  /** False where an interrupt ended it. */
  readonly complete: boolean
}

export interface RoundsRequest extends VisitContext {
  readonly series: readonly Series[]
  readonly cores: readonly number[]
  /** Failures known before the first round: a service that did not build. */
  readonly failures: ReadonlyMap<string, Failure>
  readonly random: () => number
  readonly progress: Progress
  /** Milliseconds from a clock that never goes back. */
  readonly now: () => number
  readonly budget?: number
  /** Told after every round, as not complete, so that a sudden end loses nothing measured and claims nothing. */
  readonly onRound: (soFar: RoundsSoFar) => Promise<void>
}

interface Visit {
  readonly state: SeriesState
  readonly cores: number
}

/** One series while it is measured. */
class SeriesState {
  readonly series: Series
  readonly samples = new Map<number, (VisitSample | null)[]>()
  failure: Failure | undefined

  constructor(series: Series, cores: readonly number[], failure: Failure | undefined) {
    this.series = series
    this.failure = failure
    for (const n of cores) this.samples.set(n, [])
  }

  /** Every core count has one entry a round: null where this round did not get to it. */
  closeRound(round: number): void {
    for (const visits of this.samples.values()) while (visits.length < round) visits.push(null)
  }
}

/**
 * Measures every series at every core count in shuffled, repeated rounds until the plan or the budget ends it. A
 * series that fails is visited no more; the others go on, and where none is left there are no more rounds. An abort ends it early, with what was measured so far.
 */
export async function measureRounds(request: RoundsRequest): Promise<RoundsSoFar> {
  const states = request.series.map(
    (series) => new SeriesState(series, request.cores, request.failures.get(seriesKey(series))),
  )
  const visits = states.flatMap((state) => request.cores.map((cores): Visit => ({ state, cores })))
  const plan = planRounds(visits.length, request.budget)
  const start = request.now()
  const elapsed = () => request.now() - start
  const close = (rounds: number): RoundsSoFar => {
    for (const state of states) state.closeRound(rounds)
    const complete = !request.signal.aborted
    return { series: states, rounds, elapsed: elapsed(), slice: longestSlice(states), complete }
  }
  let rounds = 0
  const open = () => visits.some(({ state }) => state.failure === undefined)
  while (open() && anotherRound(plan, rounds, elapsed(), request.budget)) {
    const total = expectedRounds(plan, rounds, elapsed(), request.budget) * visits.length
    try {
      await oneRound({ visits, plan, request, done: rounds * visits.length, total, elapsed })
    } catch (error) {
      if (!request.signal.aborted) throw error
      return close(rounds + 1)
    }
    rounds += 1
    await request.onRound({ ...close(rounds), complete: false })
  }
  return close(rounds)
}

async function oneRound(round: {
  readonly visits: readonly Visit[]
  readonly plan: RoundPlan
  readonly request: RoundsRequest
  readonly done: number
  readonly total: number
  readonly elapsed: () => number
}): Promise<void> {
  const { request, plan } = round
  let done = round.done
  for (const { state, cores } of shuffled(round.visits, request.random)) {
    if (state.failure === undefined) {
      request.progress.advance({
        done,
        total: round.total,
        label: `${seriesLabel(state.series)} on ${cores} ${cores === 1 ? 'core' : 'cores'}`,
        ...(done === 0 ? {} : { secondsLeft: ((round.total - done) * round.elapsed()) / done / 1000 }),
      })
      await visitOnce(state, cores, plan, request)
    }
    done += 1
  }
  request.progress.advance({ done, total: round.total, label: 'round done' })
}

async function visitOnce(
  state: SeriesState,
  cores: number,
  plan: RoundPlan,
  request: RoundsRequest,
): Promise<void> {
  const visits = state.samples.get(cores) ?? []
  const earlier = visits.find((visit) => visit !== null)
  try {
    visits.push(
      state.series.kind === 'http'
        ? await visitService(state.series, cores, plan, request, earlier?.slice)
        : await visitCommand(state.series, cores, plan, request, earlier && 1 / earlier.throughput),
    )
  } catch (error) {
    if (!(error instanceof MeasurementFailure)) throw error
    state.failure = {
      ...error.failure,
      reason: `at ${cores} ${cores === 1 ? 'core' : 'cores'}: ${error.failure.reason}`,
    }
    request.progress.say(`${seriesLabel(state.series)} failed at ${error.message}`)
  }
}

function longestSlice(states: readonly SeriesState[]): number {
  const slices = states.flatMap(({ samples }) =>
    [...samples.values()].flat().map((visit) => visit?.slice ?? 0),
  )
  return Math.max(100, ...slices)
}
