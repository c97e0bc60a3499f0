import { describe, expect, test } from 'vitest'
import { headline } from '../../src/report/headline.ts'
import { markdownSentence } from '../../src/report/markdown.ts'
import type { Comparison } from '../../src/result/comparison.ts'
import { comparisonExamples } from '../support/comparison-examples.ts'
import { aBenchmark, aChange, aComparison, anUnchanged, comparedPoints } from '../support/results.ts'

const title = (comparison: Comparison) => markdownSentence(headline(comparison).title)
const details = (comparison: Comparison) => headline(comparison).details.map(markdownSentence).join('\n')
const DUEL = { kind: 'duel', rounds: 16 } as const

describe('the first sentence', () => {
  test.for([
    [
      'scales-worse',
      '`checkout` scales worse: at 4 cores it lost 21 % (95 % interval 19 to 23) while 1 core held',
    ],
    [
      'may-scale-worse',
      '`checkout` may scale worse: at 2 cores it measured 25 % below the stored baseline (95 % interval 20 to 29) while 1 core held',
    ],
    [
      'slower',
      '`checkout` is slower: at 4 cores it lost 6.1 % (95 % interval 4.7 to 7.5), and at 1 and 2 cores too',
    ],
    ['improved', '`checkout` improved: at 4 cores it gained 27 % (95 % interval 24 to 29)'],
    [
      'unchanged',
      'All 3 benchmarks are unchanged: a loss above 10 % is excluded at every core count measured',
    ],
    ['failed', '`checkout` could not be measured'],
    ['baseline-missing', 'Nothing to compare with yet: no baseline is stored'],
    ['baseline-corrupt', 'Nothing was compared: the stored baseline is corrupt'],
    ['baseline-newer', 'Nothing was compared: the stored baseline is from a newer corecurve'],
  ] as const)('of %s is clear', ([name, sentence]) => {
    expect(title(comparisonExamples[name]!)).toBe(sentence)
  })

  test('names a fall of speedup where throughput held because 1 core gained', () => {
    const points = comparedPoints([
      [1, 1000, 1080, 'improved', 1],
      [2, 1950, 1940, 'regressed', 1.5],
    ])
    const benchmark = aBenchmark({ name: 'checkout', verdict: 'scales-worse', evidence: DUEL, points })
    expect(title(aComparison({ benchmarks: [benchmark] }))).toBe(
      '`checkout` scales worse: at 2 cores its speedup fell by 7.9 % (95 % interval 6.1 to 9.7), from 1.95× to 1.80× while 1 core gained 8.0 %',
    )
  })

  test('of a loss at more cores alone claims neither scaling nor work where neither is proven', () => {
    const at = (regressed: 'change' | 'both') => {
      const points = comparedPoints(
        [
          [1, 1000, 979, 'inconclusive', 3],
          [2, 1950, 1760, 'regressed', 4],
          [4, 3800, 3440, 'regressed', 4],
        ],
        ({ cores }) => (cores === 1 ? {} : { regressed }),
      )
      const verdict = regressed === 'both' ? 'scales-worse' : 'slower'
      return title(
        aComparison({ benchmarks: [aBenchmark({ name: 'checkout', verdict, evidence: DUEL, points })] }),
      )
    }
    expect(at('change')).toBe(
      '`checkout` is slower: at 2 cores it lost 9.7 % (95 % interval 5.7 to 13.7), and at 4 cores too; whether scaling or work is behind it is not proven (1 core measured −2.1 %)',
    )
    expect(at('both')).not.toContain('not proven')
  })

  test('of a loss without a point at 1 core claims no more', () => {
    const points = comparedPoints([[2, 1950, 1760, 'regressed', 4]], () => ({ regressed: 'change' }))
    const benchmark = aBenchmark({ name: 'checkout', verdict: 'slower', evidence: DUEL, points })
    expect(title(aComparison({ benchmarks: [benchmark] }))).toMatch(
      /; whether scaling or work is behind it is not proven$/,
    )
  })

  test('counts what it cannot list', () => {
    const benchmarks = Array.from({ length: 9 }, (_, index) =>
      aBenchmark({
        name: `b${index}`,
        verdict: 'slower',
        evidence: DUEL,
        points: comparedPoints([[1, 1000, 900 - index, 'regressed', 1]]),
      }),
    )
    expect(title(aComparison({ benchmarks }))).toBe('`b8`, `b7`, `b6` and 6 more are slower')
  })

  test('never says unchanged of too little evidence, nor regression of a failure', () => {
    const noisy = aBenchmark({
      name: 'events',
      verdict: 'inconclusive',
      points: [
        {
          cores: 1,
          verdict: 'inconclusive',
          change: aChange(-1, 9),
          reason: { kind: 'too-noisy', smallestDetectable: 0.13 },
        },
      ],
    })
    expect(title(aComparison({ benchmarks: [noisy] }))).toBe(
      '`events` is inconclusive: a loss under 13 % could not have been seen',
    )
    const undecided = {
      ...noisy,
      points: noisy.points.map((point) => ({
        ...point,
        reason: { kind: 'undecided' as const, secondsNeeded: 840 },
      })),
    }
    expect(title(aComparison({ benchmarks: [undecided] }))).toBe(
      '`events` is inconclusive: a loss was neither proved nor excluded; `--budget 14m` would decide, if what was seen stays',
    )
    expect(title(aComparison({ benchmarks: [noisy, anUnchanged('search')] }))).toBe(
      '1 benchmark unchanged, 1 inconclusive',
    )
    expect(title(comparisonExamples.failed!)).not.toMatch(/regress|worse|slower/)
  })
})

describe('what follows', () => {
  test('says that a stored run proves nothing', () => {
    expect(details(comparisonExamples['may-scale-worse']!)).toContain(
      'One stored run cannot prove it, so this is inconclusive.',
    )
  })
  test('says nothing of waiting or of costs where the arms ran at different times', () => {
    const duelled = comparisonExamples['scales-worse']!
    const [, checkout] = duelled.benchmarks
    const stored = comparisonExamples['may-scale-worse']!.benchmarks[0]!
    const benchmarks = [{ ...checkout!, evidence: stored.evidence }]
    expect(details({ ...duelled, benchmarks })).toContain('This is scaling, not speed')
    expect(details({ ...duelled, benchmarks })).not.toContain('waits')
    expect(details(comparisonExamples['may-scale-worse']!)).not.toContain('CPU')
  })
  test('tells waiting from working', () => {
    expect(details(comparisonExamples['scales-worse']!)).toContain(
      'The service **waits** where base worked: at 4 cores it uses 63 % of its CPUs where base used 97 %',
    )
  })
  test('tells cores in each other’s way from more work', () => {
    const stored = comparisonExamples['may-scale-worse']!
    const duelled = stored.benchmarks.map((each) => ({
      ...each,
      evidence: { kind: 'duel' as const, rounds: 16 },
    }))
    expect(details({ ...stored, benchmarks: duelled })).toContain('but not at 1 core')
    expect(details(comparisonExamples.slower!)).toContain(
      '6.5 % more CPU at 4 cores (0.55 ms on base, 0.586 ms now): it does more work.',
    )
  })
})
