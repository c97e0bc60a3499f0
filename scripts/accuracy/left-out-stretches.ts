import { mean, quantile } from '../../src/stats/quantiles.ts'
import type { Random } from '../../src/stats/random.ts'
import { drawArms, type PreparedRuns, prepareRuns } from './draw-sequential.ts'
import type { RecordedStretch } from './trace.ts'

/** Enough for a width that moves by one or two per cent from seed to seed. */
const DRAWS = 4000

/** Width of the middle 95 % of base-then-head estimates, logarithms of head over base, `seconds` for both arms. */
export function sequentialWidth(
  prepared: PreparedRuns,
  { seconds, random }: { seconds: number; random: Random },
): number {
  const estimates = Array.from({ length: DRAWS }, () => {
    const { base, head } = drawArms(prepared, { seconds, random })
    return Math.log(mean(head) / mean(base))
  })
  return quantile(estimates, 0.975) - quantile(estimates, 0.025)
}

/**
 * The same width with each stretch left out in turn, as a jackknife does (Quenouille 1956): those before and after it
 * become neighbours. Empty where fewer than two would be left.
 */
export function widthsWithout(
  stretches: readonly RecordedStretch[],
  time: { seconds: number; random: Random },
): number[] {
  if (stretches.length < 3) return []
  return stretches.map((_, left) =>
    sequentialWidth(prepareRuns(stretches.filter((_, index) => index !== left)), time),
  )
}
