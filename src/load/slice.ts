/** Requests that are not throughput: a wrong status, a header or body other than expected, a broken connection, no answer in time. */
export interface ErrorCounts {
  readonly status: number
  readonly body: number
  readonly connection: number
  readonly timeout: number
}

/** One short window of load, drained: nothing of it is in flight any more. Times in seconds. */
export interface Slice {
  /** Requests answered as expected. */
  readonly completed: number
  readonly errors: ErrorCounts
  /** What the first failed request of the slice was, in words. */
  readonly firstError?: string
  /** From the first request to the last answer, the drain included. */
  readonly elapsed: number
  /** The whole slice, over which CPU is counted, where that is longer: with a lead-in, a calm or a settling. */
  readonly whole?: number
  /** CPU of the program's whole process tree; absent where /proc is not to be had. */
  readonly programCpu?: number
  /** CPU of the generator's process, per thread of it: what one of its CPUs was used. */
  readonly generatorCpu: number
  /** CPU that neither of them got: other programs' and what the hypervisor stole; absent without /proc. */
  readonly othersCpu?: number
  /** Of that, what the hypervisor stole. */
  readonly stolenCpu?: number
  /**
   * Open loop: latencies from the intended send time of all requests that were due after the lead-in, the slice's first
   * fifth; one without a right answer counts as one that took `timeout` or longer. Streams: gaps between events. Read and
   * merged by `histogram.ts`.
   */
  readonly latencies?: EncodedHistogram
  /** What an open loop was to send and did; of an overload in its counted part. */
  readonly offered?: Offered
  /**
   * What an episode of overload showed; then `completed` are answers within the deadline, `elapsed` is the counted part's,
   * and errors are those of the calm before.
   */
  readonly overload?: Episode
  /** The longest time in which not even a timer of the generator ran: the machine slept, or its clock jumped. */
  readonly standstill?: number
  /** What the machine hardly had enough of for this load; absent where there was plenty. */
  readonly limits?: LoadLimits
}

/** A histogram of microseconds as it crosses a process boundary. */
export type EncodedHistogram = Uint8Array

/** Counts of requests of an open loop. */
export interface Offered {
  /** Due in the slice, its lead-in included. */
  readonly due: number
  /**
   * Of these never sent, since as many as may be were in flight until the end of the wait, or in an overload until the
   * deadline. They count as unanswered.
   */
  readonly unsent: number
  /** Sent more than a millisecond after they were due although a connection was free: the generator's own fault. */
  readonly late: number
}

/** What the machine had too little of. */
export interface LoadLimits {
  /** Files that the generator may have open at once, where its connections need about as many or more. */
  readonly descriptors?: DescriptorLimit
  /** Connections with the program's port in TIME_WAIT after the slice, where these are most of the local ports. */
  readonly portsInTimeWait?: number
  /** Connections could not be opened for want of one or the other: what was measured is the generator's own limit. */
  readonly short?: true
}

export interface DescriptorLimit {
  readonly limit: number
  readonly needed: number
}

export interface Episode {
  /**
   * Of the requests due in the counted part: those answered after the deadline or not sent before it, and those that
   * failed or were refused. With `completed` they are all that were due.
   */
  readonly late: number
  readonly failed: number
  /** Seconds from the end of the overload until latency was normal again; null where it was not while we looked. */
  readonly recovery: number | null
}

/** No request failed. */
export const NO_ERRORS: ErrorCounts = { status: 0, body: 0, connection: 0, timeout: 0 }

/** Failed requests by kind, over all parts. */
export function sumErrors(parts: readonly ErrorCounts[]): ErrorCounts {
  const total = (kind: keyof ErrorCounts) => parts.reduce((sum, part) => sum + part[kind], 0)
  return {
    status: total('status'),
    body: total('body'),
    connection: total('connection'),
    timeout: total('timeout'),
  }
}

/** Failed requests of all kinds. */
export function errorCount(errors: ErrorCounts): number {
  return errors.status + errors.body + errors.connection + errors.timeout
}

/** Completed requests per second; an empty slice has none. */
export function sliceThroughput(slice: Slice): number {
  return slice.elapsed > 0 ? slice.completed / slice.elapsed : 0
}
