import type { BaselineRecord } from '../result/record.ts'
import type { RecordSource } from './choose-record.ts'

/** Records of the same host key that let a stored baseline clear a benchmark (DESIGN, Method 4). */
export const RECORDS_TO_CLEAR = 10
/** Records that are read before giving up: each costs a fetch. */
const READ_AT_MOST = 30

/**
 * The newest records of base's ancestors that were measured on a machine of the same key, at most `RECORDS_TO_CLEAR`
 * of them. What cannot be read is passed over: a duel needs no history.
 */
export async function recordsOfHost(
  store: RecordSource,
  ancestors: readonly string[],
  hostKey: string,
): Promise<BaselineRecord[]> {
  const known = new Set(ancestors.map((commit) => commit.slice(0, 12)))
  const records: BaselineRecord[] = []
  for (const { path } of store
    .list()
    .filter(({ commit12 }) => known.has(commit12))
    .slice(0, READ_AT_MOST)) {
    if (records.length === RECORDS_TO_CLEAR) break
    const read = await store.read(path)
    if (read.kind === 'ok' && read.value.host.key === hostKey && !read.value.dirty) records.push(read.value)
  }
  return records
}
