import type { ComparisonPoint, DuelNumbers } from '../result/comparison.ts'
import type { Overload, OverloadFinding, TakenOverload } from '../result/shared-schema.ts'
import { ascending, median } from '../stats/quantiles.ts'

/** A service that keeps this share of its capacity as goodput holds; one that keeps less than `collapses` does not. */
const SHARE = { holds: 0.8, collapses: 0.4 }

/** From good to bad. */
const ORDER: readonly OverloadFinding[] = ['holds', 'degrades', 'collapses']

/**
 * How one episode was taken, measured by what could have been answered: no service answers more than it is offered.
 * @param capacity the service's own; like `goodput` and `offered`, requests per second
 */
export function takenOverload(
  goodput: number,
  { offered, capacity }: { readonly offered: number; readonly capacity: number },
  recovery: number | null,
): Overload {
  return offered < capacity
    ? overloadOf({ share: goodput / offered, recovery, capacity })
    : overloadOf({ share: goodput / capacity, recovery })
}

/** The numbers with the word that follows from them; one that came with them has no weight. */
export function overloadOf(numbers: TakenOverload): Overload {
  const { share, recovery, capacity } = numbers
  // What was not overloaded has nothing to recover from.
  const finding = overloadFinding(share, capacity === undefined ? recovery : 0)
  return { finding, share, recovery, ...(capacity === undefined ? {} : { capacity }) }
}

/**
 * How a service takes more than it can do. One that is not well again after the overload has collapsed, however much it
 * answered meanwhile.
 * @param share goodput as a fraction of capacity
 * @param recovery seconds until latency was normal again; null where it was not while we looked
 */
export function overloadFinding(share: number, recovery: number | null): OverloadFinding {
  if (recovery === null || share < SHARE.collapses) return 'collapses'
  return share >= SHARE.holds ? 'holds' : 'degrades'
}

/**
 * Several episodes, or several rounds, as one: the median share and the median recovery, in which none is longer than
 * any. Of two recoveries the longer one, for between a number and none there is no middle. Not overloaded where most were
 * not. Undefined without any.
 */
export function summariseOverloads(overloads: readonly TakenOverload[]): Overload | undefined {
  if (overloads.length === 0) return undefined
  const share = median(overloads.map((each) => each.share))
  const recoveries = ascending(overloads.map((each) => each.recovery ?? Number.POSITIVE_INFINITY))
  const longest = recoveries[Math.floor(recoveries.length / 2)] as number
  const recovery = Number.isFinite(longest) ? longest : null
  const capacities = overloads.flatMap(({ capacity }) => (capacity === undefined ? [] : [capacity]))
  const overloaded = 2 * capacities.length <= overloads.length
  return overloadOf({ share, recovery, ...(overloaded ? {} : { capacity: median(capacities) }) })
}

/** How both arms took the overloads of a duel, over its rounds; undefined where it says nothing of that. */
export function overloadOfRounds({
  overloads = [],
}: Pick<DuelNumbers, 'overloads'>): ComparisonPoint['overload'] {
  const of = (arm: 'base' | 'head') => summariseOverloads(overloads.flatMap((round) => round?.[arm] ?? []))
  const base = of('base')
  const head = of('head')
  return base === undefined || head === undefined ? undefined : { base, head }
}

/** What a round says to “head takes overload worse than base, by more than the tolerance”; `neither` is a tie. */
export type RoundFinding = 'worse' | 'not-worse' | 'neither'

/** What each round says, in the order of rounds; null where it was lost. `edge`: as `roundFinding` has it. */
export function roundFindings(
  { rounds, overloads = [] }: Pick<DuelNumbers, 'rounds' | 'overloads'>,
  edge: number,
): (RoundFinding | null)[] {
  return rounds.map((gain, round) => {
    const taken = overloads[round]
    if (gain === null || taken === null || taken === undefined) return null
    return roundFinding(overloadOf(taken.base), overloadOf(taken.head), gain, edge)
  })
}

/**
 * A round is worse where head alone did not recover, or where its finding is worse and its goodput fell by more than the
 * tolerance: the findings have limits, and a service next to one of them crosses it by chance. It speaks against where
 * goodput held within the tolerance, or the finding is better. So the rounds in which head is worse are no more, in
 * expectation, than those that speak against, both where the arms are alike and at the edge of the tolerance.
 * @param gain ln of head's goodput over base's
 * @param edge gain of a loss as large as the tolerance
 */
export function roundFinding(base: Overload, head: Overload, gain: number, edge: number): RoundFinding {
  const overloaded = head.capacity === undefined
  if (overloaded && head.recovery === null && base.recovery !== null) return 'worse'
  const steps = ORDER.indexOf(head.finding) - ORDER.indexOf(base.finding)
  if (steps < 0 || gain >= edge) return 'not-worse'
  return steps > 0 ? 'worse' : 'neither'
}
