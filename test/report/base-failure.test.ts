import { expect, test } from 'vitest'
import { renderComment } from '../../src/report/comment.ts'
import type { ComparisonBenchmark, Evidence } from '../../src/result/comparison.ts'
import { WITHHELD_REASON } from '../../src/result/without-text.ts'
import { aBenchmark, aComparison, anUnchanged, comparedPoints } from '../support/results.ts'

const failure = (reason: string) => ({ phase: 'build' as const, reason, output: [] })
const without = (name: string, evidence: Evidence): ComparisonBenchmark =>
  aBenchmark({
    name,
    verdict: 'no-baseline',
    evidence,
    points: comparedPoints([[1, 1000, 1000, 'inconclusive', 1]]).map(({ cores, head }) => ({
      cores,
      verdict: 'inconclusive',
      head,
    })),
  })
const duelled = (name: string): ComparisonBenchmark => ({
  ...anUnchanged(name),
  evidence: { kind: 'duel', rounds: 16 },
})
const comment = (baseline: 'found' | 'missing', ...benchmarks: ComparisonBenchmark[]) =>
  renderComment(aComparison({ baseline, verdict: 'inconclusive', benchmarks }), {})

test('a base that does not build is told of by name where another benchmark was duelled', () => {
  const b = without('b', { kind: 'none', baseFailure: failure('exited with status 7') })
  expect(comment('missing', duelled('a'), b)).toContain(
    'Base did not build for `b` (exited with status 7), so there was no duel, and no record of base or of a commit before it is stored',
  )
})

test('where a stored record stood in, nothing is said to be confirmed, nor the benchmark to be new', () => {
  const { evidence } = anUnchanged('b')
  const baseFailure = failure('exited with status 7')
  const stored = { ...anUnchanged('b'), evidence: { ...evidence, baseFailure } } as ComparisonBenchmark
  const text = comment('found', duelled('a'), stored, without('c', { kind: 'none', baseFailure }))
  expect(text).toContain(
    'Base did not build for `b` (exited with status 7), so there was no duel: head was compared with the stored record only',
  )
  expect(text).toContain(
    'Base did not build for `c` (exited with status 7), so there was no duel, and there is nothing',
  )
  expect(text).not.toContain('new or')
})

test('benchmarks of one cause stand together, and many causes are counted', () => {
  const broken = (name: string, reason: string) =>
    without(name, { kind: 'none', baseFailure: failure(reason) })
  const text = comment(
    'missing',
    ...[broken('b', 'one'), broken('c', 'one'), broken('d', WITHHELD_REASON), broken('e', '3')],
    ...[broken('f', '4'), broken('g', '5')],
  )
  expect(text).toContain('for `b` and `c` (one)')
  expect(text).toContain('for `d` (the log of the measuring run says why)')
  expect(text).toContain('Nor did base build for 2 benchmarks more.')
  expect(text).not.toContain('The first push to the default branch')
})

test('a base that does not start is told as that, with what the folder it is built in may lack', () => {
  const unstarted = { phase: 'start' as const, reason: 'exited with status 1', output: [] }
  const text = comment('missing', without('b', { kind: 'none', baseFailure: unstarted }))
  expect(text).toContain('Base did not start for `b` (exited with status 1), so there was no duel')
  expect(text).toContain('such as `node_modules` or a virtual environment, its `build` has to make.')
  expect(
    comment('missing', without('b', { kind: 'none', baseFailure: failure('exited with status 1') })),
  ).not.toContain('node_modules')
})
