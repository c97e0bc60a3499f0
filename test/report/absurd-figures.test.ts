import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkTitle } from '../../src/report/check-title.ts'
import { renderComment } from '../../src/report/comment.ts'
import { renderComparisonSummary } from '../../src/report/summary.ts'
import { readUntrustedComparison } from '../../src/result/read-untrusted.ts'
import { UnjudgedComparison } from '../../src/result/untrusted.ts'
import { mergeComparisons } from '../../src/scaling/merge-comparisons.ts'
import { absurdComparison } from '../support/absurd-comparison.ts'
import { findings } from '../support/comment-audit.ts'

const UNFIT = /\d(?:\.\d+)?e[+-]?\d|Infinity|NaN|undefined|\[object/

it('no report of what the reader lets in has an exponent, an infinity or what is no number', () => {
  const verdicts = new Set<string>()
  fc.assert(
    fc.property(absurdComparison(), (absurd) => {
      const read = readUntrustedComparison(Buffer.from(JSON.stringify(absurd)))
      if (read.kind !== 'ok') expect.fail(JSON.stringify(read))
      const merged = UnjudgedComparison.judgedTogether([read.value.withoutText()], mergeComparisons)
      if (merged.kind !== 'merged') expect.fail(merged.reason)
      const { comparison } = merged
      for (const { points } of comparison.benchmarks) for (const { verdict } of points) verdicts.add(verdict)
      const comment = renderComment(comparison)
      for (const text of [comment, renderComparisonSummary(comparison), checkTitle(comparison)])
        expect(text.split('\n').filter((line) => UNFIT.test(line))).toEqual([])
      expect(findings(comment)).toEqual([])
    }),
    { numRuns: 150 },
  )
  expect([...verdicts].sort()).toEqual(['improved', 'inconclusive', 'regressed', 'unchanged'])
})
