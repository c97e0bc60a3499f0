import { type Random, seededRandom, shuffled } from '../stats/random.ts'
import type { PlannedRequest } from './generator-protocol.ts'
import { serialiseRequest } from './http/serialise-request.ts'

/** A request as it goes on the wire. */
export interface ReadyRequest {
  readonly planned: PlannedRequest
  readonly bytes: Uint8Array
  /** For `Connection.send`. */
  readonly options: { readonly head: boolean }
}

/** Requests that are drawn together, each about as often as its weight says. */
const BLOCK = 32

/**
 * Requests by weight, in a sequence that the seed fixes: within any few dozen each has its share, so that slices are
 * alike, and their order is random, so that it falls in step with nothing. The bodies of a request go in turn.
 *
 * Shares by smooth weighted round robin (nginx, `ngx_http_upstream_round_robin.c`, 2012), shuffled in blocks.
 */
export class RequestSequence {
  readonly #requests: readonly (readonly ReadyRequest[])[]
  readonly #weights: readonly number[]
  readonly #totalWeight: number
  readonly #credits: number[]
  readonly #turns: number[]
  readonly #random: Random
  #block: readonly number[] = []
  #next = 0

  /** @param authority host and port of the service */
  constructor(
    requests: readonly PlannedRequest[],
    options: { readonly seed: string; readonly authority: string },
  ) {
    if (requests.length === 0) throw new Error('load needs a request')
    this.#requests = requests.map((planned) =>
      serialiseRequest(planned, options.authority).map((bytes) => ({
        planned,
        bytes,
        options: { head: planned.method === 'HEAD' },
      })),
    )
    this.#weights = requests.map(({ weight }) => weight)
    this.#totalWeight = this.#weights.reduce((sum, weight) => sum + weight, 0)
    this.#credits = this.#weights.map(() => 0)
    this.#turns = this.#weights.map(() => 0)
    this.#random = seededRandom(options.seed)
  }

  next(): ReadyRequest {
    const index = this.#requests.length === 1 ? 0 : this.#draw()
    const ready = this.#requests[index] as readonly ReadyRequest[]
    if (ready.length === 1) return ready[0] as ReadyRequest
    const turn = this.#turns[index] as number
    this.#turns[index] = turn + 1 === ready.length ? 0 : turn + 1
    return ready[turn] as ReadyRequest
  }

  #draw(): number {
    if (this.#next === this.#block.length) {
      const due = Array.from({ length: BLOCK }, () => this.#due())
      this.#block = shuffled(due, this.#random)
      this.#next = 0
    }
    return this.#block[this.#next++] as number
  }

  /** The request that is most behind its share. */
  #due(): number {
    let due = 0
    for (let index = 0; index < this.#weights.length; index++) {
      this.#credits[index] = (this.#credits[index] as number) + (this.#weights[index] as number)
      if ((this.#credits[index] as number) > (this.#credits[due] as number)) due = index
    }
    this.#credits[due] = (this.#credits[due] as number) - this.#totalWeight
    return due
  }
}
