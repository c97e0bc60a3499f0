import fc from 'fast-check'
import { expect, test } from 'vitest'
import { artifactName, resultNamed } from '../../src/github/artifact-name.ts'

const prefix = fc.stringMatching(/^[\w.-]{1,20}$/)

test('the name that a part is uploaded under is found again as that part', () => {
  fc.assert(
    fc.property(
      prefix,
      fc.integer({ min: 1, max: 256 }),
      fc.integer({ min: 0, max: 255 }),
      (name, index, more) => {
        const shard = { index, of: Math.min(256, index + more) }
        expect(resultNamed(artifactName(name, shard), name)).toEqual({ kind: 'part', shard })
      },
    ),
  )
  expect(artifactName('corecurve', { index: 1, of: 4 })).toBe('corecurve-1-of-4')
})

test('the name of the whole is the prefix alone', () => {
  fc.assert(
    fc.property(prefix, (name) => {
      expect(resultNamed(artifactName(name, undefined), name)).toEqual({ kind: 'whole' })
    }),
  )
})
