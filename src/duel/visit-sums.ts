import type { DuelVisit } from './duel-visit.ts'
import { type Sends, sumSends } from './sum-slices.ts'

/** Quads of a point, and how many were void. */
export function quadsOf(visits: readonly DuelVisit[]): { readonly quads: number; readonly void: number } {
  const sum = (pick: (visit: DuelVisit) => number) => visits.reduce((total, visit) => total + pick(visit), 0)
  return { quads: sum((visit) => visit.quads), void: sum((visit) => visit.void) }
}

/** What became of the requests of an open loop, both arms together. */
export function sendsOf(visits: readonly DuelVisit[]): Sends | undefined {
  return sumSends(visits.flatMap(({ arms }) => [{ offered: arms.base.sends }, { offered: arms.head.sends }]))
}
