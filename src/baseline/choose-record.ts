import type { ReadResult } from '../result/read-result.ts'
import type { BaselineRecord } from '../result/record.ts'
import type { RecordEntry } from './record-path.ts'

/** What the choice needs of a store. */
export interface RecordSource {
  list(): readonly RecordEntry[]
  read(path: string): Promise<ReadResult<BaselineRecord>>
}

/** Where a commit's baseline stands: three different reasons for having none. */
export type NearestRecord =
  /** `behind`: commits between the record's and the first of `ancestors`; 0 is that commit itself. */
  | { kind: 'found'; record: BaselineRecord; path: string; behind: number }
  | { kind: 'missing'; looked: number }
  | { kind: 'corrupt'; path: string; problem: string; behind: number }
  | { kind: 'newer'; path: string; schema: number; behind: number }

/** Records of one commit that are read before settling for the best so far. */
const READ_AT_MOST = 20

/**
 * The stored record of the nearest ancestor. Of several records of that commit, one of the same host key, of an
 * unchanged working tree, and the newest, in this order of weight. Where none of that commit's records can be
 * read, the answer says why and does not step back to an older commit: a comparison with a base that nobody
 * expects would hide that the branch needs a look.
 * @param ancestors whole SHAs, nearest first
 */
export async function nearestRecord({
  store,
  ancestors,
  hostKey,
}: {
  store: RecordSource
  ancestors: readonly string[]
  hostKey: string
}): Promise<NearestRecord> {
  const stored = Map.groupBy(store.list(), ({ commit12 }) => commit12)
  for (const [behind, commit] of ancestors.entries()) {
    const entries = stored.get(commit.slice(0, 12))
    if (entries !== undefined) return await bestOf(store, entries, { behind, hostKey })
  }
  return { kind: 'missing', looked: ancestors.length }
}

async function bestOf(
  store: RecordSource,
  entries: readonly RecordEntry[],
  { behind, hostKey }: { behind: number; hostKey: string },
): Promise<NearestRecord> {
  let best: { record: BaselineRecord; path: string; weight: number } | undefined
  let unreadable: NearestRecord | undefined
  for (const { path } of entries.slice(0, READ_AT_MOST)) {
    const result = await store.read(path)
    if (result.kind !== 'ok') {
      unreadable ??=
        result.kind === 'corrupt'
          ? { kind: 'corrupt', path, problem: result.problem, behind }
          : { kind: 'newer', path, schema: result.schema, behind }
      continue
    }
    const record = result.value
    const weight = (record.host.key === hostKey ? 2 : 0) + (record.dirty ? 0 : 1)
    if (best === undefined || weight > best.weight) best = { record, path, weight }
    if (weight === 3) break
  }
  if (best !== undefined) return { kind: 'found', record: best.record, path: best.path, behind }
  return unreadable ?? { kind: 'missing', looked: behind + 1 }
}
