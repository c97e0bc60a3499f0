import type { Comparison } from '../../src/result/comparison.ts'
import { WITHHELD_REASON } from '../../src/result/without-text.ts'
import { aBenchmark, aComparison, aHost, anUnchanged, comparedPoints } from './results.ts'

const DUEL = { kind: 'duel', rounds: 16 } as const

const scalesWorse = aBenchmark({
  name: 'checkout',
  verdict: 'scales-worse',
  evidence: DUEL,
  points: comparedPoints([
    [1, 1790, 1783, 'unchanged', 1.1],
    [2, 3520, 3190, 'regressed', 1.6],
    [3, 5010, 4120, 'regressed', 2.2],
  ]),
})
const unchanged = ['search', 'login', 'orders'].map((name) => ({ ...anUnchanged(name), evidence: DUEL }))
const withheld = aBenchmark({
  name: 'refunds',
  verdict: 'failed',
  phase: 'start',
  reason: WITHHELD_REASON,
  output: [],
  evidence: DUEL,
} as never)

const intel = aHost({ cpu: 'Intel(R) Xeon(R) Platinum 8370C CPU 2.80GHz', kernel: '6.8' })

/** What a publishing job makes of the parts and files of strangers. */
export const publishedExamples: Record<string, Comparison> = {
  /** Eight shards on two kinds of machines, two of them missing, and a regression in what is there. */
  'shards-missing': aComparison({
    verdict: 'regression',
    parts: { of: 8, missing: [3, 7], hosts: [aHost(), aHost(), intel, aHost(), aHost(), aHost()] },
    benchmarks: [scalesWorse, ...unchanged],
  }),
  /** One shard is missing, and nothing is wrong with the others. */
  'shards-quiet': aComparison({
    verdict: 'inconclusive',
    parts: { of: 4, missing: [2], hosts: [aHost(), aHost(), aHost()] },
    benchmarks: unchanged,
  }),
  /** All shards are there. */
  'shards-all': aComparison({
    parts: { of: 2, missing: [], hosts: [aHost(), aHost()] },
    benchmarks: unchanged,
  }),
  /** A stranger's reason is not shown: the log has it. */
  'reason-withheld': aComparison({ verdict: 'failed', benchmarks: [withheld, ...unchanged] }),
}
