import type { ErrorCounts, LoadLimits } from '../load/slice.ts'
import type { Overload } from '../result/shared-schema.ts'
import type { Sends } from './sum-slices.ts'

/** What one visit measured. Times in seconds. */
export interface VisitSample {
  /** Of each entry of the series, in the order of `entriesOf` and in its unit; null where nothing was measured. */
  readonly figures: readonly (number | null)[]
  /** Work per second: median of the visit's slices, or runs per second of a command. */
  readonly throughput: number
  /** Work done in `elapsed`. */
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
  /** Requests per second that an open loop offered, and what became of them. */
  readonly offered?: number
  readonly sends?: Sends
  /** Of these per second answered, and whether more were offered than the service can do, as far as that is known. */
  readonly answered?: number
  readonly aboveCapacity?: boolean
  readonly overload?: Overload
  readonly limits?: LoadLimits
  /** Hyperfine saw outliers, or a first run much slower than the others. */
  readonly outliers?: boolean
  readonly slowFirstRun?: boolean
}
