import type { ArmTotals } from './arm-totals.ts'
import type { DuelVisit } from './duel-visit.ts'

/** The share of one CPU that the generator used in the visits of a duel, both arms together. */
export function generatorShare(visits: readonly DuelVisit[]): number {
  const sum = (pick: (totals: ArmTotals) => number) =>
    visits.reduce((total, { arms }) => total + pick(arms.base) + pick(arms.head), 0)
  const elapsed = sum((arm) => arm.elapsed)
  return elapsed === 0 ? 0 : sum(({ generatorCpu }) => generatorCpu) / elapsed
}
