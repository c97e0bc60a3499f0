import { describeValue } from '../config/printable.ts'
import { MAX_SHARDS, readShard, readShardCount } from '../result/read-shard.ts'
import type { Shard } from '../result/shared-schema.ts'
import { UserError } from '../user-error.ts'

/**
 * A shard that a person typed, `1/4`.
 * @param name what the user calls the value, such as `--shard`
 * @throws UserError where it is none
 */
export function parseShard(text: string, name: string): Shard {
  const [index = '', of = '', ...more] = text.split('/')
  const shard = more.length === 0 ? readShard(index, of) : undefined
  if (shard !== undefined) return shard
  throw refused(text, name, `a part and how many there are, such as 1/4, of ${MAX_SHARDS} at the most`)
}

/**
 * A number of shards that a person typed, `4`.
 * @throws UserError where it is none
 */
export function parseShardCount(text: string, name: string): number {
  const count = readShardCount(text)
  if (count !== undefined) return count
  throw refused(text, name, `how many parts to make, from 1 to ${MAX_SHARDS}`)
}

function refused(text: string, name: string, allowed: string): UserError {
  return new UserError(`${name}: found ${describeValue(text)}; allowed: ${allowed}`)
}
