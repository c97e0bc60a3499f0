import { describe, expect, it } from 'vitest'
import { renderRecordTerminal } from '../../src/report/scaling-table.ts'
import type { RecordPoint } from '../../src/result/record.ts'
import type { Warning } from '../../src/result/shared-schema.ts'
import { aHost, aThroughput, HEAD } from '../support/results.ts'

function point(cores: number, throughput: number, changes: Partial<RecordPoint> = {}): RecordPoint {
  return {
    cores,
    throughput: aThroughput(throughput),
    rounds: Array.from({ length: 6 }, () => throughput),
    speedup: throughput / 1000,
    efficiency: throughput / 1000 / cores,
    utilisation: 0.97,
    generator: { utilisation: 0.05, bound: false, colocated: false },
    errors: 0,
    pinned: true,
    ...changes,
  }
}

function sentenceOf(points: RecordPoint[], warnings: Warning[] = []): string {
  const shown = renderRecordTerminal(
    {
      schema: 1,
      kind: 'record',
      commit: HEAD,
      dirty: false,
      at: '2026-03-01T00:00:00Z',
      seed: '1',
      host: aHost(),
      method: { rounds: 6, sliceMilliseconds: 100, seconds: 60, complete: true },
      benchmarks: [{ name: 'work', kind: 'http', connections: 16, points, skipped: [], warnings }],
    },
    { columns: 200, colour: false },
  )
  return shown.split('\n')[2] ?? ''
}

describe('a benchmark that failed', () => {
  const shown = (points: RecordPoint[]) =>
    renderRecordTerminal(
      {
        schema: 1,
        kind: 'record',
        commit: HEAD,
        dirty: false,
        at: '2026-03-01T00:00:00Z',
        seed: '1',
        host: aHost(),
        method: { rounds: 6, sliceMilliseconds: 100, seconds: 60, complete: true },
        benchmarks: [
          {
            name: 'work',
            kind: 'http',
            points,
            skipped: [],
            warnings: [],
            verdict: 'failed',
            phase: 'load',
            reason: 'gone',
            output: [],
          },
        ],
      },
      { columns: 200, colour: false },
    )

  it('says of its numbers that they were measured before', () => {
    expect(shown([point(1, 1000)])).toMatch(/work could not be measured.*Measured before it failed:.*1,000/s)
    expect(shown([])).not.toContain('Measured before')
  })
})

const bound = { generator: { utilisation: 0.9, bound: true, colocated: false } }

describe('the sentence over a scaling table', () => {
  it('says how far it scales', () => {
    expect(sentenceOf([point(1, 1000), point(2, 1900)])).toBe('work reaches 1.90× on 2 cores, 95 % of ideal')
  })

  it('never calls a program scaling that kept one CPU busy, whatever the noise makes of the ratio', () => {
    expect(sentenceOf([point(1, 1000), point(2, 1530, { utilisation: 0.52 })])).toBe(
      'work does not scale: 1.53× on 2 cores, where it kept one CPU busy',
    )
  })

  it('does not take CPUs that others had for CPUs that the program left idle', () => {
    const disturbed = [{ kind: 'disturbed', cores: 2, share: 0.4 }] as const
    expect(sentenceOf([point(1, 1000), point(2, 1700, { utilisation: 0.5 })], [...disturbed])).toBe(
      'work reaches 1.70× on 2 cores, 85 % of ideal, on a disturbed machine',
    )
  })

  it.each([
    ['1 core', [point(1, 1000, bound), point(2, 1900)]],
    ['2 cores', [point(1, 1000), point(2, 1900, bound)]],
    ['1 and 2 cores', [point(1, 1000, bound), point(2, 1900, bound)]],
  ])('claims no speedup where the generator was the limit at %s', (cores, points) => {
    expect(sentenceOf(points)).toBe(
      `work: how it scales is not known, because the load generator was the limit at ${cores}`,
    )
  })
})
