import type { Comparison } from '../result/comparison.ts'
import type { Look } from '../result/shared-schema.ts'
import { largest } from '../stats/extremes.ts'
import { ALPHA, DOUBT } from './duel-decision.ts'
import { FIRST_LOOK, INTERIM_SHARE, MOST_INTERIM_LOOKS, MOST_ROUNDS } from './duel-rounds.ts'

/** Sums and ratios of fractions are a few roundings away from the whole. */
const ROUNDING = 1e-9
/** The last look has what planned interim looks leave of it, held or not. */
const LEAST_LAST = 1 - MOST_INTERIM_LOOKS * INTERIM_SHARE

/**
 * Whether a duel can have held the looks that a comparison claims (method.md): none has less of α and of the doubt than
 * a plan gives, together they have no more than there is in the comparison's share, and the last one of a duel that was
 * not interrupted saw every round. So nobody hides a loss behind a look that could reject nothing.
 */
export function arePossibleLooks({ method, benchmarks }: Pick<Comparison, 'method' | 'benchmarks'>): boolean {
  const { looks = [], share = 1, complete } = method
  const parts = looks.map(({ level }) => level / (ALPHA * share))
  const [last] = looks.slice(-1)
  if (parts.reduce((sum, part) => sum + part, 0) > 1 + ROUNDING) return false
  if (looks.some((look, index) => !isPossible(look, parts[index] ?? 0, looks[index - 1], look === last)))
    return false
  // Where an interrupt came, there were rounds that no look has seen.
  if (!complete) return true
  const rounds = largest([0, ...benchmarks.flatMap(roundsOf)])
  if (rounds === 0) return true
  return last !== undefined && last.round >= rounds && (parts.at(-1) ?? 0) >= LEAST_LAST * (1 - ROUNDING)
}

function isPossible(
  { round, doubt }: Look,
  part: number,
  earlier: Look | undefined,
  isLast: boolean,
): boolean {
  return (
    part >= INTERIM_SHARE * (1 - ROUNDING) &&
    Math.abs(doubt / DOUBT - part) <= ROUNDING &&
    round <= MOST_ROUNDS &&
    round >= (earlier?.round ?? 0) &&
    (isLast || round >= FIRST_LOOK)
  )
}

/** How many rounds each point of a duel has, lost ones included. */
function roundsOf({ evidence, points }: Comparison['benchmarks'][number]): number[] {
  if (evidence.kind !== 'duel') return []
  return points.flatMap(({ duel }) => (duel === undefined ? [] : [duel.rounds.length]))
}
