import { largest } from '../stats/extremes.ts'
import { Histogram } from './histogram.ts'
import type { LoopCounts } from './loop.ts'
import { type Episode, type Offered, sumErrors } from './slice.ts'

/** What several threads counted at the same time, as one. At least one part. */
export function mergeCounts(parts: readonly LoopCounts[]): LoopCounts {
  const elapsed = given(parts, (part) => part.elapsed)
  const latencies = given(parts, (part) => part.latencies)
  const offered = given(parts, (part) => part.offered)
  const overload = given(parts, (part) => part.overload)
  return {
    completed: sum(parts, (part) => part.completed),
    errors: sumErrors(parts.map(({ errors }) => errors)),
    firstError: parts.find(({ firstError }) => firstError !== undefined)?.firstError,
    shortages: sum(parts, ({ shortages = 0 }) => shortages),
    ...(elapsed.length > 0 && { elapsed: largest(elapsed) }),
    ...(latencies.length > 0 && { latencies: Histogram.merge(latencies).encode() }),
    ...(offered.length > 0 && { offered: mergeOffered(offered) }),
    ...(overload.length > 0 && { overload: mergeEpisodes(overload) }),
  }
}

function mergeOffered(parts: readonly Offered[]): Offered {
  return {
    due: sum(parts, ({ due }) => due),
    unsent: sum(parts, ({ unsent }) => unsent),
    late: sum(parts, ({ late }) => late),
  }
}

/** The service is well again when it is so for all of them. */
function mergeEpisodes(parts: readonly Episode[]): Episode {
  const recoveries = parts.map(({ recovery }) => recovery)
  return {
    late: sum(parts, ({ late }) => late),
    failed: sum(parts, ({ failed }) => failed),
    recovery: recoveries.includes(null) ? null : largest(recoveries.map((recovery) => recovery ?? 0)),
  }
}

function given<T>(parts: readonly LoopCounts[], pick: (part: LoopCounts) => T | undefined): T[] {
  return parts.map(pick).filter((value) => value !== undefined)
}

function sum<T>(parts: readonly T[], pick: (part: T) => number): number {
  return parts.reduce((total, part) => total + pick(part), 0)
}
