import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearest } from '../../src/config/nearest.ts'

const keys = ['directory', 'build', 'start', 'runtime', 'ready', 'startTimeout', 'env']

test.each([
  ['directry', 'directory'],
  ['starttimeout', 'startTimeout'],
  ['startTimout', 'startTimeout'],
  ['dir', 'directory'],
  ['environment', undefined],
  ['foo', undefined],
  ['', undefined],
])('%s is nearest to %s', (written, expected) => {
  expect(nearest(written, keys)).toBe(expected)
})

test('the nearest spelling is always a valid one', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (written, valid) => {
      const found = nearest(written, valid)
      if (found !== undefined) expect(valid).toContain(found)
    }),
  )
})

test('one letter left out of a long name is found', () => {
  fc.assert(
    fc.property(fc.constantFrom('directory', 'runtime', 'startTimeout'), fc.nat(20), (key, index) => {
      const at = index % key.length
      expect(nearest(key.slice(0, at) + key.slice(at + 1), keys)).toBe(key)
    }),
  )
})
