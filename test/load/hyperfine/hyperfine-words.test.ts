import { describe, expect, it } from 'vitest'
import { readFailure, readWarnings } from '../../../src/load/hyperfine/hyperfine-words.ts'
import { recorded, recordedVersions } from './recorded.ts'

const NONE = { outliers: false, slowFirstRun: false }

describe.each(recordedVersions)('readWarnings, of %s', (version) => {
  const read = (name: string) => readWarnings(recorded(version, name).printed)

  it('tells outliers and a slow first run apart, as far as the version warns of them', () => {
    const warnsOfOutliers = version.startsWith('hyperfine-1.')
    expect(read('outliers')).toEqual({ outliers: warnsOfOutliers, slowFirstRun: false })
    expect(read('slow-first-run')).toEqual({ outliers: false, slowFirstRun: true })
  })

  it.each(['steady', 'single-run', 'status-ignored', 'no-time'])('reads neither in the case %s', (name) => {
    expect(read(name)).toEqual(NONE)
  })
})

describe('readWarnings', () => {
  it('reads them in colour', () => {
    const line = '  \u001b[33mWarning\u001b[0m: Statistical outliers were detected. Consider re-running'
    expect(readWarnings([line])).toEqual({ outliers: true, slowFirstRun: false })
  })

  it('does not take a command’s own words for hyperfine’s', () => {
    expect(readWarnings(['3 statistical outliers were detected', 'the first run failed'])).toEqual(NONE)
  })
})

describe.each(recordedVersions)('readFailure, of %s', (version) => {
  const read = (name: string) => readFailure(recorded(version, name).printed)

  it.each(['fails-warming-up', 'fails-first', 'fails-later'])(
    'gives the status and the command’s own words alone in the case %s',
    (name) => {
      const { reason, output } = read(name)
      expect(reason).toMatch(
        /^exited with status 3( in (the first warm-up run|the first timed run|timed iteration 2))?$/,
      )
      expect(output).toEqual(['orders.csv: line 7 has no price'])
    },
  )

  it('tells a signal', () => {
    expect(read('killed').reason).toMatch(/^was ended by a signal( in the first timed run)?$/)
    expect(read('killed').output).toEqual([])
  })

  it.each(['prepare', 'setup', 'cleanup'])('tells that %s failed, and what it said', (helper) => {
    const { reason, output } = read(`${helper}-fails`)
    expect(reason).toContain(`its ${helper} failed`)
    expect(output).toEqual(['orders.csv: line 7 has no price'])
  })

  it('leaves words that it does not know as they are', () => {
    const { reason, output } = read('no-program')
    expect(reason).toBeUndefined()
    expect(output.join()).toContain('no-such-program')
  })
})

describe('readFailure', () => {
  const error = [
    "Error: Command 'echo a.",
    "exit 3' terminated with non-zero exit code 3 in the first benchmark run. Use the '-i'/'--ignore-failure' option if you want to ignore this.",
  ]

  it('reads an error that names a command of several lines, wherever it stands among the command’s own', () => {
    const { reason, output } = readFailure(['before', ...error, 'after'])
    expect(reason).toBe('exited with status 3 in the first timed run')
    expect(output).toEqual(['before', 'after'])
  })

  it('leaves what a command prints that looks like an error of hyperfine', () => {
    expect(readFailure(['Error: no price', ...error]).output).toEqual(['Error: no price'])
    expect(readFailure(['Error: no price'])).toEqual({ output: ['Error: no price'] })
  })
})
