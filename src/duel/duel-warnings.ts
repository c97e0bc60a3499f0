import { errorCount, sumErrors } from '../load/slice.ts'
import type { Warning } from '../result/shared-schema.ts'
import type { DuelOutcome } from './contest.ts'
import type { ArmTotals, DuelVisit } from './duel-visit.ts'
import { generatorLimit } from './generator-limit.ts'
import { generatorShare } from './generator-share.ts'
import { DISTURBED_ABOVE, WAITED_BELOW } from './observation-limits.ts'

/** What a reader must know before trusting the points of a duel, both arms together. */
export function duelWarnings(
  { visits }: DuelOutcome,
  around: { readonly colocated: (cores: number) => boolean; readonly usedCpus: number },
): Warning[] {
  const measured = [...visits]
    .map(([cores, all]) => ({ cores, visits: all.filter((visit) => visit !== null) }))
    .filter((point) => point.visits.length > 0)
    .sort((a, b) => a.cores - b.cores)
  const warnings = measured.flatMap((point) => pointWarnings(point.cores, point.visits, around))
  if (measured.some((point) => point.visits.some(({ pinned }) => !pinned)))
    warnings.push({ kind: 'unpinned' })
  if (measured.length > 0 && !measured.some(({ cores }) => cores === 1))
    warnings.push({ kind: 'no-single-core' })
  return warnings
}

function pointWarnings(
  cores: number,
  visits: readonly DuelVisit[],
  { colocated, usedCpus }: { readonly colocated: (cores: number) => boolean; readonly usedCpus: number },
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
  if (share > DISTURBED_ABOVE) warnings.push({ kind: 'disturbed', cores, share })
  else if (!bound && utilisation < WAITED_BELOW) warnings.push({ kind: 'waited', cores, utilisation })
  const kinds = sumErrors(both.map(({ errors }) => errors))
  const failed = errorCount(kinds)
  if (failed > 0)
    warnings.push({ kind: 'errors', cores, rate: failed / (failed + sum((arm) => arm.completed)), kinds })
  return warnings
}
