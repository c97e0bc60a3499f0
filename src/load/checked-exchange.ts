import type { ExpectationCheck, Unmet } from './expectation.ts'
import type { Exchange } from './http/connection.ts'
import type { ResponseHead } from './http/response-head.ts'

/** What became of a request; either is called once for each, when its connection is free again. */
export interface Outcome {
  /** The answer is complete; `unmet` where it is not the expected one. */
  answered(unmet: Unmet | undefined): void
  broken(error: Error): void
}

/** A longer body is not looked at, and not what was expected. */
const MOST_BODY = 4 * 1024 * 1024

/**
 * Holds the answers of one connection, one after the other, against what is expected of them. Bodies are collected only
 * where something is expected of them.
 */
export class CheckedExchange implements Exchange {
  readonly head?: (head: ResponseHead) => void
  readonly body?: (piece: Uint8Array) => void
  readonly #check: ExpectationCheck
  readonly #outcome: Outcome
  #unmet: Unmet | undefined
  #collected = Buffer.alloc(0)
  #length = 0
  /** The last body that was as expected: one that is the same is so too. */
  #good: Buffer | undefined

  constructor(check: ExpectationCheck, outcome: Outcome) {
    this.#check = check
    this.#outcome = outcome
    if (check.looksAtHeaders)
      this.head = (head) => {
        this.#unmet = check.headers(head.headers())
      }
    if (check.looksAtBody) this.body = (piece) => this.#collect(piece)
  }

  end(status: number): void {
    // The status tells most: what an error page contains is no news.
    const unmet = this.#check.status(status) ?? this.#unmet ?? this.#checkBody()
    this.#forget()
    this.#outcome.answered(unmet)
  }

  broken(error: Error): void {
    this.#forget()
    this.#outcome.broken(error)
  }

  #forget(): void {
    this.#unmet = undefined
    this.#length = 0
  }

  #collect(piece: Uint8Array): void {
    const length = this.#length + piece.length
    if (length <= MOST_BODY) {
      if (this.#collected.length < length) this.#grow(length)
      this.#collected.set(piece, this.#length)
    }
    this.#length = length
  }

  #grow(length: number): void {
    const larger = Buffer.alloc(Math.min(MOST_BODY, Math.max(1024, 2 * length)))
    larger.set(this.#collected.subarray(0, this.#length))
    this.#collected = larger
  }

  #checkBody(): Unmet | undefined {
    if (this.body === undefined) return undefined
    if (this.#length > MOST_BODY) {
      const words = `answered with a body of more than ${MOST_BODY / 1024 ** 2} MiB, more than \`expect.body\` looks at`
      return { kind: 'body', words }
    }
    const body = this.#collected.subarray(0, this.#length)
    if (this.#good?.equals(body)) return undefined
    const unmet = this.#check.body(body)
    if (unmet === undefined) this.#good = Buffer.from(body)
    return unmet
  }
}
