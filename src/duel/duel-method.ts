import type { Method } from '../result/shared-schema.ts'
import type { DuelResult } from './measure-duel.ts'

/** How a duel was measured, as a comparison says it: with its looks, so that they can be held again. */
export function duelMethod({ rounds, slice, elapsed, complete, looks, pace }: DuelResult): Method {
  return {
    rounds,
    sliceMilliseconds: slice,
    seconds: elapsed / 1000,
    complete,
    looks: [...looks],
    pace: pace / 1000,
  }
}
