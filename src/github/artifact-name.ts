import { readShard } from '../result/read-shard.ts'
import type { Shard } from '../result/shared-schema.ts'

/** `corecurve`, or `corecurve-1-of-4` for a part: under this name the publishing job looks for the result. */
export function artifactName(prefix: string, shard: Shard | undefined): string {
  return shard === undefined ? prefix : `${prefix}-${shard.index}-of-${shard.of}`
}

/** Which result a name is of: the whole, or a part of it; undefined for names of other things. */
export function resultNamed(
  name: string,
  prefix: string,
): { readonly kind: 'whole' } | { readonly kind: 'part'; readonly shard: Shard } | undefined {
  if (name === prefix) return { kind: 'whole' }
  if (!name.startsWith(prefix)) return undefined
  const [, index = '', of = ''] = /^-(\d+)-of-(\d+)$/.exec(name.slice(prefix.length)) ?? []
  const shard = readShard(index, of)
  return shard && { kind: 'part', shard }
}
