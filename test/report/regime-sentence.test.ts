import { describe, expect, test } from 'vitest'
import { headline } from '../../src/report/headline.ts'
import { markdownSentence } from '../../src/report/markdown.ts'
import { isLoss, largestShift, viewComparison } from '../../src/report/view.ts'
import type { ComparisonBenchmark } from '../../src/result/comparison.ts'
import type { Measure } from '../../src/result/shared-schema.ts'
import { regimeComparisons } from '../support/regime-examples.ts'
import { aBenchmark, aChange, aComparison, comparedPoints, latencyPoints } from '../support/results.ts'

const DUEL = { kind: 'duel', rounds: 16 } as const
const P99: Measure = { kind: 'latency', quantile: 99 }

const title = (...benchmarks: ComparisonBenchmark[]) =>
  markdownSentence(headline(aComparison({ benchmarks })).title)

function latency(changes: Partial<ComparisonBenchmark> & { verdict: ComparisonBenchmark['verdict'] }) {
  return aBenchmark({
    name: 'checkout',
    measure: P99,
    connections: undefined,
    tolerance: 0.1,
    detect: 0.25,
    evidence: DUEL,
    ...changes,
  } as Parameters<typeof aBenchmark>[0])
}

describe('a latency', () => {
  test('that grew with more cores rose while 1 core held', () => {
    expect(markdownSentence(headline(regimeComparisons.latency!).title)).toBe(
      '`checkout` p99 latency rose by 31 % (95 % interval 24 to 38) at 2 cores while 1 core held',
    )
  })

  test('that grew everywhere names the other core counts', () => {
    const points = latencyPoints([
      [1, 10, 12, 'regressed', 4],
      [2, 10, 13, 'regressed', 4],
    ])
    expect(title(latency({ verdict: 'slower', points }))).toBe(
      '`checkout` p99 latency rose by 30 % (95 % interval 26 to 34) at 2 cores, and at 1 core too',
    )
  })

  test('that grew with more cores, where it is not proven that 1 core held, claims neither scaling nor work', () => {
    const points = latencyPoints(
      [
        [1, 10, 10.9, 'inconclusive', 12],
        [2, 10, 13, 'regressed', 9],
      ],
      ({ cores }) => (cores === 2 ? { regressed: 'change' } : {}),
    )
    expect(title(latency({ verdict: 'slower', points }))).toBe(
      '`checkout` p99 latency rose by 30 % (95 % interval 21 to 39) at 2 cores; whether scaling or work is behind it is not proven (1 core measured +9.0 %)',
    )
  })

  test('that grew everywhere and more with cores says what was there already at 1 core', () => {
    const points = latencyPoints([
      [1, 10, 11.5, 'regressed', 4],
      [2, 10, 16, 'regressed', 4],
    ])
    expect(title(latency({ verdict: 'slower-and-scales-worse', points }))).toBe(
      '`checkout` p99 latency rose by 60 % (95 % interval 56 to 64) at 2 cores, of which 15 % already at 1 core',
    )
  })

  test('that grew while 1 core got better says both', () => {
    const points = latencyPoints([
      [1, 10, 8, 'improved', 4],
      [2, 10, 13, 'regressed', 4],
    ])
    expect(title(latency({ verdict: 'scales-worse', points }))).toBe(
      '`checkout` p99 latency rose by 30 % (95 % interval 26 to 34) at 2 cores while it fell by 20 % at 1 core',
    )
  })

  test('that improved fell', () => {
    const points = latencyPoints([
      [1, 10, 10, 'unchanged', 4],
      [2, 10, 7, 'improved', 4],
    ])
    expect(title(latency({ verdict: 'improved', points }))).toBe(
      '`checkout` p99 latency fell by 30 % (95 % interval 26 to 34) at 2 cores',
    )
  })

  test('that grew to many times is told as a factor', () => {
    const points = latencyPoints([[1, 10, 160, 'regressed', 200]])
    expect(title(latency({ verdict: 'slower', points }))).toBe(
      '`checkout` p99 latency rose to 16.0× base (95 % interval 14.0 to 18.0) at 1 core',
    )
  })

  test('that did not change excludes a rise', () => {
    expect(
      title(latency({ verdict: 'unchanged', points: latencyPoints([[1, 10, 10, 'unchanged', 4]]) })),
    ).toBe('`checkout` p99 latency is unchanged: a rise above 25 % is excluded at every core count measured')
  })

  test('of which too little is known says what rise could have been seen', () => {
    const points = latencyPoints([[1, 10, 10, 'inconclusive', 15]], () => ({
      reason: { kind: 'too-noisy', smallestDetectable: 0.18 },
    }))
    expect(title(latency({ verdict: 'inconclusive', points, detect: 0.1 }))).toBe(
      '`checkout` p99 latency is inconclusive: a rise under 18 % could not have been seen',
    )
  })

  test.for([
    [0.31, 'may have risen: at 2 cores it measured 31 % above the stored baseline'],
    [-0.31, 'may have fallen: at 2 cores it measured 31 % below the stored baseline'],
  ] as const)('that is suspected of a change of %s is no more than that', ([estimate, words]) => {
    const benchmark = latency({
      verdict: 'inconclusive',
      evidence: aBenchmark({ name: 'x', verdict: 'unchanged' }).evidence,
      points: [
        {
          cores: 2,
          verdict: 'inconclusive',
          reason: { kind: 'suspicion' },
          change: aChange(estimate * 100, 7),
        },
      ],
    })
    expect(title(benchmark)).toContain(`\`checkout\` p99 latency ${words}`)
  })

  test('is worse where it is more: the rise is what is named, and a fall is no loss', () => {
    const points = latencyPoints([
      [1, 10, 5, 'inconclusive', 1],
      [2, 10, 14, 'inconclusive', 1],
    ])
    const series = { name: 'checkout', measure: P99 }
    expect(largestShift(series, points, 'loss')?.point.cores).toBe(2)
    expect(largestShift(series, points, 'gain')?.point.cores).toBe(1)
    expect(points.map((point) => isLoss(series, { ...point, scalingChange: undefined }))).toEqual([
      false,
      true,
    ])
    expect(
      points.map((point) => isLoss({ name: 'checkout' }, { ...point, scalingChange: undefined })),
    ).toEqual([true, false])
  })

  test('that rose most stands first', () => {
    const rose = (name: string, head: number) =>
      latency({ name, verdict: 'slower', points: latencyPoints([[1, 10, head, 'regressed', 1]]) })
    const view = viewComparison(aComparison({ benchmarks: [rose('a', 12), rose('b', 19), rose('c', 15)] }))
    expect(view.attention.map(({ name }) => name)).toEqual(['b', 'c', 'a'])
  })
})

