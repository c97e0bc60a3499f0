import { describe, expect, it } from 'vitest'
import type { Evidence } from '../../src/result/comparison.ts'
import type { FailedBenchmark, MeasuredBenchmark } from '../../src/result/record.ts'
import { compareStoredBenchmark } from '../../src/scaling/compare-stored-benchmark.ts'
import { recorded, steady } from './stored-records.ts'

const MEASURED = recorded({ 1: steady(1000), 2: steady(1950) })
const FAILED: FailedBenchmark = {
  ...recorded({ 1: steady(1000) }),
  verdict: 'failed',
  phase: 'load',
  reason: 'exited with status 3',
  output: ['panic'],
}
const evidence: Evidence = {
  kind: 'stored',
  commit: 'a'.repeat(40),
  at: '2026-01-02T03:04:05Z',
  behind: 0,
  sameHost: true,
  cpu: 'EPYC',
  cpus: 4,
}
const benchmark = { tolerance: 0.03, detect: 0.1 }
const compare = (head: MeasuredBenchmark | FailedBenchmark, base?: MeasuredBenchmark | FailedBenchmark) =>
  compareStoredBenchmark({ base, head, benchmark, evidence, runToRun: 0.01 })

describe('compareStoredBenchmark', () => {
  it('judges a measured head against a measured base, and keeps what the series is', () => {
    expect(compare(MEASURED, MEASURED)).toMatchObject({
      name: 'checkout',
      connections: 16,
      verdict: 'unchanged',
      evidence,
      ...benchmark,
    })
  })

  it('is failed where head failed, with the failure and what was measured before it', () => {
    const failed = compare(FAILED, MEASURED)
    expect(failed).toMatchObject({ verdict: 'failed', phase: 'load', reason: 'exited with status 3' })
    expect(failed.points).toHaveLength(1)
    expect(compare(FAILED, FAILED).verdict).toBe('failed')
    expect(compare(FAILED).verdict).toBe('failed')
  })

  it.each<[string, MeasuredBenchmark | FailedBenchmark | undefined]>([
    ['lacks it', undefined],
    ['failed', FAILED],
    ['measured another number of connections', { ...MEASURED, connections: 256 }],
    ['timed a command of that name', { ...MEASURED, kind: 'command' }],
  ])('has no baseline where base %s', (_, base) => {
    const compared = compare(MEASURED, base)
    expect(compared.verdict).toBe('no-baseline')
    expect(compared.evidence).toEqual({ kind: 'none' })
    expect(compared.points.map(({ reason }) => reason?.kind)).toEqual(['not-in-base', 'not-in-base'])
  })

  it('compares speedup only where the evidence is of another host', () => {
    const elsewhere = compareStoredBenchmark({
      base: MEASURED,
      head: recorded({ 1: steady(500), 2: steady(975) }),
      benchmark,
      evidence: { ...evidence, sameHost: false },
      runToRun: 0.01,
    })
    expect(elsewhere.verdict).toBe('unchanged')
    expect(elsewhere.points[1]!.change).toBeUndefined()
  })
})
