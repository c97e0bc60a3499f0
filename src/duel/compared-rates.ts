import type { DuelNumbers } from '../result/comparison.ts'
import { geometricMean } from '../stats/quantiles.ts'
import type { DuelVisit } from './duel-visit.ts'
import type { Arms } from './quad.ts'
import type { SeriesEntry } from './series.ts'

/**
 * What the change of a point is the ratio of, of each arm: the geometric mean of its rounds (Fleming and Wallace 1986), as
 * it is typical of them and, of throughput, over all the work done. In the unit of the entry. Undefined where no round
 * measured both arms.
 * @param visits the rounds that the change is of
 */
export function comparedRates(
  { measure }: Pick<SeriesEntry, 'measure'>,
  index: number,
  visits: readonly (DuelVisit | null)[],
): DuelNumbers['rates'] {
  const figures = visits.flatMap((visit) => visit?.figures[index] ?? []).filter(({ gain }) => gain !== null)
  const typical = meansOf(figures.map((figure) => figure.typical ?? figure))
  if (typical === undefined) return undefined
  const total = measure === undefined ? meansOf(figures) : undefined
  return total === undefined ? { typical } : { typical, total }
}

function meansOf(figures: readonly Arms<number | null>[]): Arms<number> | undefined {
  const known = figures.flatMap(({ base, head }) => (base && head ? [{ base, head }] : []))
  if (known.length === 0) return undefined
  return {
    base: geometricMean(known.map(({ base }) => base)),
    head: geometricMean(known.map(({ head }) => head)),
  }
}
