import type { OverloadRegime } from './generator-protocol.ts'

/** The parts of an episode of overload, one after the other. Milliseconds. */
export interface EpisodePlan {
  /** At the calm rate, to learn what latency is normal. */
  readonly calm: number
  /** At the overload's rate, not counted: a queue that is still filling looks healthy. */
  readonly ramp: number
  /** At the overload's rate, counted. */
  readonly counted: number
  /** At the calm rate, at most so long: until latency is normal again. */
  readonly after: number
}

/** Requests from which the calm latency is learnt, on average: enough for its ninth decile. */
const CALM_REQUESTS = 40
/** The calm rate, as a share of capacity. */
const CALM_SHARE = 0.5

/**
 * How long each part lasts, from the deadline D and from how far the rate lies above capacity.
 *
 * With u = rate / capacity and a queue that nobody bounds, what is due t after the overload's beginning waits (u − 1) t, so
 * the deadline is reached after D / (u − 1): the ramp lasts half as long again, from 3 to 10 D, and what is counted
 * after it is either kept up for good or lost. Backlog of (u − 1) × overload seconds is worked off at the calm rate, half
 * of capacity, within twice as many: half as long again, from 2 to 10 s, is looked for a recovery, so that “not
 * recovered” is told of a service that does not come back, not of one that is still at work.
 * @param milliseconds asked for the counted part, which lasts two deadlines at the least
 */
export function planEpisode(
  { rate, calmRate, deadline }: Pick<OverloadRegime, 'rate' | 'calmRate' | 'deadline'>,
  milliseconds: number,
): EpisodePlan {
  const excess = Math.max(0, (rate * CALM_SHARE) / calmRate - 1)
  const ramp = within((1.5 * deadline) / excess, 3 * deadline, 10 * deadline)
  const counted = Math.max(milliseconds, 2 * deadline)
  const backlog = excess * (ramp + counted)
  return {
    calm: within((1000 * CALM_REQUESTS) / calmRate, 300, 3000),
    ramp,
    counted,
    after: within((1.5 * backlog) / (1 - CALM_SHARE) + 500, 2000, 10_000),
  }
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
