import type { PointReason } from '../result/comparison.ts'
import type { DuelVisit } from './duel-visit.ts'
import { generatorLimit } from './generator-limit.ts'
import { generatorShare } from './generator-share.ts'
import { LATE_LIMIT, lateShare, type Sends, sumSends } from './sum-slices.ts'

/** A point with more void quads than this has no verdict. */
const VOID_LIMIT = 0.25

/** Why a point has no verdict although there are rounds of it; undefined where nothing is wrong with them. */
export function spoilt(
  visits: readonly DuelVisit[],
  cores: number,
  colocated: (cores: number) => boolean,
): PointReason | undefined {
  if (visits.length === 0) return undefined
  if (generatorShare(visits) > generatorLimit(cores, colocated(cores))) return { kind: 'generator-bound' }
  const sends = sendsOf(visits)
  if (sends !== undefined && lateShare(sends) > LATE_LIMIT) return { kind: 'late-sends' }
  const counts = quadsOf(visits)
  return counts.void > VOID_LIMIT * counts.quads ? { kind: 'void-quads', ...counts } : undefined
}

/** Quads of a point, and how many were void. */
export function quadsOf(visits: readonly DuelVisit[]): { readonly quads: number; readonly void: number } {
  const sum = (pick: (visit: DuelVisit) => number) => visits.reduce((total, visit) => total + pick(visit), 0)
  return { quads: sum((visit) => visit.quads), void: sum((visit) => visit.void) }
}

/** What became of the requests whose latency was measured, both arms together; nothing of an overload. */
export function sendsOf(visits: readonly DuelVisit[]): Sends | undefined {
  const timed = visits.filter(({ overload }) => overload === undefined)
  return sumSends(timed.flatMap(({ arms }) => [{ offered: arms.base.sends }, { offered: arms.head.sends }]))
}
