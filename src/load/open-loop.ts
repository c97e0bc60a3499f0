import { seededRandom } from '../stats/random.ts'
import { dueTimes } from './arrivals.ts'
import { DueSender } from './due-sender.ts'
import { FailureTally } from './failure-tally.ts'
import type { OpenRegime, Target } from './generator-protocol.ts'
import { Histogram } from './histogram.ts'
import { LanePool, tallyFailure } from './lane-pool.ts'
import type { Loop, LoopCounts } from './loop.ts'

/** The part of a slice, from its start, whose latencies are not counted: queues are empty when it begins. */
const LEAD_IN = 0.2

/**
 * When the requests of a target's slice are due, ms from its start, and until when they only lead in. Slices are counted
 * from 0; the same target and slice, the same times, whatever the service does.
 */
export function offeredTimes(
  { seed }: Pick<Target, 'seed'>,
  { rate, arrivals, phase }: OpenRegime,
  { slice, milliseconds }: { readonly slice: number; readonly milliseconds: number },
): { readonly times: Float64Array; readonly leadIn: number } {
  const times = dueTimes({ arrivals, rate, milliseconds, phase }, seededRandom(`${seed} arrivals ${slice}`))
  return { times, leadIn: LEAD_IN * milliseconds }
}

/**
 * An open loop: requests are sent when they are due, whatever has been answered. A request without a right answer counts
 * as one that took the timeout at the least.
 */
export class OpenLoop implements Loop {
  readonly #target: Target
  readonly #regime: OpenRegime
  readonly #pool: LanePool
  #slices = 0

  constructor(target: Target, regime: OpenRegime) {
    this.#target = target
    this.#regime = regime
    this.#pool = new LanePool(target)
  }

  async run(milliseconds: number): Promise<LoopCounts> {
    const { timeout } = this.#target
    const slice = this.#slices++
    const { times, leadIn } = offeredTimes(this.#target, this.#regime, { slice, milliseconds })
    const tally = new FailureTally(timeout)
    const latencies = new Histogram()
    let completed = 0
    let unsent = 0
    let late = 0
    const record = (index: number, latency: number) => {
      if ((times[index] as number) >= leadIn) latencies.record(latency)
    }
    const sender = new DueSender(
      this.#pool,
      { times, milliseconds, timeout, dropAfter: Number.POSITIVE_INFINITY },
      {
        answered(index, latency) {
          completed += 1
          record(index, latency)
        },
        failed(index, latency, failure) {
          tallyFailure(tally, failure)
          record(index, Math.max(latency, timeout))
        },
        unsent(index) {
          unsent += 1
          record(index, sender.now - (times[index] as number))
        },
        late() {
          late += 1
        },
      },
    )
    await sender.send()
    return {
      completed,
      errors: tally.errors,
      firstError: tally.firstError,
      shortages: tally.shortages,
      elapsed: sender.now / 1000,
      latencies: latencies.encode(),
      offered: { due: times.length, unsent, late },
    }
  }

  close(): void {
    this.#pool.close()
  }
}
