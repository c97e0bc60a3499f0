import { CheckedExchange } from './checked-exchange.ts'
import { ExpectationCheck, type Unmet } from './expectation.ts'
import type { FailureTally } from './failure-tally.ts'
import type { PlannedRequest, Target } from './generator-protocol.ts'
import { Connection } from './http/connection.ts'
import { RequestSequence } from './request-sequence.ts'
import { addressOf } from './target-address.ts'

/** Why a request has no answer as expected. */
export type Failure =
  | { readonly kind: 'unmet'; readonly request: PlannedRequest; readonly unmet: Unmet }
  | { readonly kind: 'broken'; readonly request: PlannedRequest; readonly error: Error }

/** One connection, and which of the due requests is in flight on it. */
export interface Lane {
  readonly connection: Connection
  readonly exchange: CheckedExchange
  inFlight: boolean
  request: PlannedRequest | undefined
  index: number
  /** When it was due, and on the clock of `performance.now()` when it was sent. Milliseconds. */
  due: number
  sentAt: number
}

/**
 * Connections that open when they are first needed, up to `target.connections` of them, and stay. The one that was used
 * last is taken first: as few as do stay warm.
 */
export class LanePool {
  /** Hears of each request in flight when its connection is free again. */
  settled: (lane: Lane, failure: Failure | undefined) => void = () => {}
  readonly #target: Target
  readonly #address: ReturnType<typeof addressOf>
  readonly #check: ExpectationCheck
  readonly #requests: RequestSequence
  readonly #lanes: Lane[] = []
  readonly #free: Lane[] = []

  constructor(target: Target) {
    this.#target = target
    this.#address = addressOf(target.origin)
    this.#check = new ExpectationCheck(target.expect)
    this.#requests = new RequestSequence(target.requests, {
      seed: target.seed,
      authority: this.#address.authority,
    })
  }

  get inFlight(): number {
    return this.#lanes.length - this.#free.length
  }

  /** Whether a request could be sent now. */
  get hasFree(): boolean {
    return this.#free.length > 0 || this.#lanes.length < this.#target.connections
  }

  /**
   * Sends the next request of the sequence.
   * @param due ms, on any clock
   * @throws Error where no connection is free
   */
  send(index: number, due: number): void {
    if (!this.hasFree) throw new Error('no connection is free')
    const lane = this.#free.pop() ?? this.#newLane()
    const { planned, bytes, options } = this.#requests.next()
    lane.inFlight = true
    lane.request = planned
    lane.index = index
    lane.due = due
    lane.sentAt = performance.now()
    lane.connection.send(bytes, lane.exchange, options)
  }

  /** Breaks the requests that were sent at `time`, on the clock of `performance.now()`, or before. */
  abortSentBy(time: number, error: Error): void {
    for (const { inFlight, sentAt, connection } of this.#lanes) {
      if (inFlight && sentAt <= time) connection.abort(error)
    }
  }

  close(): void {
    for (const { connection } of this.#lanes) connection.close()
  }

  #newLane(): Lane {
    const lane: Lane = {
      connection: new Connection(this.#address, { connectTimeout: this.#target.timeout }),
      exchange: new CheckedExchange(this.#check, {
        answered: (unmet) =>
          this.#release(lane, unmet && { kind: 'unmet', request: lane.request as PlannedRequest, unmet }),
        broken: (error) =>
          this.#release(lane, { kind: 'broken', request: lane.request as PlannedRequest, error }),
      }),
      inFlight: false,
      request: undefined,
      index: 0,
      due: 0,
      sentAt: 0,
    }
    this.#lanes.push(lane)
    return lane
  }

  #release(lane: Lane, failure: Failure | undefined): void {
    lane.inFlight = false
    this.#free.push(lane)
    this.settled(lane, failure)
  }
}

export function tallyFailure(tally: FailureTally, failure: Failure): void {
  switch (failure.kind) {
    case 'unmet':
      tally.unmet(failure.request, failure.unmet)
      break
    case 'broken':
      tally.broken(failure.request, failure.error)
      break
  }
}