describe('goodput under overload', () => {
  const benchmark = (regressed: 'change' | 'finding', head: number, at: readonly number[] = [2]) =>
    aBenchmark({
      name: 'checkout',
      measure: { kind: 'goodput', deadline: 200 },
      connections: undefined,
      verdict: 'scales-worse',
      evidence: DUEL,
      points: comparedPoints(
        [
          [1, 1000, 1000, 'unchanged', 2],
          [2, 2000, head, 'regressed', 2],
        ],
        ({ cores }) =>
          at.includes(cores)
            ? {
                regressed,
                overload: {
                  base: { finding: 'holds', share: 0.9, recovery: 0.2 },
                  head: { finding: 'collapses', share: 0.3, recovery: null },
                },
              }
            : {},
      ),
    })

  test('that collapses where it held is told as that', () => {
    expect(title(benchmark('finding', 1990))).toBe(
      '`checkout` under overload collapses at 2 cores where it held on base',
    )
  })

  test('that was lost too is told with the loss', () => {
    expect(title(benchmark('change', 1000))).toBe(
      '`checkout` under overload lost 50 % of its goodput (95 % interval 48 to 52) at 2 cores while 1 core held, and collapses at 2 cores where it held on base',
    )
  })

  test('and latency, both worse, stand in one title', () => {
    const rose = latency({ verdict: 'slower', points: latencyPoints([[1, 10, 12, 'regressed', 1]]) })
    expect(title(rose, benchmark('finding', 1990))).toBe(
      '`checkout` under overload collapses; `checkout` p99 latency rose',
    )
  })
})

test('a benchmark all of whose series failed alike is named once', () => {
  expect(markdownSentence(headline(regimeComparisons['regimes-failed']!).title)).toBe(
    '`checkout` could not be measured',
  )
})

test('no sentence calls more latency a loss, or a rise of it a gain', () => {
  for (const comparison of [regimeComparisons.latency!, regimeComparisons.stream!]) {
    const { title: first, details } = headline(comparison)
    for (const sentence of [first, ...details].map(markdownSentence)) {
      expect(sentence).not.toMatch(/(latency|gap) (lost|gained|is slower|improved)/)
    }
  }
})
