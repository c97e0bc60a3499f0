import { expect, test } from 'vitest'
import { renderComment } from '../../src/report/comment.ts'
import { renderComparisonTerminal } from '../../src/report/comment-terminal.ts'
import { aBenchmark, aChange, aComparison, aThroughput, comparedPoints } from '../support/results.ts'

/** Medians of all work fell by 21 %, what is typical by 19 %. */
const comparison = aComparison({
  verdict: 'regression',
  benchmarks: [
    aBenchmark({
      name: 'checkout',
      verdict: 'scales-worse',
      evidence: { kind: 'duel', rounds: 16 },
      points: comparedPoints(
        [
          [1, 980, 980, 'unchanged', 1],
          [2, 1907, 1505, 'regressed', 1.5],
        ],
        ({ cores }) =>
          cores === 2 ? { change: aChange(-19, 1.5), compared: { base: 1930, head: 1563.3 } } : {},
      ),
    }),
  ],
})

test.for([
  ['a comment', renderComment(comparison)],
  ['a terminal', renderComparisonTerminal(comparison, { columns: 80, colour: false })],
] as const)('in %s the rates beside a change divide to it', ([, text]) => {
  expect(text).toMatch(/1,930 \/s/)
  expect(text).toMatch(/1,563 \/s/)
  expect(text).not.toMatch(/1,907|1,505/)
})

test('the curve is of the same rates as the table', () => {
  const text = renderComment(comparison)
  expect(text).toContain('line [980, 1930]')
  expect(text).toContain('line [980, 1563]')
})

test('where nothing but medians is known, they are shown', () => {
  const points = comparison.benchmarks[0]!.points.map(({ compared: _, ...point }) => ({
    ...point,
    head: aThroughput(1505),
  }))
  const older = { ...comparison, benchmarks: [{ ...comparison.benchmarks[0]!, points }] }
  expect(renderComment(older as typeof comparison)).toContain('1,505 /s')
})
