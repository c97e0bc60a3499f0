import { sumErrors } from '../load/slice.ts'
import type { Warning } from '../result/shared-schema.ts'
import { generatorLimit } from '../scaling/generator-limit.ts'
import type { ArmTotals } from './arm-totals.ts'
import type { DuelOutcome } from './contest.ts'
import type { DuelVisit } from './duel-visit.ts'
import { failureRates } from './failing-point.ts'
import { generatorShare } from './generator-share.ts'
import { loadWarnings, wouldBeBusy } from './load-warnings.ts'
import { DISTURBED_ABOVE, WAITED_BELOW } from './observation-limits.ts'
import { onePerKind } from './one-per-kind.ts'
import { sendsOf } from './visit-sums.ts'

interface Machine {
  readonly colocated: (cores: number) => boolean
  readonly usedCpus: number
}

/** What a reader must know before trusting the points of a duel, both arms together. */
export function duelWarnings({ series, visits }: DuelOutcome, around: Machine): Warning[] {
  const overload = series.kind === 'http' && series.regime === 'overload'
  const measured = [...visits]
    .map(([cores, all]) => ({ cores, visits: all.filter((visit) => visit !== null) }))
    .filter((point) => point.visits.length > 0)
    .sort((a, b) => a.cores - b.cores)
  const warnings = measured.flatMap((point) =>
    pointWarnings(point.cores, point.visits, { ...around, overload }),
  )
  if (measured.some((point) => point.visits.some(({ pinned }) => !pinned)))
    warnings.push({ kind: 'unpinned' })
  if (measured.length > 0 && !measured.some(({ cores }) => cores === 1))
    warnings.push({ kind: 'no-single-core' })
  return onePerKind(warnings, 'few-descriptors')
}

function pointWarnings(
  cores: number,
  visits: readonly DuelVisit[],
  { colocated, usedCpus, overload }: Machine & { readonly overload: boolean },
): Warning[] {
  const warnings: Warning[] = []
  const both = visits.flatMap(({ arms }) => [arms.base, arms.head])
  const sum = (pick: (totals: ArmTotals) => number) => both.reduce((total, arm) => total + pick(arm), 0)
  const elapsed = sum((arm) => arm.elapsed)
  const generator = generatorShare(visits)
  const bound = generator > generatorLimit(cores, colocated(cores))
  if (bound) warnings.push({ kind: 'generator-bound', cores, utilisation: generator })
  const share = elapsed === 0 ? 0 : sum((arm) => arm.othersCpu ?? 0) / (elapsed * usedCpus)
  const known = both.every(({ programCpu }) => programCpu !== undefined)
  const utilisation = known ? sum((arm) => arm.programCpu ?? 0) / (elapsed * cores) : 1
  const offered = visits.find((visit) => visit.offered !== undefined)?.offered
  if (share > DISTURBED_ABOVE) warnings.push({ kind: 'disturbed', cores, share })
  else if (!bound && wouldBeBusy(offered) && utilisation < WAITED_BELOW)
    warnings.push({ kind: 'waited', cores, utilisation })
  if (both.some(({ runs }) => runs?.outliers)) warnings.push({ kind: 'outliers', cores })
  if (both.some(({ runs }) => runs?.slowFirstRun)) warnings.push({ kind: 'slow-first-run', cores })
  return [
    ...warnings,
    ...loadWarnings(cores, {
      errors: sumErrors(both.map(({ errors }) => errors)),
      completed: sum((arm) => arm.completed),
      failureRates: failureRates(visits),
      offered,
      sends: sendsOf(visits),
      overload,
      // The slower arm's, round by round: it is the one that may fall behind.
      answered: visits.map(({ arms }) => slower(arms.base.answered, arms.head.answered)),
      aboveCapacity: visits.some((visit) => visit.aboveCapacity),
      limits: both.map(({ limits }) => limits),
    }),
  ]
}

function slower(base: number | undefined, head: number | undefined): number | undefined {
  return base === undefined || head === undefined ? undefined : Math.min(base, head)
}
