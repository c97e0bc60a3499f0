import type { ComparisonPoint } from '../result/comparison.ts'
import type { ArmTotals } from './arm-totals.ts'
import type { DuelVisit } from './duel-visit.ts'
import type { Arm } from './quad.ts'

type Observed = Pick<
  ComparisonPoint,
  | 'utilisation'
  | 'cpuPerRequest'
  | 'voluntarySwitches'
  | 'involuntarySwitches'
  | 'threads'
  | 'processes'
  | 'memoryBytes'
>

/** What the program was doing, per arm, over all quads of the point. */
export function observedOf(visits: readonly DuelVisit[], cores: number): Observed {
  const both = (figure: (arm: Arm) => number | undefined) => ({ base: figure('base'), head: figure('head') })
  const sum = (arm: Arm, pick: (totals: ArmTotals) => number | undefined) => {
    const values = visits.map(({ arms }) => pick(arms[arm]))
    const known = values.filter((value) => value !== undefined)
    return known.length < values.length || values.length === 0
      ? undefined
      : known.reduce((total, value) => total + value, 0)
  }
  const over = (
    arm: Arm,
    pick: (totals: ArmTotals) => number | undefined,
    by: (totals: ArmTotals) => number,
  ) => {
    const total = sum(arm, pick)
    const divisor = sum(arm, by)
    return total === undefined || divisor === undefined || divisor === 0 ? undefined : total / divisor
  }
  const each = (pick: (totals: ArmTotals) => number | undefined) => both((arm) => over(arm, pick, () => 1))
  // Under overload CPU also goes into what comes too late to count.
  const countsAll = visits.every(({ overload }) => overload === undefined)
  const perRequest = (pick: (totals: ArmTotals) => number | undefined) =>
    both((arm) => (countsAll ? over(arm, pick, ({ completed }) => completed) : undefined))
  return {
    utilisation: both((arm) =>
      over(
        arm,
        ({ programCpu }) => programCpu,
        ({ elapsed }) => elapsed * cores,
      ),
    ),
    cpuPerRequest: perRequest(({ programCpu }) => programCpu),
    voluntarySwitches: perRequest(({ voluntarySwitches }) => voluntarySwitches),
    involuntarySwitches: perRequest(({ involuntarySwitches }) => involuntarySwitches),
    threads: each(({ threads }) => threads),
    processes: each(({ processes }) => processes),
    memoryBytes: each(({ memoryBytes }) => memoryBytes),
  }
}
