import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bodyLines } from '../../src/config/body-lines.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const read = (text: string | Uint8Array) => {
  const lines = bodyLines(typeof text === 'string' ? encode(text) : text)
  return lines.kind === 'bodies' ? lines.bodies.map((body) => new TextDecoder().decode(body)) : lines.found
}

describe('a file of JSON lines', () => {
  test('has a body on each line, as it is written', () => {
    expect(read('{"sku": 1}\n{"sku":2}\n')).toEqual(['{"sku": 1}', '{"sku":2}'])
    expect(read('[1]\n"two"\n3\nnull')).toEqual(['[1]', '"two"', '3', 'null'])
  })

  test('may come from Windows, with a byte order mark, and end in blank lines', () => {
    expect(read('\ufeff{"a":"ü"}\r\n  2 \r\n\r\n \t\n')).toEqual(['{"a":"ü"}', '2'])
  })

  test.each([
    ['', 'which is empty'],
    ['\n\n', 'which is empty'],
    ['\ufeff', 'which is empty'],
    ['1\n\n2\n', 'whose line 2 is blank'],
    ['{"a":1}\n{a:1}\n', 'whose line 2 is no JSON: "{a:1}"'],
    ['{"a":1,\n"b":2}\n', 'whose line 1 is no JSON: "{\\"a\\":1,"'],
    ['1 2', 'whose line 1 is no JSON: "1 2"'],
    ['1\n\u001b[2J', 'whose line 2 is no JSON: "\\u001b[2J"'],
  ])('is not %j', (text, found) => {
    expect(read(text)).toBe(found)
  })

  test('has no more lines than one reads', () => {
    expect(read('1\n'.repeat(100_001))).toBe('which has 100001 lines')
    expect(read('1\n'.repeat(100_000))).toHaveLength(100_000)
  })

  test('is UTF-8', () => {
    expect(read(Buffer.from('1\n"caf\u00e9"\n', 'latin1'))).toBe('whose line 2 is not UTF-8 text')
  })

  test('gives bodies that do not hold the whole file', () => {
    const lines = bodyLines(encode('1\n22\n'))
    expect(lines.kind === 'bodies' && lines.bodies.map(({ buffer }) => buffer.byteLength)).toEqual([1, 2])
  })

  test('of any values is read as they are', () => {
    const values = fc.array(fc.jsonValue(), { minLength: 1, maxLength: 10 })
    fc.assert(
      fc.property(values, fc.constantFrom('\n', '\r\n'), fc.boolean(), (values, end, closed) => {
        const texts = values.map((value) => JSON.stringify(value))
        expect(read(texts.join(end) + (closed ? end : ''))).toEqual(texts)
      }),
    )
  })

  test('is read or refused, whatever its bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const found = read(bytes)
        if (typeof found === 'string') expect(found).toMatch(/^(which|whose) /)
        else for (const body of found) expect(() => JSON.parse(body)).not.toThrow()
      }),
    )
  })
})
