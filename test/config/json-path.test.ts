import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { JSON_PATH_PATTERN, jsonPathKeys, meantJsonPath } from '../../src/config/json-path.ts'

describe('a path into JSON', () => {
  test.each([
    ['ok', ['ok']],
    ['items.0.sku', ['items', '0', 'sku']],
    ['versions.1\\.0.state', ['versions', '1.0', 'state']],
    ['a\\\\b.c', ['a\\b', 'c']],
    ['a\\[0\\]', ['a[0]']],
    ['\\$.x', ['$', 'x']],
    ['$ref', ['$ref']],
    ['paths./users.get', ['paths', '/users', 'get']],
    ['straße.a b.\u0000', ['straße', 'a b', '\u0000']],
  ])('%j has its keys', (path, keys) => {
    expect(jsonPathKeys(path)).toEqual(keys)
  })

  test.each(['', '.', 'a.', '.a', 'a..b', 'a\\', 'a[0]', '$', '$.a', '/a/b', 'x'.repeat(1025)])(
    'is not %j',
    (path) => {
      expect(jsonPathKeys(path)).toBeUndefined()
    },
  )

  test('may be made of any keys that are not empty', () => {
    const escaped = (key: string) => key.replace(/[\\.[\]]/g, '\\$&').replace(/^[$/]/, '\\$&')
    const keys = fc.array(fc.string({ minLength: 1, maxLength: 10, unit: 'binary' }), {
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(keys, (keys) => {
        expect(jsonPathKeys(keys.map(escaped).join('.'))).toEqual(keys)
      }),
    )
  })

  test('is told from any other text by its pattern alone, as editors do', () => {
    const text = fc.array(fc.constantFrom('a', '0', '.', '\\', '[', ']', '$', '/'), { maxLength: 8 })
    fc.assert(
      fc.property(text, (parts) => {
        const path = parts.join('')
        expect(jsonPathKeys(path) !== undefined).toBe(new RegExp(JSON_PATH_PATTERN.source, 'u').test(path))
      }),
    )
  })
})

describe('the path that was meant by', () => {
  test.each([
    ['$.items[0].sku', 'items.0.sku'],
    ['items[0]', 'items.0'],
    ['$.x', 'x'],
    ['$["a.b"][1]', 'a\\.b.1'],
    ["items['sku']", 'items.sku'],
    ['/items/0/sku', 'items.0.sku'],
    ['.items', 'items'],
  ])('%j is %s', (written, path) => {
    expect(meantJsonPath(written)).toBe(path)
  })

  test.each(['$', '$..sku', 'items[*]', 'items[?(@.a)]', '', 'a..b'])('%j nobody knows', (written) => {
    expect(meantJsonPath(written)).toBeUndefined()
  })
})
