import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseShard, parseShardCount } from '../../src/duel/parse-shard.ts'
import { shardSchema } from '../../src/result/shared-schema.ts'
import { UserError } from '../../src/user-error.ts'

/** Every shard that there can be: GitHub starts 256 jobs from one matrix at the most. */
const shards = fc
  .tuple(fc.integer({ min: 1, max: 256 }), fc.integer({ min: 1, max: 256 }))
  .map(([a, b]) => ({ index: Math.min(a, b), of: Math.max(a, b) }))

describe('a shard', () => {
  test('is read as it is written, and fits into a result', () => {
    fc.assert(
      fc.property(shards, (shard) => {
        expect(parseShard(`${shard.index}/${shard.of}`, '--shard')).toEqual(shard)
        expect(shardSchema.parse(shard)).toEqual(shard)
      }),
    )
  })

  test.each([
    '0/2',
    '3/2',
    '1',
    '',
    '/',
    '1/',
    '1/257',
    '257/257',
    '1/2/3',
    '01/2',
    '1/2 ',
    '1/2\n',
    '１/２',
    '1e0/2',
  ])('is not %j, and the answer says what was found and what is allowed', (text) => {
    expect(() => parseShard(text, '--shard')).toThrow(UserError)
    expect(() => parseShard(text, '--shard')).toThrow(
      `--shard: found ${JSON.stringify(text)}; allowed: a part and how many there are, such as 1/4, of 256 at the most`,
    )
  })

  test('beyond the most that there can be is no part of a result either', () => {
    expect(shardSchema.safeParse({ index: 1, of: 257 }).success).toBe(false)
  })
})

describe('a number of shards', () => {
  test.each([1, 4, 256])('is %i', (count) => {
    expect(parseShardCount(String(count), '--shards')).toBe(count)
  })

  test.each(['0', '257', '-1', '1.5', 'four', '', ' 4', '9'.repeat(400)])('is not %j', (text) => {
    expect(() => parseShardCount(text, '--shards')).toThrow(/^--shards: found ".*allowed: .* from 1 to 256$/)
  })
})
