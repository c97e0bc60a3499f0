import { isOwnShortage } from './describe-failure.ts'
import type { DueListener } from './due-sender.ts'
import type { EpisodePlan } from './episode-plan.ts'
import { FailureTally } from './failure-tally.ts'
import { type Failure, tallyFailure } from './lane-pool.ts'
import type { LoopCounts } from './loop.ts'
import { normalLimit, recoverySeconds } from './recovery.ts'

/** What an episode of overload shows, by the part in which requests were due. */
export class EpisodeCount implements DueListener {
  readonly #plan: EpisodePlan
  readonly #times: Float64Array
  readonly #deadline: number
  readonly #calm: number[] = []
  readonly #errors: FailureTally
  /** Index of the first request due in the counted part, and of the first one after the overload. */
  readonly #counted: number
  readonly #after: number
  readonly #afterDue: Float64Array
  readonly #afterLatency: Float64Array
  #good = 0
  #tooLate = 0
  #failed = 0
  #dropped = 0
  #shortages = 0
  #sentLate = 0

  /** @param load times: of all requests, ms from the start; deadline and timeout in ms */
  constructor(
    plan: EpisodePlan,
    load: { readonly times: Float64Array; readonly deadline: number; readonly timeout: number },
  ) {
    this.#errors = new FailureTally(load.timeout)
    this.#plan = plan
    this.#times = load.times
    this.#deadline = load.deadline
    const from = plan.calm + plan.ramp
    const to = from + plan.counted
    this.#counted = firstFrom(load.times, from)
    this.#after = firstFrom(load.times, to)
    this.#afterDue = load.times.slice(this.#after).map((due) => due - to)
    this.#afterLatency = new Float64Array(this.#afterDue.length).fill(Number.NaN)
  }

  /** Seconds from the end of the overload until latency was normal; null where it is not yet. */
  get recovery(): number | null {
    // What came too rarely to tell what is normal is at any rate normal within the deadline.
    const limit = normalLimit(this.#calm) ?? this.#deadline
    return recoverySeconds({ due: this.#afterDue, latency: this.#afterLatency }, limit)
  }

  answered(index: number, latency: number): void {
    if (this.#isCounted(index)) {
      if (latency <= this.#deadline) this.#good += 1
      else this.#tooLate += 1
    } else if (this.#isCalm(index)) this.#calm.push(latency)
    else this.#setAfter(index, latency)
  }

  failed(index: number, _latency: number, failure: Failure): void {
    // What we could not even ask says nothing of the service.
    if (failure.kind === 'broken' && isOwnShortage(failure.error)) this.#shortages += 1
    else if (this.#isCounted(index)) this.#failed += 1
    else if (this.#isCalm(index)) tallyFailure(this.#errors, failure)
    else this.#setAfter(index, Number.POSITIVE_INFINITY)
  }

  unsent(index: number): void {
    if (this.#isCounted(index)) {
      this.#dropped += 1
      this.#tooLate += 1
    } else this.#setAfter(index, Number.POSITIVE_INFINITY)
  }

  late(index: number): void {
    if (this.#isCounted(index)) this.#sentLate += 1
  }

  counts(): LoopCounts {
    return {
      completed: this.#good,
      errors: this.#errors.errors,
      firstError: this.#errors.firstError,
      shortages: this.#shortages,
      elapsed: this.#plan.counted / 1000,
      offered: { due: this.#after - this.#counted, unsent: this.#dropped, late: this.#sentLate },
      overload: { late: this.#tooLate, failed: this.#failed, recovery: this.recovery },
    }
  }

  #isCounted(index: number): boolean {
    return index >= this.#counted && index < this.#after
  }

  #isCalm(index: number): boolean {
    return (this.#times[index] as number) < this.#plan.calm
  }

  #setAfter(index: number, latency: number): void {
    // Of the ramp nothing is kept.
    if (index >= this.#after) this.#afterLatency[index - this.#after] = latency
  }
}

function firstFrom(times: Float64Array, from: number): number {
  const index = times.findIndex((time) => time >= from)
  return index === -1 ? times.length : index
}
