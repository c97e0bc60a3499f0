import type { Unmet } from './expectation.ts'
import { FailureTally } from './failure-tally.ts'
import type { PlannedRequest } from './generator-protocol.ts'
import { Histogram } from './histogram.ts'
import type { LoopCounts } from './loop.ts'
import type { OpenStream } from './open-stream.ts'

/** What the streams of one slice gave. Counting begins when each of them flows or has failed, and ends with `finish`. */
export class StreamSlice {
  readonly #gaps = new Histogram()
  readonly #tally: FailureTally
  readonly #begun = Promise.withResolvers<void>()
  readonly #allFailed = Promise.withResolvers<void>()
  #waiting: number
  #open: number
  #completed = 0
  #start = 0
  #counting = false

  /** @param timeout as `FailureTally` has it */
  constructor(streams: number, timeout: number) {
    this.#tally = new FailureTally(timeout)
    this.#waiting = streams
    this.#open = streams
    this.#beginOnceAllFlow()
  }

  /** Resolves when every stream flows, or failed before it did. */
  get begun(): Promise<void> {
    return this.#begun.promise
  }

  /** Resolves when no stream is left. */
  get allFailed(): Promise<void> {
    return this.#allFailed.promise
  }

  /** A stream had its first event. */
  first(): void {
    this.#waiting -= 1
    this.#beginOnceAllFlow()
  }

  /** So many events came at once, so many milliseconds after the one before them. */
  events(count: number, gap: number): void {
    if (!this.#counting) return
    this.#completed += count
    this.#gaps.record(gap)
    for (let more = 1; more < count; more += 1) this.#gaps.record(0)
  }

  /** A stream was answered with something else. */
  unmet(request: PlannedRequest, unmet: Unmet): void {
    this.#tally.unmet(request, unmet)
    this.#lose(false)
  }

  /** A stream did not come, or was over before it was closed. */
  over(request: PlannedRequest, error: Error, flowed: boolean): void {
    this.#tally.broken(request, error)
    this.#lose(flowed)
  }

  /**
   * The time is up. A gap that is open and longer than any of its stream counts as long as it is by now, lest a service
   * that stalls looks well because the slice ended first.
   */
  finish(streams: readonly OpenStream[]): LoopCounts & { readonly elapsed: number } {
    const elapsed = (performance.now() - this.#start) / 1000
    this.#counting = false
    for (const { stall } of streams) if (stall !== undefined) this.#gaps.record(stall)
    const { errors, firstError, shortages } = this.#tally
    return {
      completed: this.#completed,
      errors,
      firstError,
      shortages,
      elapsed,
      latencies: this.#gaps.encode(),
    }
  }

  #lose(flowed: boolean): void {
    this.#open -= 1
    if (!flowed) this.#waiting -= 1
    this.#beginOnceAllFlow()
    if (this.#open === 0) this.#allFailed.resolve()
  }

  #beginOnceAllFlow(): void {
    if (this.#waiting > 0 || this.#counting) return
    this.#counting = true
    this.#start = performance.now()
    this.#begun.resolve()
  }
}
