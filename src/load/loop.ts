import type { EncodedHistogram, Episode, ErrorCounts, Offered } from './slice.ts'

/** Load of one regime on one target, in slices one after the other over the same connections. */
export interface Loop {
  /** Sends for so many milliseconds, then waits for what is in flight. Never rejects for what the service does. */
  run(milliseconds: number): Promise<LoopCounts>
  close(): void | Promise<void>
}

/** What a loop counts in a slice: the part of a `Slice` that does not need /proc. */
export interface LoopCounts {
  /** Requests answered as expected, or events of a stream. */
  readonly completed: number
  readonly errors: ErrorCounts
  /** What the first failed request was, in words. */
  readonly firstError?: string
  /** Seconds in which `completed` was counted, where that is not the whole run. */
  readonly elapsed?: number
  /** Connections that could not be opened for want of files or ports of our own. */
  readonly shortages?: number
  readonly latencies?: EncodedHistogram
  readonly offered?: Offered
  readonly overload?: Episode
}
