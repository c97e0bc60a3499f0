import { MeasurementFailure, measurementFailureIn } from '../result/measurement-failure.ts'
import type { Failure } from '../result/shared-schema.ts'
import { largest } from '../stats/extremes.ts'
import { shuffled } from '../stats/random.ts'
import type { SeriesSamples } from './assemble-record.ts'
import { Capacities, capacityFirst } from './capacity.ts'
import { coreLabel } from './core-label.ts'
import type { Progress } from './progress.ts'
import { loadKey, type Series, seriesLabel } from './series.ts'
import { visitCommand } from './visit-command.ts'
import type { VisitContext } from './visit-context.ts'
import { anotherRound, expectedRounds, planRounds, type RoundPlan } from './visit-plan.ts'
import type { VisitSample } from './visit-sample.ts'
import { visitService } from './visit-service.ts'

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
  /** Failures known before the first round: a service that did not build. By `loadKey`. */
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
  readonly series: Series
  readonly cores: number
}

/** One series while it is measured. */
class SeriesState {
  readonly series: Series
  readonly samples = new Map<number, (VisitSample | null)[]>()
  failure: Failure | undefined
  milliseconds = 0

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

/** A measurement under way. */
interface Measurement {
  readonly visits: readonly Visit[]
  readonly capacities: Capacities
  readonly plan: RoundPlan
  readonly request: RoundsRequest
  readonly elapsed: () => number
}

/**
 * Measures every series at every core count in shuffled, repeated rounds until the plan or the budget ends it. A
 * series that fails is visited no more; the others go on, and where none is left there are no more rounds. An abort ends it early, with what was measured so far.
 */
export async function measureRounds(request: RoundsRequest): Promise<RoundsSoFar> {
  const states = request.series.map(
    (series) => new SeriesState(series, request.cores, request.failures.get(loadKey(series))),
  )
  const visits = states.flatMap((state) =>
    request.cores.map((cores): Visit => ({ state, series: state.series, cores })),
  )
  const plan = planRounds(visits.length, request.budget)
  const start = request.now()
  const elapsed = () => request.now() - start
  const measurement: Measurement = { visits, capacities: new Capacities(), plan, request, elapsed }
  const close = (rounds: number): RoundsSoFar => {
    for (const state of states) state.closeRound(rounds)
    const complete = !request.signal.aborted
    return { series: states, rounds, elapsed: elapsed(), slice: longestSlice(states), complete }
  }
  let rounds = 0
  const open = () => visits.some(({ state }) => state.failure === undefined)
  while (open() && anotherRound(plan, rounds, elapsed(), request.budget)) {
    try {
      await oneRound(measurement, rounds)
    } catch (error) {
      if (!request.signal.aborted) throw error
      return close(rounds + 1)
    }
    rounds += 1
    await request.onRound({ ...close(rounds), complete: false })
  }
  return close(rounds)
}

async function oneRound(measurement: Measurement, round: number): Promise<void> {
  const { visits, plan, request, capacities, elapsed } = measurement
  const total = expectedRounds(plan, round, elapsed(), request.budget) * visits.length
  let done = round * visits.length
  for (const visit of capacityFirst(shuffled(visits, request.random), capacities)) {
    if (visit.state.failure === undefined) {
      request.progress.advance({
        done,
        total,
        label: `${seriesLabel(visit.series)} on ${coreLabel(visit.cores)}`,
        ...(done === 0 ? {} : { secondsLeft: ((total - done) * elapsed()) / done / 1000 }),
      })
      await visitOnce(visit, round, measurement)
    }
    done += 1
  }
  request.progress.advance({ done, total, label: 'round done' })
}

async function visitOnce(
  { state, series, cores }: Visit,
  round: number,
  { plan, request, capacities }: Measurement,
): Promise<void> {
  const samples = state.samples.get(cores) ?? []
  const earlier = samples.find((sample) => sample !== null)
  const begun = request.now()
  try {
    if (capacities.isMissing(series, cores)) throw unknownCapacity()
    const capacity = capacities.at(series, cores)?.base
    const sample =
      series.kind === 'http'
        ? await visitService(series, cores, plan, request, {
            slice: earlier?.slice,
            capacity,
            seed: `${series.name} ${round}`,
          })
        : await visitCommand(series, cores, plan, request, earlier && 1 / earlier.throughput)
    samples.push(sample)
    const { throughput } = sample
    capacities.note(series, cores, round, { base: throughput, head: throughput })
  } catch (error) {
    const failed = measurementFailureIn(error)
    if (failed === undefined) throw error
    state.failure = { ...failed.failure, reason: `at ${coreLabel(cores)}: ${failed.failure.reason}` }
    request.progress.say(`${seriesLabel(series)} failed at ${failed.message}`)
  } finally {
    state.milliseconds += request.now() - begun
  }
}

/** What should have measured it was visited before in the same round, so it failed, or answered nothing. */
function unknownCapacity(): MeasurementFailure {
  return new MeasurementFailure(
    'load',
    'the rate is a share of capacity, and none of the benchmark’s `connections` could be measured',
  )
}

function longestSlice(states: readonly SeriesState[]): number {
  const slices = states.flatMap(({ samples }) =>
    [...samples.values()].flat().map((visit) => visit?.slice ?? 0),
  )
  return largest([100, ...slices])
}
