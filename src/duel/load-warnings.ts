import { type ErrorCounts, errorCount, type LoadLimits } from '../load/slice.ts'
import type { Warning } from '../result/shared-schema.ts'
import { LATE_LIMIT } from '../scaling/spoilt-point.ts'
import { median } from '../stats/quantiles.ts'
import type { Arms } from './quad.ts'
import { lateShare, type Sends } from './sum-slices.ts'
import { worstLimits } from './visit-limits.ts'

/** An open loop that sent less than this share of what was due did not offer its rate. */
const OFFERED_LIMIT = 0.95

/** A service that answered less than this share of what was offered fell behind. */
const ANSWERED_LIMIT = 0.9

/** What a point's load was, over all that measured it. */
export interface PointLoad {
  readonly errors: ErrorCounts
  readonly completed: number
  /** Of a duel, the share of each arm's requests that failed. */
  readonly failureRates?: Arms<number>
  /** Requests per second that an open loop was to offer, and what became of them. */
  readonly offered?: number
  readonly sends?: Sends
  /** More was offered than the service can do: what was not sent is what it did, not the generator. */
  readonly overload?: boolean
  /** Of an open loop that is no overload, requests per second, of each visit; and whether one was above capacity. */
  readonly answered?: readonly (number | undefined)[]
  readonly aboveCapacity?: boolean
  readonly limits: readonly (LoadLimits | undefined)[]
}

/** What a reader must know of the load that a point was put under. */
export function loadWarnings(cores: number, load: PointLoad): Warning[] {
  return [
    ...errorWarnings(cores, load),
    ...rateWarnings(cores, load),
    ...sendWarnings(cores, load),
    ...limitWarnings(cores, load),
  ]
}

function errorWarnings(cores: number, { errors, completed, failureRates: arms }: PointLoad): Warning[] {
  const failed = errorCount(errors)
  if (failed === 0) return []
  const rate = failed / (failed + completed)
  return [{ kind: 'errors', cores, rate, ...(arms === undefined ? {} : { arms }), kinds: { ...errors } }]
}

function rateWarnings(cores: number, { offered, answered: all = [], aboveCapacity }: PointLoad): Warning[] {
  const answered = all.filter((rate) => rate !== undefined)
  if (offered === undefined || answered.length === 0) return []
  const typical = median(answered)
  return aboveCapacity || typical < ANSWERED_LIMIT * offered
    ? [{ kind: 'rate-above-capacity', cores, offered, answered: typical }]
    : []
}

function sendWarnings(cores: number, { offered, sends, overload }: PointLoad): Warning[] {
  if (offered === undefined || sends === undefined || sends.due === 0) return []
  const warnings: Warning[] = []
  const sent = 1 - sends.unsent / sends.due
  if (sent < OFFERED_LIMIT && !overload)
    warnings.push({ kind: 'rate-not-offered', cores, offered, achieved: offered * sent })
  const share = lateShare(sends)
  if (share > LATE_LIMIT) warnings.push({ kind: 'late-sends', cores, share })
  return warnings
}

function limitWarnings(cores: number, { limits }: PointLoad): Warning[] {
  const worst = worstLimits(limits.map((each) => ({ limits: each })))
  const { descriptors, portsInTimeWait: ports } = worst ?? {}
  return [
    ...(descriptors === undefined ? [] : [{ kind: 'few-descriptors' as const, ...descriptors }]),
    ...(ports === undefined ? [] : [{ kind: 'ports-in-time-wait' as const, cores, ports }]),
  ]
}

/** Whether a program that leaves its CPUs idle waited: under an open loop it has no more to do than comes. */
export function wouldBeBusy(offered: number | undefined): boolean {
  return offered === undefined
}
