import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatMarker, parseMarker } from '../../src/github/marker.ts'

const LINE = '<!-- corecurve:v1 key=default sha=4f2a9c1 run=118 attempt=1 -->'
const MARKER = { key: 'default', sha: '4f2a9c1', run: 118, attempt: 1 }

const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 40, maxLength: 40 })
const key = fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/)
const markers = fc.record({ key, sha: hex, run: fc.nat(), attempt: fc.nat() })

describe('the marker line', () => {
  test('is a comment that a reader does not see', () => {
    expect(formatMarker({ ...MARKER, sha: `4f2a9c1${'0'.repeat(33)}` })).toBe(LINE)
  })

  test('is read back as it was written, with the commit shortened', () => {
    fc.assert(
      fc.property(markers, fc.string(), (marker, body) => {
        const read = parseMarker(`${formatMarker(marker)}\n${body}`)
        expect(read).toEqual({ ...marker, sha: marker.sha.slice(0, 7) })
      }),
    )
  })

  test('tells the verdict, and the last commit that had regressed', () => {
    const told = { ...MARKER, verdict: 'unchanged', regressed: '9d31c07' } as const
    const line = formatMarker({ ...told, regressed: '9d31c07'.padEnd(40, '0') })
    expect(line).toBe(LINE.replace(' -->', ' verdict=unchanged regressed=9d31c07 -->'))
    expect(parseMarker(line)).toEqual(told)
  })

  test('of a later version’s verdict is still ours', () => {
    expect(parseMarker(LINE.replace(' -->', ' verdict=sideways -->'))).toEqual(MARKER)
  })

  test('is read though the web editor has changed the line ends', () => {
    expect(parseMarker(`${LINE}\r\ntext`)).toEqual(MARKER)
  })

  test.each([
    ['below the first line', `text\n${LINE}`],
    ['after an empty line', `\n${LINE}`],
    ['with text before it', `x ${LINE}`],
    ['with text behind it', `${LINE} x`],
    ['of another version', LINE.replace('v1', 'v2')],
    ['with a field twice', LINE.replace('run=118', 'run=118 run=119')],
    ['with a number that is none', LINE.replace('118', '1e9')],
    ['with a verdict of several words', LINE.replace(' -->', ' verdict=a b -->')],
    ['quoted', `> ${LINE}`],
  ])('does not count %s', (_, body) => {
    expect(parseMarker(body)).toBeUndefined()
  })

  test.each([
    { ...MARKER, key: 'a b' },
    { ...MARKER, key: '-->' },
    { ...MARKER, key: 'a\nb' },
    { ...MARKER, sha: 'main' },
    { ...MARKER, run: 1.5 },
    { ...MARKER, attempt: -1 },
    { ...MARKER, regressed: 'main' },
  ])('is refused where it could not be read back: %j', (marker) => {
    expect(() => formatMarker(marker)).toThrow(RangeError)
  })
})
