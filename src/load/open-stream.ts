import type { StreamUnit } from '../config/config.ts'
import { UnansweredError } from './describe-failure.ts'
import { BrokenExchange } from './http/broken-exchange.ts'
import type { Exchange, ResponseHead } from './http/connection.ts'
import { type EventCounter, eventCounter } from './stream-events.ts'

/** Who hears of a stream. */
export interface StreamListener {
  head(head: ResponseHead): void
  /** The first event came. */
  first(): void
  /** So many more events came at once, so many milliseconds after the one before them. */
  events(count: number, gap: number): void
  /** It is over though nobody closed it. */
  over(error: Error): void
}

/** A stream was over before it was closed. */
export class EndedStreamError extends Error {
  override readonly name = 'EndedStreamError'

  constructor(events: number) {
    const after =
      events === 0 ? 'before its first event' : `after ${events} ${events === 1 ? 'event' : 'events'}`
    super(`the stream ended by itself ${after}, and a stream that is measured must go on until it is closed`)
  }
}

/** One response without an end, read as events. */
export class OpenStream implements Exchange {
  readonly #listener: StreamListener
  readonly #counter: EventCounter
  #answered = false
  #events = 0
  #last = 0
  #longest = 0
  #over = false

  constructor(unit: StreamUnit, listener: StreamListener) {
    this.#counter = eventCounter(unit)
    this.#listener = listener
  }

  /** Whether there was an event. */
  get flows(): boolean {
    return this.#events > 0
  }

  /** Milliseconds since the last event of a stream that goes on; 0 before the first. */
  get silence(): number {
    return this.flows && !this.#over ? performance.now() - this.#last : 0
  }

  /** As `silence`, where that is longer than any gap before; else nothing. */
  get stall(): number | undefined {
    const gap = this.silence
    return gap > this.#longest ? gap : undefined
  }

  head(head: ResponseHead): void {
    this.#answered = true
    this.#listener.head(head)
  }

  body(piece: Uint8Array, chunkEnds: boolean): void {
    const count = this.#counter.count(piece, chunkEnds)
    if (count === 0) return
    const now = performance.now()
    const gap = now - this.#last
    const flowed = this.flows
    this.#events += count
    this.#last = now
    if (flowed) {
      this.#longest = Math.max(this.#longest, gap)
      this.#listener.events(count, gap)
    } else this.#listener.first()
  }

  end(): void {
    this.#over = true
    this.#listener.over(new EndedStreamError(this.#events))
  }

  broken(error: Error): void {
    this.#over = true
    this.#listener.over(this.#wasCut(error) ? new EndedStreamError(this.#events) : error)
  }

  /** Whether the connection was lost in the middle of the stream, rather than not to be had or misused. */
  #wasCut(error: Error): boolean {
    if (error instanceof BrokenExchange) return error.kind === 'closed-early'
    return this.#answered && !(error instanceof UnansweredError)
  }
}
