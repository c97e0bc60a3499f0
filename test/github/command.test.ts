import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCommand } from '../../src/github/command.ts'

describe('a command', () => {
  test.each([
    ['/corecurve rerun', 'rerun'],
    ['/corecurve help', 'help'],
    ['/corecurve   rerun  ', 'rerun'],
    ['/corecurve\trerun', 'rerun'],
    ['/Corecurve Rerun', 'rerun'],
    ['/corecurve rerun\nThe machine was busy.', 'rerun'],
    ['/corecurve rerun\r\nThe machine was busy.', 'rerun'],
    ['/corecurve rerun please', 'rerun'],
    ['/corecurve rerun.', 'rerun'],
    ['/corecurve rerun, the machine was busy', 'rerun'],
    ['/corecurve rerun\u2028help', 'rerun'],
    ['/corecurve\u00a0rerun', 'rerun'],
    ['/corecurve help!', 'help'],
    ['/corecurve', 'help'],
    ['/corecurve ', 'help'],
    ['/corecurve\nrerun', 'help'],
  ])('is %j', (body, kind) => {
    expect(parseCommand(body)).toEqual({ kind })
  })

  test.each([
    '',
    'corecurve rerun',
    ' /corecurve rerun',
    'Please /corecurve rerun',
    '\n/corecurve rerun',
    '> /corecurve rerun',
    '`/corecurve rerun`',
    '/core rerun',
    '/corecurvererun',
    '/corecurve.yml needs another benchmark',
    '/corecurve-publish is a nice name',
    '/corecurve/rerun',
    '/corecurve: rerun',
  ])('is not %j', (body) => {
    expect(parseCommand(body)).toBeUndefined()
  })

  test.each([
    ['/corecurve re-run', 're-run', 'rerun'],
    ['/corecurve hlep', 'hlep', 'help'],
    ['/corecurve run again', 'run again', 'rerun'],
    ['/corecurve ...', '...', undefined],
    ['/corecurve dance', 'dance', undefined],
  ])('is unknown as %j, with the spelling next to it', (body, written, nearest) => {
    expect(parseCommand(body)).toEqual({ kind: 'unknown', written, ...(nearest && { nearest }) })
  })

  test('that is unknown is shown in one short line, whatever was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const command = parseCommand(`/corecurve ${text}`)
        if (command?.kind !== 'unknown') return
        expect(command.written.length).toBeLessThanOrEqual(60)
        expect(command.written).not.toMatch(/[\r\n]/)
      }),
    )
  })
})
