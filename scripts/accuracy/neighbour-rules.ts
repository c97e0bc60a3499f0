import { mean, median } from '../../src/stats/quantiles.ts'
import { studentTCdf, studentTQuantile } from '../../src/stats/student-t.ts'
import { differenceOfMeans } from '../../src/stats/welch.ts'
import { mannWhitney } from './mann-whitney.ts'

/** What a neighbour sees of one point: throughput of one-second runs, and of earlier commits one value each. */
export interface Sequential {
  readonly base: readonly number[]
  readonly head: readonly number[]
  readonly history: readonly number[]
}

export const NEIGHBOURS = [
  'github-action-benchmark, 200 %',
  'github-action-benchmark, 110 %',
  'Welch t-test, 0.05 (autocannon-compare)',
  'Mann–Whitney, 0.05 (benchstat)',
  'Bencher t-test, 0.99, 30 runs',
] as const
export type Neighbour = (typeof NEIGHBOURS)[number]

/** Whether the neighbour would call the point a regression. */
export const ALARMS: Readonly<Record<Neighbour, (point: Sequential) => boolean>> = {
  'github-action-benchmark, 200 %': ({ base, head }) => mean(base) / mean(head) > 2,
  'github-action-benchmark, 110 %': ({ base, head }) => mean(base) / mean(head) > 1.1,
  'Welch t-test, 0.05 (autocannon-compare)': ({ base, head }) => {
    const { estimate, standardError, degreesOfFreedom } = differenceOfMeans(base, head)
    if (!(estimate < 0)) return false
    return standardError === 0 || 2 * studentTCdf(estimate / standardError, degreesOfFreedom) < 0.05
  },
  'Mann–Whitney, 0.05 (benchstat)': ({ base, head }) =>
    median(head) < median(base) && mannWhitney(base, head) < 0.05,
  'Bencher t-test, 0.99, 30 runs': ({ head, history }) => mean(head) < bencherBoundary(history),
}

const quantiles = new Map<number, number>()

/** mean − t(0.99, n − 1) · s of the history, s with n below (Bencher's source, lib/bencher_boundary). */
export function bencherBoundary(history: readonly number[]): number {
  const freedom = history.length - 1
  const reach = quantiles.get(freedom) ?? studentTQuantile(0.99, freedom)
  quantiles.set(freedom, reach)
  const centre = mean(history)
  const deviation = Math.sqrt(mean(history.map((value) => (value - centre) ** 2)))
  return centre - reach * deviation
}
