import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatMarker, parseMarker } from '../../src/github/marker.ts'
import { commentKey, ownName } from '../../src/github/report-name.ts'
import { NAME_PATTERN } from '../../src/result/shared-schema.ts'

const aName = fc.oneof(fc.constantFrom('corecurve', 'default'), fc.stringMatching(NAME_PATTERN))

test('the comment of the default name has the key `default`, and no name in its heading', () => {
  expect(commentKey('corecurve')).toBe('default')
  expect(ownName('corecurve')).toBeUndefined()
  expect(ownName('default')).toBe('default')
})

test('two names never share a comment', () => {
  fc.assert(fc.property(aName, aName, (a, b) => (commentKey(a) === commentKey(b)) === (a === b)))
})

test('every name can stand in a marker', () => {
  fc.assert(
    fc.property(aName, (name) => {
      const marker = { key: commentKey(name), sha: 'abcdef0', run: 1, attempt: 1 }
      expect(parseMarker(formatMarker(marker))).toEqual(marker)
    }),
  )
})
