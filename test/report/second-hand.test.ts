import { describe, expect, test } from 'vitest'
import { checkTitle } from '../../src/report/check-title.ts'
import { renderComment } from '../../src/report/comment.ts'
import type { Comparison, ComparisonBenchmark } from '../../src/result/comparison.ts'
import { comparisonExamples } from '../support/comparison-examples.ts'
import { aBenchmark, aComparison, anUnchanged } from '../support/results.ts'

// What a job that ran a stranger's code says of base is that job's word, whoever passes it on.

const heard = (comparison: Comparison): Comparison => ({ ...comparison, secondHand: true })
const comment = (comparison: Comparison) => renderComment(heard(comparison))
const SAYS = /[Tt]he measuring job says that/

describe('what a stranger’s file says of base is told as the word of the job that wrote it:', () => {
  test.each([
    ['baseline-missing', 'no baseline is stored', 'no record is stored for base'],
    ['baseline-corrupt', 'it could not read the baseline', 'the stored record of base `9d31c07` is corrupt'],
    ['baseline-newer', 'it could not read the baseline', 'was written by a newer corecurve than its own'],
  ])('%s, with no advice to repair, remove or update anything', (name, title, sentence) => {
    const comparison = comparisonExamples[name]!
    const text = comment(comparison)
    expect(text).toContain(`### Nothing was compared: the measuring job says that ${title}`)
    expect(checkTitle(heard(comparison))).toBe(`Nothing was compared: the measuring job says that ${title}`)
    const paragraph = text.split('\n').find((line) => line.includes(sentence))
    expect(paragraph).toMatch(/^The measuring job says that /)
    expect(text).not.toMatch(/repair|remove|update|baseline push/)
  })

  test('which record it compared with, and on what machine', () => {
    for (const name of ['may-scale-worse', 'other-host', 'unchanged']) {
      const benchmarks = comparisonExamples[name]!.benchmarks.map((benchmark): ComparisonBenchmark => {
        const { evidence } = benchmark
        const commit = 'deadbeef'.repeat(5)
        return evidence.kind === 'stored' ? { ...benchmark, evidence: { ...evidence, commit } } : benchmark
      })
      const lines = comment({ ...comparisonExamples[name]!, benchmarks }).split('\n')
      const ofRecord = lines.filter((line) => line.includes('deadbee') || line.includes('another machine ('))
      expect(ofRecord.length).toBeGreaterThan(0)
      for (const line of ofRecord) expect(line).toMatch(SAYS)
    }
  })

  test('that base lacks a benchmark', () => {
    const text = comment(
      aComparison({
        baseline: 'found',
        benchmarks: [anUnchanged('checkout'), { ...anUnchanged('search'), verdict: 'no-baseline' }],
      }),
    )
    expect(text).toContain(
      '`search`: the measuring job says that base `9d31c07` has no such benchmark. If so,',
    )
  })

  test('that base did not build, and what then stood in for it', () => {
    const baseFailure = { phase: 'build' as const, reason: '', output: [] }
    const stored = anUnchanged('checkout')
    const text = comment(
      aComparison({
        baseline: 'missing',
        benchmarks: [
          { ...stored, evidence: { ...stored.evidence, baseFailure } } as ComparisonBenchmark,
          { ...anUnchanged('search'), verdict: 'no-baseline', evidence: { kind: 'none', baseFailure } },
        ],
      }),
    )
    expect(text).toContain('The measuring job says that base did not build for `checkout`')
    expect(text).toContain('The measuring job says that base did not build for `search`')
    expect(text).not.toMatch(/(^|[^t]) (Base|and base) did not build|record of base or of a commit/m)
  })

  test('that base failed, without the advice to merge', () => {
    const failed = { verdict: 'failed', phase: 'start', reason: '', output: [], arm: 'base' }
    const text = comment(
      aComparison({ verdict: 'failed', benchmarks: [aBenchmark({ name: 'checkout', ...failed } as never)] }),
    )
    expect(text).toContain('### `checkout` could not be compared: base failed, says the measuring job')
    expect(text).toContain('The measuring job says that it was **base** that failed')
    expect(text).not.toContain('merge it')
  })
})
