import { describe, expect, test } from 'vitest'
import { renderRecordMarkdown } from '../../src/report/summary.ts'
import type { RecordBenchmark } from '../../src/result/record.ts'
import { regimeRecords } from '../support/regime-records.ts'
import { aMeasured, aRecord, aRecordPoint } from '../support/results.ts'

const markdown = (...benchmarks: RecordBenchmark[]) => renderRecordMarkdown(aRecord({ benchmarks }))
const level = (connections: number, one: number, two: number, bound = false) =>
  aMeasured('checkout', {
    connections,
    points: [
      aRecordPoint(1, one, one),
      aRecordPoint(2, two, one, { generator: { utilisation: 0.5, bound, colocated: false } }),
    ],
  })

describe('the levels of a benchmark', () => {
  test('name the one from which more concurrency loses throughput, and where', () => {
    expect(markdown(level(1, 900, 930), level(64, 1790, 3520), level(256, 1780, 2610))).toContain(
      '#### `checkout` over concurrency: more than 64 connections lose throughput at 2 cores: 3,520 → 2,610 /s at 256\n',
    )
  })

  test('are told for several core counts at once', () => {
    expect(markdown(level(64, 1790, 3520), level(256, 1200, 2610))).toContain(
      'more than 64 connections lose throughput at 1 core (1,790 → 1,200 /s at 256) and 2 cores (3,520 → 2,610 /s at 256)\n',
    )
  })

  test('lose nothing where the intervals overlap, nor where the load generator was the limit', () => {
    const none = 'no level loses throughput to more concurrency'
    expect(markdown(level(64, 1790, 3520), level(256, 1780, 3490))).toContain(none)
    expect(markdown(level(64, 1790, 3520), level(256, 1780, 2610, true))).toContain(none)
  })

  test('are left out where there is one', () => {
    expect(markdown(level(64, 1790, 3520))).not.toContain('over concurrency')
  })

  test('do not call a program unscalable that a single connection cannot keep busy', () => {
    expect(markdown(level(1, 900, 930), level(64, 1790, 3520))).toContain(
      '`checkout` with 1 connection reaches 1.03× on 2 cores, which 1 connection cannot keep busy\n',
    )
  })
})

describe('the law', () => {
  const usl = (kappa: number) => (n: number) => (1000 * n) / (1 + 0.05 * (n - 1) + kappa * n * (n - 1))
  const curve = (at: (n: number) => number, jitter = 0) =>
    aMeasured('checkout', {
      points: [1, 2, 3, 4, 6, 8, 12].map((cores, index) => {
        const median = at(cores) * (1 + (index % 2 === 0 ? jitter : -jitter))
        return aRecordPoint(cores, median, at(1))
      }),
    })

  test('is fitted from six core counts on, with the peak that its intervals prove', () => {
    expect(markdown(curve(usl(0.004)))).toMatch(
      /Scalability law: contention σ 0\.0500 .*; most throughput, [\d,]+ \/s, at 15 cores\. Serial fraction at 12 cores/,
    )
  })

  test('names no peak where κ may be 0', () => {
    const text = markdown(curve(usl(0), 0.03))
    expect(text).toContain('Scalability law: contention')
    expect(text).not.toContain('most throughput')
  })

  test('is not fitted to core counts that the connections cannot keep busy', () => {
    const few = { ...curve(usl(0.004)), connections: 6 }
    expect(markdown(few)).toContain(
      'Scalability law not fitted: 5 core counts that 6 connections keep busy, 6 needed.',
    )
  })

  test('is not fitted to fewer', () => {
    expect(markdown(level(64, 1790, 3520))).toContain('Scalability law not fitted: 2 core counts, 6 needed.')
  })
})

describe('a record of several regimes', () => {
  const text = renderRecordMarkdown(regimeRecords.regimes!)

  test('shows the quantiles of one measurement side by side, and their warnings once', () => {
    expect(text.match(/^#### .*latency/gm)).toHaveLength(1)
    expect(text.match(/more than a millisecond late/g)).toHaveLength(1)
  })

  test('says in the heading how the service takes overload', () => {
    expect(text).toContain(
      '#### `checkout` under overload holds at 1 core, degrades at 2 cores and collapses at 3 cores\n',
    )
  })

  test('says where a service was offered less than it can do', () => {
    const overload = { finding: 'holds', share: 0.99, recovery: null, capacity: 371 } as const
    const calm = aRecord({
      benchmarks: [
        {
          ...regimeRecords.regimes!.benchmarks.find(({ measure }) => measure?.kind === 'goodput')!,
          points: [aRecordPoint(1, 99, 1, { offered: 100, overload })],
        },
      ],
    })
    const shown = renderRecordMarkdown(calm)
    expect(shown).toContain('Not overloaded: at 1 core 100 /s offered, it can do 371 /s.')
    expect(shown).toContain('99 % of offered')
    expect(shown).not.toContain('not seen')
    expect(shown).not.toContain('was not normal again')
  })

  test('tells one failure of all series of a benchmark once', () => {
    expect(text.match(/could not be measured/g)).toHaveLength(1)
    expect(text).toContain('#### `orders` could not be measured: ')
  })
})
