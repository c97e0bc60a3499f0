import { seededRandom } from '../stats/random.ts'
import { dueTimes, joinDueTimes } from './arrivals.ts'
import { DueSender } from './due-sender.ts'
import { EpisodeCount } from './episode-count.ts'
import { type EpisodePlan, planEpisode } from './episode-plan.ts'
import type { OverloadRegime, Target } from './generator-protocol.ts'
import { LanePool } from './lane-pool.ts'
import type { Loop, LoopCounts } from './loop.ts'

/** How often it is looked whether latency is normal again, in ms. */
const LOOK = 50

/**
 * Episodes of overload: calm, more than the service can do, and calm again until it is well. What is past its deadline
 * before a connection is free is dropped, and so the requests in flight and those that wait are bounded.
 */
export class OverloadLoop implements Loop {
  readonly #target: Target
  readonly #regime: OverloadRegime
  readonly #pool: LanePool
  #episodes = 0

  constructor(target: Target, regime: OverloadRegime) {
    this.#target = target
    this.#regime = regime
    this.#pool = new LanePool(target)
  }

  /** Runs an episode whose counted part lasts `milliseconds`, or two deadlines where that is longer. */
  async run(milliseconds: number): Promise<LoopCounts> {
    const { deadline } = this.#regime
    const { timeout } = this.#target
    const plan = planEpisode(this.#regime, milliseconds)
    const times = this.#times(plan)
    const count = new EpisodeCount(plan, { times, deadline, timeout })
    const run = { times, milliseconds: 0, timeout, dropAfter: deadline }
    const sender = new DueSender(this.#pool, run, count)
    const looking = setInterval(() => {
      if (count.recovery !== null) sender.stop()
    }, LOOK)
    await sender.send()
    clearInterval(looking)
    return count.counts()
  }

  close(): void {
    this.#pool.close()
  }

  #times({ calm, ramp, counted, after }: EpisodePlan): Float64Array {
    const { rate, calmRate, arrivals, phase } = this.#regime
    const random = seededRandom(`${this.#target.seed} episode ${this.#episodes++}`)
    const stretch = (milliseconds: number, atRate: number) => ({
      milliseconds,
      times: dueTimes({ arrivals, rate: atRate, milliseconds, phase }, random),
    })
    return joinDueTimes([stretch(calm, calmRate), stretch(ramp + counted, rate), stretch(after, calmRate)])
  }
}
