import { describe, expect, test } from 'vitest'
import { formatMarker } from '../../src/github/marker.ts'
import { renderComment } from '../../src/report/comment.ts'
import { renderComparisonSummary, renderRecordSummary } from '../../src/report/summary.ts'
import type { Comparison, ComparisonBenchmark } from '../../src/result/comparison.ts'
import { findings } from '../support/comment-audit.ts'
import { regimeComparisons } from '../support/regime-examples.ts'
import { regimeRecords } from '../support/regime-records.ts'
import {
  aBenchmark,
  aComparison,
  aMeasured,
  anUnchanged,
  aRecord,
  comparedPoints,
} from '../support/results.ts'

const COMMENT = 60_000
const SUMMARY = 900 * 1024
const RUN = 'https://github.com/acme/shop/actions/runs/1'
const DUEL = { kind: 'duel', rounds: 16 } as const
const bytes = (text: string) => Buffer.byteLength(text)

const regimes = Object.values(regimeComparisons).flatMap(({ benchmarks }) => benchmarks)

/** So many series: of each three one regressed, one is of another regime, and one is unchanged. */
function many(n: number, cores: readonly number[] = [1, 2, 4]): Comparison {
  const rows = cores.map(
    (c) => [c, 1000 * c, c === 1 ? 1000 : 700 * c, c === 1 ? 'unchanged' : 'regressed', 2] as const,
  )
  const series = (index: number): ComparisonBenchmark => {
    const name = `a-service-with-quite-a-long-name-${index}`
    if (index % 3 === 0) {
      return aBenchmark({ name, verdict: 'scales-worse', evidence: DUEL, points: comparedPoints(rows) })
    }
    const regime = regimes[index % regimes.length]!
    return index % 3 === 1 ? { ...regime, name } : anUnchanged(name)
  }
  return aComparison({
    verdict: 'regression',
    benchmarks: Array.from({ length: n }, (_, index) => series(index)),
  })
}

const leftOut = (text: string) => /^Left out to keep this short: (.*)\\$/m.exec(text)?.[1] ?? ''

describe.for([1, 10, 40, 100, 400, 1000, 3000, 10_000])('%s series of several regimes', (n) => {
  const comparison = many(n)

  test('make a comment under 60,000 bytes with its marker, of whole blocks', () => {
    const text = renderComment(comparison, { runUrl: RUN, repeatCommand: 'npx corecurve compare' })
    const marker = formatMarker({ key: 'k'.repeat(64), sha: 'a'.repeat(40), run: 1e14, attempt: 9 })
    expect(bytes(`${marker}\n${text}`)).toBeLessThan(COMMENT)
    expect(findings(text, { links: [RUN] })).toEqual([])
    expect(text).toContain('Repeat it: `npx corecurve compare`')
    if (n <= 10) expect(leftOut(text)).toBe('')
    if (n >= 400) expect(leftOut(text)).toContain(`[The run’s summary](${RUN}) has more.`)
  })

  test('make a summary under 900 KiB', () => {
    const text = renderComparisonSummary(comparison, { runUrl: RUN })
    expect(bytes(text)).toBeLessThan(SUMMARY)
    if (n <= 400) expect(leftOut(text)).toBe('')
    if (leftOut(text) !== '') expect(leftOut(text)).toContain('The result file has everything.')
  })
})

test.for([1, 100, 10_000])(
  'a record of %s benchmarks makes a summary under 900 KiB, its badges included',
  (n) => {
    const names = Array.from({ length: n }, (_, index) => `a-service-with-quite-a-long-name-${index}`)
    const failed = {
      verdict: 'failed',
      phase: 'load',
      reason: '日'.repeat(300),
      output: Array(50).fill('日'.repeat(600)),
    }
    const regime = Object.values(regimeRecords).flatMap(({ benchmarks }) => benchmarks)
    const record = aRecord({
      benchmarks: names.map((name, index) => {
        if (index % 3 === 0) return aMeasured(name)
        if (index % 3 === 1) return { ...regime[index % regime.length]!, name }
        return aMeasured(name, { ...failed, reason: `${index} ${failed.reason}`, points: [] } as never)
      }),
    })
    const badges = { serverUrl: 'https://github.com', owner: 'acme', repo: 'shop', branch: 'corecurve' }
    const text = renderRecordSummary(record, { badges })
    expect(bytes(text)).toBeLessThan(SUMMARY)
    expect(text).toContain('#### Badges for the README')
    expect(text.includes('Left out to keep this short')).toBe(n > 1)
  },
)

describe('what is dropped, and in which order', () => {
  /** What is told to be missing of a comment that grows. */
  const told = [10, 40, 60, 80, 120, 200, 400, 1000, 3000].map((n) =>
    leftOut(renderComment(many(n, [1, 2, 4, 8, 16]))),
  )
  const order = ['curves', 'without a change', 'core counts of a table', 'the tables of', 'the sentences of']

  test('folded tables go first, then unchanged benchmarks, then points, and only then what needs attention', () => {
    const taken = told.map((text) => order.filter((step) => text.includes(step)))
    for (const steps of taken) expect(steps).toEqual(order.slice(0, steps.length))
    expect(new Set(taken.map(({ length }) => length))).toEqual(new Set([0, 1, 2, 4, 5]))
  })

  test('many core counts are thinned out before a table is dropped', () => {
    const cores = Array.from({ length: 64 }, (_, index) => index + 1)
    const text = renderComment(many(30, cores))
    expect(leftOut(text)).toMatch(/all but (4|8|16) core counts of a table/)
    expect(
      text.match(/^\| `a-service-with-quite-a-long-name-\d+` · 16 connections/gm)!.length,
    ).toBeGreaterThan(9)
  })

  test('output of a failed benchmark is shortened after that', () => {
    const failures = Array.from({ length: 40 }, (_, index) =>
      aBenchmark({
        name: `broken-${index}`,
        verdict: 'failed',
        phase: 'load',
        reason: `reason ${index}`,
        output: Array(50).fill('日'.repeat(200)),
      } as never),
    )
    const text = renderComment(aComparison({ verdict: 'failed', benchmarks: failures }))
    expect(bytes(text)).toBeLessThan(COMMENT)
    expect(leftOut(text)).toBe('output of failed benchmarks. The result file has more.')
    expect(text.match(/could not|it failed under load/g)!.length).toBeGreaterThanOrEqual(40)
  })

  test('the limit is one of bytes: text that takes three a character is dropped sooner', () => {
    const hosts = (cpu: string) =>
      aComparison({
        benchmarks: Array.from({ length: 70 }, (_, index) =>
          aBenchmark({
            name: `b${index}`,
            verdict: 'failed',
            phase: 'build',
            reason: `${index} ${cpu.repeat(280)}`,
            output: [],
          } as never),
        ),
      })
    expect(leftOut(renderComment(hosts('x')))).toBe('')
    expect(leftOut(renderComment(hosts('日')))).toContain('the sentences of')
    expect(bytes(renderComment(hosts('日')))).toBeLessThan(COMMENT)
  })
})
