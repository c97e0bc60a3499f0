import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkTitle } from '../../src/report/check-title.ts'
import { comparisonExamples } from '../support/comparison-examples.ts'
import { hostileText, UNSEEN } from '../support/hostile-text.ts'
import { regimeComparisons } from '../support/regime-examples.ts'
import { aBenchmark, aComparison, comparedPoints } from '../support/results.ts'

const EXAMPLES = { ...comparisonExamples, ...regimeComparisons }

describe('the title of a check', () => {
  test.for([
    ['scales-worse', 'Scaling regressed: checkout at 4 cores −21 %'],
    ['slower', 'Regressed: checkout at 4 cores −6.1 %'],
    ['several', 'Scaling regressed: checkout with 256 connections at 3 cores −26 % and 1 more'],
    ['improved', 'Improved: checkout at 4 cores +27 %'],
    ['may-scale-worse', 'Suspected and not proven: checkout at 2 cores −25 %'],
    ['other-host', 'Suspected and not proven: checkout at 2 cores speedup −25 %'],
    ['latency', 'Scaling regressed: checkout p99 latency at 2 cores +31 %'],
    [
      'overload',
      'Scaling regressed: checkout under overload collapses at 2 cores where it held on base and 1 more',
    ],
    [
      'unchanged',
      'All 3 benchmarks are unchanged: a loss above 10 % is excluded at every core count measured',
    ],
    ['failed', 'checkout could not be measured'],
    ['baseline-missing', 'Nothing to compare with yet: no baseline is stored'],
    ['generator-bound', 'ping is inconclusive: the load generator was the limit at 2 cores'],
  ] as const)('of %s is the whole answer', ([name, title]) => {
    expect(checkTitle(EXAMPLES[name]!)).toBe(title)
  })

  test('says which shards are missing beside what regressed', () => {
    const { host } = EXAMPLES['scales-worse']!
    const parts = { of: 8, missing: [3, 7], hosts: [host] }
    expect(checkTitle({ ...EXAMPLES['scales-worse']!, parts })).toBe(
      'Scaling regressed: checkout at 4 cores −21 %; 2 of 8 shards are missing',
    )
  })

  test('of every example is one line of plain text below 120 characters', () => {
    for (const comparison of Object.values(EXAMPLES)) {
      expect(checkTitle(comparison)).toMatch(/^[^`*_<>\n]{10,119}$/)
    }
  })

  test('stays so whatever the benchmark is called', () => {
    const points = comparedPoints([[2, 1000, 800, 'regressed', 1]])
    fc.assert(
      fc.property(hostileText, (name) => {
        const benchmarks = [aBenchmark({ name, verdict: 'slower', points })]
        const title = checkTitle(aComparison({ verdict: 'regression', benchmarks }))
        expect(title.length).toBeLessThan(120)
        expect(title).not.toMatch(UNSEEN)
        expect(title).toMatch(/^Regressed: /)
      }),
    )
  })
})
