import type { Comparison } from '../result/comparison.ts'
import type { BaselineRecord } from '../result/record.ts'
import type { Subject } from './bench.ts'

/** A comparison that says which part of the whole it is, and which share of α its looks had. */
export function comparisonPart(comparison: Comparison, shard: Subject['shard']): Comparison {
  if (shard === undefined) return comparison
  const { index, of, share } = shard
  return { ...comparison, method: { ...comparison.method, share }, shard: { index, of } }
}

/** A record likewise. */
export function recordPart(record: BaselineRecord, shard: Subject['shard']): BaselineRecord {
  return shard === undefined ? record : { ...record, shard: { index: shard.index, of: shard.of } }
}
