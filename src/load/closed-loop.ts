import { CheckedExchange } from './checked-exchange.ts'
import { UnansweredError } from './describe-failure.ts'
import { ExpectationCheck } from './expectation.ts'
import { FailureTally } from './failure-tally.ts'
import type { PlannedRequest, Target } from './generator-protocol.ts'
import { Connection } from './http/connection.ts'
import type { Loop, LoopCounts } from './loop.ts'
import { RequestSequence } from './request-sequence.ts'
import { addressOf } from './target-address.ts'

/** A pause after a broken connection, in ms, so that a dead service is not hammered. */
const RECONNECT_PAUSE = 20

/** One connection and the request in flight on it. */
interface Lane {
  readonly connection: Connection
  readonly exchange: CheckedExchange
  request: PlannedRequest | undefined
  /** When the request was sent. */
  since: number
}

/**
 * A closed loop over keep-alive connections, one request in flight on each: the next is sent when the last is
 * answered. All connections take their requests from one sequence.
 */
export class ClosedLoop implements Loop {
  readonly #target: Target
  readonly #lanes: readonly Lane[]
  readonly #requests: RequestSequence
  #completed = 0
  #failures: FailureTally
  #deadline = 0
  #driving = 0
  #ended = (): void => {}

  constructor(target: Target) {
    this.#target = target
    const address = addressOf(target.origin)
    this.#requests = new RequestSequence(target.requests, { seed: target.seed, authority: address.authority })
    this.#failures = new FailureTally(target.timeout)
    const check = new ExpectationCheck(target.expect)
    this.#lanes = Array.from({ length: target.connections }, () => this.#newLane(check, address))
  }

  async run(milliseconds: number): Promise<LoopCounts> {
    this.#completed = 0
    this.#failures = new FailureTally(this.#target.timeout)
    this.#deadline = performance.now() + milliseconds
    this.#driving = this.#lanes.length
    const ended = new Promise<void>((resolve) => {
      this.#ended = resolve
    })
    const sweep = setInterval(() => this.#sweep(), sweepInterval(this.#target.timeout))
    for (const lane of this.#lanes) this.#next(lane)
    await ended
    clearInterval(sweep)
    return {
      completed: this.#completed,
      errors: this.#failures.errors,
      firstError: this.#failures.firstError,
      shortages: this.#failures.shortages,
    }
  }

  close(): void {
    for (const { connection } of this.#lanes) connection.close()
  }

  #newLane(check: ExpectationCheck, address: { readonly host: string; readonly port: number }): Lane {
    const lane: Lane = {
      connection: new Connection(address, { connectTimeout: this.#target.timeout }),
      exchange: new CheckedExchange(check, {
        answered: (unmet) => {
          if (unmet === undefined) this.#completed += 1
          else this.#failures.unmet(lane.request as PlannedRequest, unmet)
          this.#next(lane)
        },
        broken: (error) => {
          this.#failures.broken(lane.request as PlannedRequest, error)
          lane.request = undefined
          setTimeout(() => this.#next(lane), RECONNECT_PAUSE)
        },
      }),
      request: undefined,
      since: 0,
    }
    return lane
  }

  #next(lane: Lane): void {
    const now = performance.now()
    if (now >= this.#deadline) {
      lane.request = undefined
      this.#driving -= 1
      if (this.#driving === 0) this.#ended()
      return
    }
    const { planned, bytes, options } = this.#requests.next()
    lane.request = planned
    lane.since = now
    lane.connection.send(bytes, lane.exchange, options)
  }

  /** One timer for all requests: each would cost more than the rest of the loop. */
  #sweep(): void {
    const oldest = performance.now() - this.#target.timeout
    for (const lane of this.#lanes) {
      if (lane.request !== undefined && lane.since <= oldest) lane.connection.abort(new UnansweredError())
    }
  }
}

/** How often timeouts are looked for, in ms: a request runs out of time so much too late at the most. */
function sweepInterval(timeout: number): number {
  return Math.min(100, Math.max(5, timeout / 50))
}
