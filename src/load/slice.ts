/** Kinds of request that are not throughput: a wrong status, a broken connection, no answer in time. */
export interface ErrorCounts {
  readonly status: number
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
  /** CPU of the program's whole process tree; absent where /proc is not to be had. */
  readonly programCpu?: number
  /** CPU of the generator's process. */
  readonly generatorCpu: number
  /** CPU that neither of them got: other programs' and what the hypervisor stole; absent without /proc. */
  readonly othersCpu?: number
  /** Of that, what the hypervisor stole. */
  readonly stolenCpu?: number
}

/** Failed requests of all kinds. */
export function errorCount(errors: ErrorCounts): number {
  return errors.status + errors.connection + errors.timeout
}

/** Completed requests per second; an empty slice has none. */
export function sliceThroughput(slice: Slice): number {
  return slice.elapsed > 0 ? slice.completed / slice.elapsed : 0
}
