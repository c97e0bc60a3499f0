import { UserError } from '../user-error.ts'
import { describeValue } from './printable.ts'

/** As many jobs as GitHub starts from one matrix. */
const MOST_SHARDS = 256

/**
 * A shard that a person typed, `1/4`.
 * @param name what the user calls the value, such as `--shard`
 * @throws UserError where it is none
 */
export function parseShard(text: string, name: string): { readonly index: number; readonly of: number } {
  const [, index, of] = /^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(text)?.map(Number) ?? []
  if (index !== undefined && of !== undefined && index <= of && of <= MOST_SHARDS) return { index, of }
  throw new UserError(
    `${name}: found ${describeValue(text)}; allowed: a part and how many there are, such as 1/4, of ${MOST_SHARDS} at the most`,
  )
}
