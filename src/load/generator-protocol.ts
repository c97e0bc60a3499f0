import type { Slice } from './slice.ts'

/** A request as it is sent, in plain data that crosses a process boundary. */
export interface PlannedRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}

/** Where load goes and what counts as an answer. */
export interface Target {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string
  /** Sent in turn. */
  readonly requests: readonly PlannedRequest[]
  /** Requests in flight. */
  readonly connections: number
  /** Statuses that count as an answer. */
  readonly expectedStatus: readonly number[]
  /** Milliseconds after which a request is a timeout error. */
  readonly timeout: number
  /** First process of the program, whose tree's CPU is read around each slice. */
  readonly pid: number
  /** CPUs of the program and the generator, on which others are noticed. */
  readonly cpus: readonly number[]
}

export type GeneratorCommand =
  | { readonly kind: 'open'; readonly id: number; readonly target: Target }
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
