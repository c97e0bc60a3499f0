import type { Arrivals, Expectation, StreamUnit } from '../config/config.ts'
import type { Slice } from './slice.ts'

/** A request as it is sent, in plain data that crosses a process boundary. */
export interface PlannedRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly weight: number
  /** None: no body; several: one after the other and over again. */
  readonly bodies: readonly Uint8Array[]
}

/** How load is put on. Rates are requests per second, over all connections. */
export type Regime =
  /** Closed loop: `connections` requests in flight, the next when the last is answered. */
  | { readonly kind: 'closed' }
  /** Open loop: requests are due at times drawn ahead, whatever has been answered. */
  | {
      readonly kind: 'open'
      readonly rate: number
      readonly arrivals: Arrivals
      /** Of this generator among those that share a constant rate: as `ArrivalPlan` has it. */
      readonly phase?: number
    }
  /** A slice is an episode: calm at `calmRate`, overload at `rate`, calm again until latency is normal. */
  | {
      readonly kind: 'overload'
      readonly rate: number
      readonly calmRate: number
      readonly arrivals: Arrivals
      readonly phase?: number
      /** Milliseconds from the intended send time. */
      readonly deadline: number
    }
  /** `connections` streams, opened at the start of a slice and closed at its end. */
  | { readonly kind: 'stream'; readonly count: StreamUnit }

export type OpenRegime = Extract<Regime, { kind: 'open' }>
export type OverloadRegime = Extract<Regime, { kind: 'overload' }>

/** Where load goes and what counts as an answer. */
export interface Target {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string
  /** Drawn by weight, in a sequence that `seed` fixes. */
  readonly requests: readonly PlannedRequest[]
  readonly seed: string
  readonly regime: Regime
  /** Requests in flight; in an open loop the most of them. */
  readonly connections: number
  readonly expect: Expectation
  /** Milliseconds after which a request is a timeout error. */
  readonly timeout: number
  /** First process of the program, whose tree's CPU is read around each slice. */
  readonly pid: number
  /** CPUs of the program and the generator, on which others are noticed. */
  readonly cpus: readonly number[]
}

export type GeneratorCommand =
  /** Answered as soon as the generator runs: from then on it stays on the CPUs that it is moved to. */
  | { readonly kind: 'ready'; readonly id: number }
  /** `threads`: how many may share the load, at most one a connection. */
  | { readonly kind: 'open'; readonly id: number; readonly target: Target; readonly threads: number }
  | {
      readonly kind: 'slice'
      readonly id: number
      readonly milliseconds: number
      /** Processes of the program that are not below its first one: their CPU is read too. */
      readonly strays: readonly number[]
    }
  | { readonly kind: 'close'; readonly id: number }

export type GeneratorAnswer =
  | { readonly kind: 'done'; readonly id: number }
  | { readonly kind: 'slice'; readonly id: number; readonly slice: Slice }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
