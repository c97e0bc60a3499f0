import { describeBroken, isTimeout } from './describe-failure.ts'
import type { Unmet } from './expectation.ts'
import type { PlannedRequest } from './generator-protocol.ts'
import { type ErrorCounts, NO_ERRORS } from './slice.ts'

/** Counts the failed requests of a slice, and keeps the first in words. */
export class FailureTally {
  readonly #timeout: number
  readonly #counts: Record<keyof ErrorCounts, number> = { ...NO_ERRORS }
  #first: string | undefined

  /** @param timeout of the requests, in ms: it is told with those that ran out of it */
  constructor(timeout: number) {
    this.#timeout = timeout
  }

  get errors(): ErrorCounts {
    return { ...this.#counts }
  }

  get firstError(): string | undefined {
    return this.#first
  }

  /** The answer was not the expected one. */
  unmet({ method, path }: PlannedRequest, { kind, words }: Unmet): void {
    this.#counts[kind] += 1
    this.#first ??= `${method} ${path} ${words}`
  }

  /** There was no answer. */
  broken(request: PlannedRequest, error: Error): void {
    this.#counts[isTimeout(error) ? 'timeout' : 'connection'] += 1
    this.#first ??= describeBroken(request, error, this.#timeout)
  }
}
