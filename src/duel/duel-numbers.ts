import type { DuelNumbers } from '../result/comparison.ts'
import type { TakenOverload } from '../result/shared-schema.ts'
import { comparedRates } from './compared-rates.ts'
import type { DuelVisit } from './duel-visit.ts'
import { generatorShare } from './generator-share.ts'
import type { SeriesEntry } from './series.ts'
import { lateShare } from './sum-slices.ts'
import { quadsOf, sendsOf } from './visit-sums.ts'

/** What looks decide by: of each round the gain, and where they say more, the total and the overloads. */
export type RoundNumbers = Pick<DuelNumbers, 'rounds' | 'totals' | 'overloads'>

/**
 * The rounds of one entry at one core count.
 * @param index the place of the entry in `entriesOf`
 */
export function roundNumbers(
  entry: SeriesEntry,
  index: number,
  visits: readonly (DuelVisit | null)[],
): RoundNumbers {
  const rounds = visits.map((visit) => visit?.figures[index]?.gain ?? null)
  if (entry.measure === undefined) return { rounds, totals: visits.map((visit) => totalGain(visit, index)) }
  if (entry.measure.kind !== 'goodput') return { rounds }
  return { rounds, overloads: visits.map(takenOf) }
}

/** All that the verdict of a point rests on. */
export function duelNumbers(
  entry: SeriesEntry,
  index: number,
  visits: readonly (DuelVisit | null)[],
  at: {
    readonly colocated: boolean
    readonly withoutCapacity: boolean
    /** Rounds that the change of the point is of; none where it has no change. */
    readonly compared: number
  },
): DuelNumbers {
  const measured = visits.filter((visit) => visit !== null)
  // A deadline of an overload is many milliseconds: what was sent late is told, and decides nothing.
  const sends = entry.measure?.kind === 'goodput' ? undefined : sendsOf(measured)
  const rates = comparedRates(entry, index, visits.slice(0, at.compared))
  return {
    ...roundNumbers(entry, index, visits),
    ...(rates === undefined ? {} : { rates }),
    ...quadsOf(measured),
    ...(measured.length === 0
      ? {}
      : {
          generator: {
            utilisation: generatorShare(measured),
            colocated: at.colocated,
            ...(isShort(measured) ? { short: true as const } : {}),
          },
        }),
    ...(sends === undefined ? {} : { late: lateShare(sends) }),
    ...(measured.some(({ aboveCapacity }) => aboveCapacity) ? { aboveCapacity: true as const } : {}),
    ...(measured.length === 0 && at.withoutCapacity ? { withoutCapacity: true as const } : {}),
  }
}

/** Whether the generator could not open its connections. */
function isShort(visits: readonly DuelVisit[]): boolean {
  return visits.some(({ arms }) => arms.base.limits?.short || arms.head.limits?.short)
}

/** The gain over all the work of a round's quads: its figures are means over all slices. */
function totalGain(visit: DuelVisit | null, index: number): number | null {
  const { base, head } = visit?.figures[index] ?? {}
  return base && head ? Math.log(head / base) : null
}

/** Numbers alone: what they are called follows from them. */
function takenOf(visit: DuelVisit | null): NonNullable<DuelNumbers['overloads']>[number] {
  if (visit?.overload === undefined) return null
  const numbers = ({ share, recovery, capacity }: TakenOverload): TakenOverload => ({
    share,
    recovery,
    ...(capacity === undefined ? {} : { capacity }),
  })
  return { base: numbers(visit.overload.base), head: numbers(visit.overload.head) }
}
