/** Milliseconds for an answer. GitHub itself ends a request after 10 s. */
export const ANSWER_TIMEOUT = 15_000

/**
 * How long a job goes on with a GitHub that does not answer, stumbles, or has us wait: all requests share it, so that the
 * job ends before the five minutes that the workflows give it, and says why. Once it is used up, each request is tried
 * once and shortly.
 */
export class Patience {
  readonly #answerIn: number
  /** Milliseconds. */
  #left: number

  /** @param answerIn milliseconds for an answer; two requests with three retries each use it all up unanswered */
  constructor(answerIn: number) {
    this.#answerIn = answerIn
    this.#left = 8 * answerIn
  }

  get isUsedUp(): boolean {
    return this.#left <= 0
  }

  /** Milliseconds that the next try may take. */
  get answerIn(): number {
    return this.isUsedUp ? this.#answerIn / 3 : this.#answerIn
  }

  spend(milliseconds: number): void {
    this.#left -= milliseconds
  }

  /** Whether there is enough left to wait so long; it is spent then. */
  allows(milliseconds: number): boolean {
    if (milliseconds > this.#left) return false
    this.spend(milliseconds)
    return true
  }
}
