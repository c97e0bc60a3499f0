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
const time = (value: number | null) => ({ value, unit: 'second' })
const sum = { ...time(1), mean: 1, median: 1, stddev: null }
const SECOND = {
  measurements: [{ time_wall_clock: time(1), exit_code: 0 }],
  summary: { time_wall_clock: sum, time_user: sum, time_system: sum },
}
const secondly = (changed: object, schema_version = 2) =>
  JSON.stringify({ schema_version, results: [{ ...SECOND, ...changed }] })
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

  it('reads the second schema, memory and statuses known or not', () => {
    const bytes = { value: 4096, unit: 'byte' }
    const measured = [{ time_wall_clock: time(2), exit_code: null, memory_peak_resident: bytes }]
    expect(parseHyperfineExport(secondly({}))).toMatchObject({
      times: [1],
      exitCodes: [0],
      memoryBytes: undefined,
    })
    expect(parseHyperfineExport(secondly({ measurements: measured }))).toEqual({
      mean: 1,
      median: 1,
      stddev: undefined,
      user: 1,
      system: 1,
      times: [2],
      exitCodes: [null],
      memoryBytes: [4096],
    })
  })

  it.each([
    [secondly({}, 3), 'version 3'],
    [secondly({ measurements: [] }), 'measurements'],
    [secondly({ measurements: [{ time_wall_clock: time(null) }] }), 'time_wall_clock'],
    [secondly({ measurements: [{ time_wall_clock: { value: 1, unit: 'millisecond' } }] }), 'unit'],
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
