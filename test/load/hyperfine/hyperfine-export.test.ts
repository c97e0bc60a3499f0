import { describe, expect, it } from 'vitest'
import { parseHyperfineExport } from '../../../src/load/hyperfine/hyperfine-export.ts'
import { recorded, recordedVersions } from './recorded.ts'

const RESULT = {
  command: 'x',
  mean: 1,
  stddev: null,
  median: 1,
  user: 0,
  system: 0,
  min: 1,
  max: 1,
  times: [1],
}
const exported = (changed: object) => JSON.stringify({ results: [{ ...RESULT, ...changed }] })

describe.each(recordedVersions)('parseHyperfineExport, of %s', (version) => {
  const read = (name: string) => parseHyperfineExport(recorded(version, name).json ?? '')

  it('reads the times of every run, in seconds', () => {
    const { times, mean, median, stddev, user, system } = read('steady')
    expect(times).toHaveLength(2)
    expect(Math.min(...times)).toBeGreaterThan(0.02)
    expect(mean).toBeCloseTo(times.reduce((sum, time) => sum + time, 0) / 2)
    expect(median).toBeCloseTo(mean)
    expect(stddev).toBeLessThan(mean)
    expect(user + system).toBeLessThan(0.02)
  })

  it('knows no deviation of a single run', () => {
    expect(read('single-run').stddev).toBeUndefined()
    expect(read('single-run').times).toHaveLength(1)
  })

  it('reads runs through a shell', () => {
    expect(read('shell').times).toHaveLength(3)
  })

  it('reads a command that takes no longer than the shell', () => {
    expect(read('no-time').median).toBeLessThan(0.01)
  })

  it('reads statuses, a signal’s among them', () => {
    expect(read('steady').exitCodes).toEqual([0, 0])
    expect(read('status-ignored').exitCodes).toEqual([3, 3])
    expect(read('signal-ignored').exitCodes).toHaveLength(2)
    expect(read('signal-ignored').exitCodes).not.toContain(0)
  })
})

describe('parseHyperfineExport', () => {
  it.each([
    [{ exit_codes: [null] }, { exitCodes: [null] }],
    [{ exit_codes: null }, { exitCodes: undefined }],
    [{ memory_usage_byte: [1024] }, { memoryBytes: [1024] }],
    [{}, { memoryBytes: undefined, exitCodes: undefined, stddev: undefined }],
  ])('reads %j', (changed, result) => {
    const parsed = parseHyperfineExport(exported(changed))
    for (const [key, value] of Object.entries(result))
      expect(parsed[key as keyof typeof parsed]).toEqual(value)
  })

  it.each([
    [exported({ times: [] }), 'times'],
    [exported({ mean: null }), 'mean'],
    [exported({ median: -1 }), 'median'],
    [JSON.stringify({ results: [] }), 'results'],
    [JSON.stringify({ results: [RESULT, RESULT] }), 'results'],
    ['{}', 'results'],
    ['{"results": [', 'JSON'],
  ])('says what is wrong with %s', (text, place) => {
    expect(() => parseHyperfineExport(text)).toThrow(place)
  })
})
