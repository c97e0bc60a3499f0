import { describe, expect, test } from 'vitest'
import { readComparison, readRecord } from '../../src/result/read-result.ts'
import { readUntrustedComparison, readUntrustedRecord } from '../../src/result/read-untrusted.ts'
import { aBenchmark, aComparison, aMeasured, anUnchanged, aRecord } from '../support/results.ts'

const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value))
const coresOf = ({ benchmarks }: { benchmarks: readonly { points: readonly { cores: number }[] }[] }) =>
  benchmarks.map(({ points }) => points.map(({ cores }) => cores))

const { points } = anUnchanged('checkout')
const shuffled = [points[2]!, points[0]!, points[1]!]
const failed = { verdict: 'failed', phase: 'load', reason: 'no answer', output: [] } as const
const comparison = aComparison({
  benchmarks: [
    { ...anUnchanged('checkout'), points: shuffled },
    aBenchmark({ name: 'search', points: shuffled, ...failed, output: [] }),
  ],
})
const measured = aMeasured('checkout')
const record = aRecord({ benchmarks: [{ ...measured, points: measured.points.toReversed() }] })

describe('the points of a benchmark', () => {
  test('stand in ascending order of core counts, whatever order a file has', () => {
    const read = readComparison(JSON.stringify(comparison))
    expect(read.kind === 'ok' && coresOf(read.value)).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ])
    const kept = readRecord(JSON.stringify(record))
    expect(kept.kind === 'ok' && coresOf(kept.value)).toEqual([[1, 2, 3]])
  })

  test('do so where strangers wrote the file', () => {
    const read = readUntrustedComparison(bytesOf(comparison))
    expect(read.kind === 'ok' && read.value.withoutText().judgedBy(coresOf)).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ])
    const kept = readUntrustedRecord(bytesOf(record))
    expect(kept.kind === 'ok' && coresOf(kept.value.withoutText())).toEqual([[1, 2, 3]])
  })

  test('are refused where one core count comes twice, also far apart', () => {
    const twice = { ...anUnchanged('checkout'), points: [...shuffled, points[2]!] }
    expect(readUntrustedComparison(bytesOf(aComparison({ benchmarks: [twice] })))).toEqual({
      kind: 'refused',
      reason: 'it holds a core count twice in one series',
    })
  })
})

test('what a schema does not know is dropped from a stranger’s file at any depth, and the rest is read', () => {
  const [first, ...others] = points
  const strange = { ...first, later: { comment: '@octocat' } }
  const benchmark = { ...anUnchanged('checkout'), points: [strange, ...others], owner: '@octocat' }
  const file = { ...aComparison({}), benchmarks: [benchmark], conclusion: 'success' }
  const read = readUntrustedComparison(bytesOf(file))
  const left = read.kind === 'ok' ? read.value.withoutText().judgedBy((all) => all) : read
  expect(JSON.stringify(left)).not.toMatch(/octocat|later|owner|conclusion/)
  expect(left).toMatchObject({ benchmarks: [{ name: 'checkout', points: [{ cores: 1 }, {}, {}] }] })
})
