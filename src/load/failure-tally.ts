import { describeBroken, isOwnShortage, isTimeout } from './describe-failure.ts'
import type { Unmet } from './expectation.ts'
import type { PlannedRequest } from './generator-protocol.ts'
import { type ErrorCounts, NO_ERRORS } from './slice.ts'

/** Counts the failed requests of a slice, and keeps the first in words. */
export class FailureTally {
  readonly #timeout: number
  readonly #counts: Record<keyof ErrorCounts, number> = { ...NO_ERRORS }
  #first: string | undefined
  #shortages = 0

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

  /** Of the errors, connections that could not be opened for want of files or ports of our own. */
  get shortages(): number {
    return this.#shortages
  }

  /** The answer was not the expected one. */
  unmet({ method, path }: PlannedRequest, { kind, words }: Unmet): void {
    this.#counts[kind] += 1
    this.#first ??= `${method} ${path} ${words}`
  }

  /** There was no answer. */
  broken(request: PlannedRequest, error: Error): void {
    this.#counts[isTimeout(error) ? 'timeout' : 'connection'] += 1
    if (isOwnShortage(error)) this.#shortages += 1
    this.#first ??= describeBroken(request, error, this.#timeout)
  }
}
