/** Parts of one report: as many jobs as GitHub starts from one matrix. */
export const MAX_SHARDS = 256

/** The shard that two numbers name as people and names of artifacts write them, `1` and `4`; undefined for none. */
export function readShard(
  index: string,
  of: string,
): { readonly index: number; readonly of: number } | undefined {
  const [part, parts] = [readShardCount(index), readShardCount(of)]
  return part === undefined || parts === undefined || part > parts ? undefined : { index: part, of: parts }
}

/** A number of shards, 1 to `MAX_SHARDS`; undefined where the text is none. */
export function readShardCount(text: string): number | undefined {
  const count = /^[1-9]\d*$/.test(text) ? Number(text) : Number.NaN
  return count <= MAX_SHARDS ? count : undefined
}
