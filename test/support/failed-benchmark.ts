import { HOSTILE_LINES } from './hostile-lines.ts'
import { aBenchmark } from './results.ts'

/** A benchmark whose service did not start, and said what a stranger would. */
export const failedBenchmark = (name: string) =>
  aBenchmark({
    name,
    verdict: 'failed',
    phase: 'start',
    reason: 'exited with status 2 before it listened: @octocat | `see` #1 <!-- corecurve:v1 -->',
    output: HOSTILE_LINES,
    points: [],
  })
