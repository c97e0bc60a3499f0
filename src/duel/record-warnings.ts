import { sumErrors } from '../load/slice.ts'
import type { RecordPoint } from '../result/record.ts'
import type { Warning } from '../result/shared-schema.ts'
import { fewRoundsWarning } from '../scaling/summarise-point.ts'
import { loadWarnings, wouldBeBusy } from './load-warnings.ts'
import { DISTURBED_ABOVE, WAITED_BELOW } from './observation-limits.ts'
import { onePerKind } from './one-per-kind.ts'
import { sumSends } from './sum-slices.ts'
import type { VisitSample } from './visit-sample.ts'

/** What a reader must know before trusting the points of a record. */
export function recordWarnings(
  points: readonly RecordPoint[],
  samples: ReadonlyMap<number, readonly (VisitSample | null)[]>,
  usedCpus: number,
): Warning[] {
  const warnings = points.flatMap((point) => {
    const visits = (samples.get(point.cores) ?? []).filter((visit) => visit !== null)
    return pointWarnings(point, visits, usedCpus)
  })
  if (points.some((point) => !point.pinned)) warnings.push({ kind: 'unpinned' })
  const fewRounds = fewRoundsWarning(points)
  if (fewRounds !== undefined) warnings.push(fewRounds)
  if (points.length > 0 && !points.some(({ cores }) => cores === 1)) warnings.push({ kind: 'no-single-core' })
  return onePerKind(warnings, 'few-descriptors')
}

function pointWarnings(
  { cores, generator, utilisation, offered }: RecordPoint,
  visits: readonly VisitSample[],
  usedCpus: number,
): Warning[] {
  const warnings: Warning[] = []
  // Where it was short of files or ports it is these that are told of.
  if (generator?.bound && !visits.some(({ limits }) => limits?.short)) {
    warnings.push({ kind: 'generator-bound', cores, utilisation: generator.utilisation })
  }
  const share = othersShare(visits, usedCpus)
  if (share > DISTURBED_ABOVE) warnings.push({ kind: 'disturbed', cores, share })
  // What others took the program could not use: only CPUs that stood idle say that it waited.
  const idle = utilisation !== undefined && utilisation + share < WAITED_BELOW
  if (!generator?.bound && wouldBeBusy(offered) && idle) warnings.push({ kind: 'waited', cores, utilisation })
  if (visits.some((visit) => visit.outliers)) warnings.push({ kind: 'outliers', cores })
  if (visits.some((visit) => visit.slowFirstRun)) warnings.push({ kind: 'slow-first-run', cores })
  return [
    ...warnings,
    ...loadWarnings(cores, {
      errors: sumErrors(visits.map(({ errors }) => errors)),
      completed: visits.reduce((total, visit) => total + visit.completed, 0),
      offered,
      sends: sumSends(visits.map((visit) => ({ offered: visit.sends }))),
      overload: visits.some((visit) => visit.overload !== undefined),
      answered: visits.map(({ answered }) => answered),
      aboveCapacity: visits.some((visit) => visit.aboveCapacity),
      limits: visits.map(({ limits }) => limits),
    }),
  ]
}

/** The share of the CPUs in use that others had while a point was measured. */
function othersShare(visits: readonly VisitSample[], usedCpus: number): number {
  const elapsed = visits.reduce((sum, visit) => sum + visit.elapsed, 0)
  const others = visits.reduce((sum, visit) => sum + (visit.othersCpu ?? 0), 0)
  return elapsed === 0 ? 0 : others / (elapsed * usedCpus)
}
