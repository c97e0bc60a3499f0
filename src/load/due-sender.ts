import { UnansweredError } from './describe-failure.ts'
import type { Failure, Lane, LanePool } from './lane-pool.ts'
import { theMetronome } from './metronome.ts'

/** What becomes of the requests of a run, by their index in its times: one of the first three of each. */
export interface DueListener {
  /** Answered as expected, `latency` ms after it was due. */
  answered(index: number, latency: number): void
  /** Not answered as expected, and that was known `latency` ms after it was due. */
  failed(index: number, latency: number, failure: Failure): void
  /** Never sent, for no connection was free in time. */
  unsent(index: number): void
  /** Sent more than a millisecond after it was due though a connection was free: our own fault. */
  late(index: number): void
}

export interface DueRun {
  /** When requests are due, ms from the start, ascending. */
  readonly times: Float64Array
  /** The run lasts this long, in ms, even where all is answered before. */
  readonly milliseconds: number
  /** What could not be sent for so many ms after it was due is not sent any more. */
  readonly dropAfter: number
  /** Milliseconds from sending after which a request is a timeout, and after the last due time the end of the wait. */
  readonly timeout: number
}

/** Milliseconds. */
const LATE = 1
/** From the call to the start: the metronome is told meanwhile, so that the first request can be on time. */
const LEAD = 2
/** How often what has no answer is looked for. */
const SWEEP = 25

/**
 * One run of requests that are sent when they are due, whatever has been answered, over the connections of a pool. While
 * none is free they wait, as times alone that were drawn ahead, so that waiting takes no memory; latency counts from
 * the due time, for to leave the wait out is what makes a closed loop blind to a stall (“coordinated omission”, Tene).
 */
export class DueSender {
  readonly #pool: LanePool
  readonly #run: DueRun
  readonly #listener: DueListener
  readonly #metronome = theMetronome()
  readonly #timers: NodeJS.Timeout[] = []
  readonly #finished = Promise.withResolvers<void>()
  #start = 0
  #next = 0
  #end: number
  /** Milliseconds from the start until which the run lasts, and after which nothing is due. */
  #lasts: number
  /** No connection was free at the last look; the time at which one became so after that. */
  #exhausted = false
  #freed = 0

  constructor(pool: LanePool, run: DueRun, listener: DueListener) {
    this.#pool = pool
    this.#run = run
    this.#listener = listener
    this.#end = run.times.length
    this.#lasts = run.milliseconds
  }

  /** Resolves when the time is up and nothing is in flight. */
  async send(): Promise<void> {
    await this.#metronome.ready()
    this.#start = performance.now() + LEAD
    this.#pool.settled = (lane, failure) => this.#settled(lane, failure)
    this.#metronome.start(this.#run.times, { start: this.#start, beat: () => this.#sendDue() })
    this.#timers.push(
      setInterval(() => this.#look(), SWEEP),
      setTimeout(() => this.#finishIfDone(), LEAD + this.#run.milliseconds + 1),
    )
    await this.#finished.promise
  }

  /** Milliseconds since the start. */
  get now(): number {
    return performance.now() - this.#start
  }

  /** Sends nothing more, and waits for what is in flight only. Nothing is heard of what was not sent yet. */
  stop(): void {
    this.#end = this.#next
    this.#lasts = Math.min(this.#lasts, this.now)
    this.#metronome.stop()
  }

  #sendDue(): void {
    while (this.#next < this.#end) {
      const due = this.#run.times[this.#next] as number
      const now = this.now
      if (due > now) break
      if (now - due > this.#run.dropAfter) {
        this.#listener.unsent(this.#next++)
        continue
      }
      if (!this.#pool.hasFree) {
        this.#exhausted = true
        break
      }
      if (now - Math.max(due, this.#freed) > LATE) this.#listener.late(this.#next)
      this.#pool.send(this.#next++, due)
    }
    this.#metronome.passed(this.#next)
  }

  #settled({ index, due }: Lane, failure: Failure | undefined): void {
    const now = this.now
    if (this.#exhausted) {
      this.#exhausted = false
      this.#freed = now
    }
    if (failure === undefined) this.#listener.answered(index, now - due)
    else this.#listener.failed(index, now - due, failure)
    this.#sendDue()
    this.#finishIfDone()
  }

  #look(): void {
    const now = performance.now()
    this.#pool.abortSentBy(now - this.#run.timeout, new UnansweredError())
    this.#sendDue()
    const lastDue = this.#run.times[this.#end - 1] ?? 0
    if (this.now > lastDue + this.#run.timeout) this.#giveUp()
    this.#finishIfDone()
  }

  #giveUp(): void {
    while (this.#next < this.#end) this.#listener.unsent(this.#next++)
    this.#pool.abortSentBy(Number.POSITIVE_INFINITY, new UnansweredError())
  }

  #finishIfDone(): void {
    if (this.#next < this.#end || this.#pool.inFlight > 0 || this.now < this.#lasts) return
    for (const timer of this.#timers) clearTimeout(timer)
    this.#metronome.stop()
    this.#finished.resolve()
  }
}
