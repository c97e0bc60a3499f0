import type { ErrorCounts } from '../load/slice.ts'

/** What one visit measured. Times in seconds. */
export interface VisitSample {
  /** Median of the visit's slices, or runs per second of a command. */
  readonly throughput: number
  readonly completed: number
  readonly errors: ErrorCounts
  /** Time under load, the drains included. */
  readonly elapsed: number
  /** CPU of the program; absent where it cannot be read. */
  readonly programCpu?: number
  /** CPU of the load generator; absent for a command, which has none. */
  readonly generatorCpu?: number
  /** CPU that others used or stole meanwhile; absent where it cannot be read. */
  readonly othersCpu?: number
  readonly pinned: boolean
  /** Length of the slices in ms; absent for a command. */
  readonly slice?: number
  /** Hyperfine saw outliers. */
  readonly outliers?: boolean
}
