import { Client, type Dispatcher } from 'undici'
import { describeBroken, describeStatus, isTimeout, UnansweredError } from './describe-failure.ts'
import type { PlannedRequest, Target } from './generator-protocol.ts'

/** What a slice counts. */
export interface LoopCounts {
  completed: number
  status: number
  connection: number
  timeout: number
  firstError: string | undefined
}

/** What happens to one request, in turn. */
interface Turns {
  started(controller: Dispatcher.DispatchController): void
  done(): void
  broken(): void
}

/** A pause after a broken connection, so that a dead service is not hammered. */
const RECONNECT_PAUSE = 20

/**
 * A closed loop over keep-alive connections, one request in flight on each: the next is sent when the last is
 * answered. Requests are taken in turn over all connections.
 */
export class ClosedLoop {
  readonly #target: Target
  readonly #clients: Client[]
  #next = 0

  constructor(target: Target) {
    this.#target = target
    this.#clients = Array.from(
      { length: target.connections },
      () =>
        new Client(target.origin, {
          pipelining: 1,
          // Those of undici are a second coarse, and start anew with every piece of a body: ours stands in.
          headersTimeout: 0,
          bodyTimeout: 0,
          connectTimeout: target.timeout,
        }),
    )
  }

  /** Sends until `milliseconds` have passed, then waits for what is in flight. Never rejects. */
  async run(milliseconds: number): Promise<LoopCounts> {
    const counts: LoopCounts = { completed: 0, status: 0, connection: 0, timeout: 0, firstError: undefined }
    const deadline = performance.now() + milliseconds
    await Promise.all(this.#clients.map((client) => this.#drive(client, deadline, counts)))
    return counts
  }

  async close(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.destroy()))
  }

  #drive(client: Client, deadline: number, counts: LoopCounts): Promise<void> {
    return new Promise((resolve) => {
      let inFlight: Dispatcher.DispatchController | undefined
      const limit = setTimeout(() => inFlight?.abort(new UnansweredError()), this.#target.timeout)
      const next = (): void => {
        inFlight = undefined
        if (performance.now() >= deadline) {
          clearTimeout(limit)
          resolve()
          return
        }
        this.#send(client, counts, {
          started(controller) {
            inFlight = controller
            limit.refresh()
          },
          done: next,
          broken() {
            inFlight = undefined
            setTimeout(next, RECONNECT_PAUSE)
          },
        })
      }
      next()
    })
  }

  #send(client: Client, counts: LoopCounts, on: Turns): void {
    const request = this.#target.requests[this.#next++ % this.#target.requests.length] as PlannedRequest
    const {
      expect: { status: expectedStatus },
      timeout,
    } = this.#target
    let status = 0
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: (controller) => on.started(controller),
      onResponseStart(_controller, statusCode) {
        status = statusCode
      },
      onResponseData() {},
      onResponseEnd() {
        if (expectedStatus.includes(status)) counts.completed += 1
        else {
          counts.status += 1
          counts.firstError ??= describeStatus(request, status, expectedStatus)
        }
        on.done()
      },
      onResponseError(_controller, error) {
        if (isTimeout(error)) counts.timeout += 1
        else counts.connection += 1
        counts.firstError ??= describeBroken(request, error, timeout)
        on.broken()
      },
    }
    client.dispatch(
      {
        origin: this.#target.origin,
        method: request.method as Dispatcher.HttpMethod,
        path: request.path,
        headers: { ...request.headers },
        body: request.bodies[0] ?? null,
      },
      handler,
    )
  }
}
