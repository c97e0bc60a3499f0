import { beforeAll, describe, expect, it } from 'vitest'
import type { BaselineRecord, RecordPoint } from '../../src/result/record.ts'
import { recordSchema } from '../../src/result/record.ts'
import { corecurve, makeProject } from '../support/cli.ts'

const FLAT = ['node-single', 'go-global-lock', 'python-threads'] as const
const RISING = ['node-cluster', 'go-goroutines', 'python-processes'] as const

async function measured(fixture: string): Promise<BaselineRecord> {
  await using project = await makeProject(fixture)
  const { status, stdout, stderr } = await corecurve(['run', '--json', '--budget', '14s', '--cores', '1,2'], {
    cwd: project.checkout,
  })
  expect(stderr).not.toMatch(/bug of corecurve/)
  expect(status, stderr).toBe(0)
  return recordSchema.parse(JSON.parse(stdout))
}

function pointsOf(record: BaselineRecord): RecordPoint[] {
  expect(record.benchmarks).toHaveLength(1)
  return record.benchmarks[0]?.points ?? []
}

describe('the bundled services, measured for real', () => {
  const speedups = new Map<string, number>()

  beforeAll(async () => {
    for (const fixture of [...FLAT, ...RISING]) {
      const points = pointsOf(await measured(fixture))
      expect(points.map(({ cores }) => cores)).toEqual([1, 2])
      for (const point of points) {
        expect(point.throughput.median).toBeGreaterThan(0)
        expect(point.throughput.low).toBeLessThanOrEqual(point.throughput.median)
        expect(point.throughput.high).toBeGreaterThanOrEqual(point.throughput.median)
        expect(point.rounds.length).toBeGreaterThanOrEqual(3)
        expect(point.errors).toBe(0)
        expect(point.pinned).toBe(true)
        expect(point.utilisation).toBeGreaterThan(0)
        // About a millisecond of work a request, on whatever CPU this is.
        expect(point.cpuPerRequest).toBeGreaterThan(0.0002)
        expect(point.cpuPerRequest).toBeLessThan(0.02)
        expect(point.generator?.bound).toBe(false)
      }
      speedups.set(fixture, points[1]?.speedup ?? Number.NaN)
    }
  }, 300_000)

  it.each(FLAT)('%s is not called scaling: a second core brings it next to nothing', (fixture) => {
    expect(speedups.get(fixture)).toBeLessThan(1.4)
  })

  it.each([
    ['node-cluster', 'node-single'],
    ['go-goroutines', 'go-global-lock'],
    ['python-processes', 'python-threads'],
  ])('%s gains more from a second core than %s', (rising, flat) => {
    expect(speedups.get(rising)).toBeGreaterThan((speedups.get(flat) ?? 0) + 0.1)
  })
})
