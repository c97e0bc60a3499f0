import type { RecordSource } from '../baseline/choose-record.ts'
import { type Durations, durationsOf } from '../duel/plan-shards.ts'
import type { BaselineRecord } from '../result/record.ts'

/** How long each benchmark took, as far as the baseline branch tells. */
export interface StoredDurations {
  readonly durations: Durations
  /** First twelve digits of the commit whose records tell; absent where none do. */
  readonly commit12?: string
}

/** Records of one commit that are read: shards on machines of several kinds leave one each. */
const READ_AT_MOST = 20

/** What measuring took at the newest commit that has a record. What cannot be read is passed over: it is only a guess. */
export async function storedDurations(store: RecordSource): Promise<StoredDurations> {
  const entries = store.list()
  const commit12 = entries[0]?.commit12
  const records: BaselineRecord[] = []
  for (const { path } of entries.filter((entry) => entry.commit12 === commit12).slice(0, READ_AT_MOST)) {
    const read = await store.read(path)
    if (read.kind === 'ok') records.push(read.value)
  }
  const durations = durationsOf(records)
  return durations.size === 0 || commit12 === undefined ? { durations } : { durations, commit12 }
}
