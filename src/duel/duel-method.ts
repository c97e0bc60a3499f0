import type { Method } from '../result/shared-schema.ts'
import type { DuelResult } from './measure-duel.ts'

/** How a duel was measured, as a comparison says it: with its looks, so that they can be held again. */
export function duelMethod(duel: DuelResult): Method {
  const { rounds, slice, elapsed, complete, looks } = duel
  return {
    rounds,
    sliceMilliseconds: slice,
    seconds: elapsed / 1000,
    complete,
    looks: [...looks],
    ...pacing(duel),
  }
}

/** How its rounds were laid out, as far as that was planned: for whoever plans a longer one. */
export function pacing({
  pace,
  layout,
}: Pick<DuelResult, 'pace' | 'layout'>): Pick<Method, 'pace' | 'layout'> {
  return { pace: pace / 1000, ...(layout === undefined ? {} : { layout }) }
}
