import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type JsonLimits, scanJson } from '../../src/result/scan-json.ts'

const WIDE: JsonLimits = {
  ...{ depth: 1000, values: 1e6, stringLength: 1e6, keyLength: 1e6 },
  ...{ smallest: 0, largest: Number.MAX_VALUE },
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

function countOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce((sum: number, one) => sum + countOf(one), 1)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('a scan of JSON', () => {
  test('agrees with the parser on depth and number of values', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.constantFrom(0, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        const parsed: unknown = JSON.parse(text)
        expect(scanJson(text, WIDE)).toEqual({
          kind: 'fits',
          values: countOf(parsed),
          depth: depthOf(parsed),
        })
      }),
      { numRuns: 500 },
    )
  })

  test('agrees with the parser on what is JSON, whatever was done to a text', () => {
    const edit = fc.record({
      at: fc.nat(400),
      remove: fc.nat(3),
      insert: fc.oneof(
        fc.constantFrom(...'[]{}:,"\\0123456789.eE+-tfn/u \n\u0000\u001f\ufeff'),
        fc.constantFrom('true', 'null', '\\u12', '\\x', '1e5', '-', '//', '\ud800', 'NaN'),
      ),
    })
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.array(edit, { maxLength: 3 }), (value, edits) => {
        const text = edits.reduce((before, { at, remove, insert }) => {
          const place = at % (before.length + 1)
          return before.slice(0, place) + insert + before.slice(place + remove)
        }, JSON.stringify(value))
        const scan = scanJson(text, WIDE)
        if (scan.kind === 'fits') expect(isJson(text)).toBe(true)
        else if (isJson(text)) expect(scan.reason).toMatch(/twice|not finite/)
        else expect(scan.reason).toMatch(/not JSON|after the end|twice|not finite/)
      }),
      { numRuns: 5000 },
    )
  })

  test.each<[string, Partial<JsonLimits>, string]>([
    ['depth', { depth: 3 }, '[[[]]] [[[[]]]]'],
    ['depth of objects', { depth: 2 }, '{"a":[]} {"a":[{}]}'],
    ['values', { values: 3 }, '[1,2] [1,2,3]'],
    ['values, keys not among them', { values: 3 }, '{"a":1,"b":2} {"a":1,"b":2,"c":3}'],
    ['length of a text', { stringLength: 3 }, '"abc" "abcd"'],
    ['length of a text without its escapes', { stringLength: 3 }, '"\\u0061\\n\\"" "\\u0061\\n\\"x"'],
    ['length of a key', { keyLength: 2 }, '{"ab":1} {"abc":1}'],
    ['largest number', { largest: 10 }, '-10 -11'],
    ['smallest number', { smallest: 0.1 }, '[0,-0.0,0.1] [0.09]'],
  ])('holds the limit, and no less: %s', (_, limits, texts) => {
    const [within, beyond] = texts.split(' ') as [string, string]
    expect(scanJson(within, { ...WIDE, ...limits })).toMatchObject({ kind: 'fits' })
    expect(scanJson(beyond, { ...WIDE, ...limits })).toMatchObject({ kind: 'refused' })
  })

  test.each([
    ['{"a":1,"a":2}', /twice/],
    ['{"a":1,"\\u0061":2}', /twice/],
    ['{"a":{"b":1},"c":[{"b":1,"b":1}]}', /twice/],
    ['1e400', /not finite/],
    ['{"a":1}x', /after the end of its JSON \(at character 8\)/],
  ])('refuses %s', (text, words) => {
    expect(scanJson(text, WIDE)).toEqual({ kind: 'refused', reason: expect.stringMatching(words) })
  })

  test('takes the same key in objects side by side and inside of each other', () => {
    expect(scanJson('[{"a":{"a":1}},{"a":2,"__proto__":3}]', WIDE)).toMatchObject({ kind: 'fits' })
  })

  test('needs no stack for depth, and stops at the limit', () => {
    expect(scanJson('['.repeat(1e6), WIDE)).toMatchObject({ reason: expect.stringContaining('1001') })
  })
})
