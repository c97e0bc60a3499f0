import type { ComparisonBenchmark, ComparisonPoint } from '../result/comparison.ts'
import type { Skipped } from '../result/shared-schema.ts'
import { judgeBenchmark, judgedPoint } from '../scaling/judge-benchmark.ts'
import { judgeDuel } from '../scaling/judge-duel.ts'
import { largest } from '../stats/extremes.ts'
import type { DuelOutcome } from './contest.ts'
import { pacing } from './duel-method.ts'
import { duelPoint } from './duel-point.ts'
import { duelWarnings } from './duel-warnings.ts'
import { failingPoint } from './failing-point.ts'
import { entriesOf } from './series.ts'
import type { Surroundings } from './surroundings.ts'

/** The entries of one duelled series in a comparison. */
export function assembleDuel(outcome: DuelOutcome, around: Surroundings): ComparisonBenchmark[] {
  const { series } = outcome
  const failure = outcome.failure ?? failingPoint(outcome)
  const warnings = duelWarnings(outcome, around)
  const rounds = largest([0, ...[...outcome.visits.values()].map(countMeasured)])
  return entriesOf(series).map((identity, index): ComparisonBenchmark => {
    const measured = [...outcome.visits.keys()].map((cores) => duelPoint(cores, index, outcome, around))
    const points = judgeDuel(measured, {
      decisionAt: (cores) => outcome.decisions.get(cores)?.[index],
      detect: identity.detect,
      method: pacing(around.duel),
      failed: failure !== undefined,
    })
    const entry = {
      ...identity,
      evidence: { kind: 'duel' as const, rounds },
      points: [...points, ...around.skipped.map(skippedPoint)].sort((a, b) => a.cores - b.cores),
      warnings,
    }
    if (failure !== undefined) return { ...entry, verdict: 'failed', ...failure }
    return { ...entry, verdict: judgeBenchmark(entry.points.map(judgedPoint)) }
  })
}

/** Rounds that were not lost. */
function countMeasured(visits: readonly unknown[]): number {
  return visits.filter((visit) => visit !== null).length
}

function skippedPoint({ cores, available }: Skipped): ComparisonPoint {
  return { cores, verdict: 'skipped', reason: { kind: 'too-few-cpus', available } }
}
