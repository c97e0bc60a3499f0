import { readUntrustedRecord } from '../result/read-untrusted.ts'
import type { BaselineRecord } from '../result/record.ts'
import { mergeRecords } from '../scaling/merge-records.ts'
import type { ArtifactSource } from './collect-files.ts'
import { isPartOf, OTHER_PART, type Published, readParts, wholeRefused } from './published-parts.ts'

/** What a measuring run leaves of a push. */
const FILE = 'record.json'

/** What is stored of a commit: a record for each kind of machine that measured it. */
export interface PublishedRecords {
  readonly records: readonly BaselineRecord[]
  /** Parts, of how many, that are not there or were interrupted. */
  readonly missing: readonly number[]
  readonly of: number
}

/** The records that a run of `commit` uploaded, whole or in parts, without their text. */
export async function publishedRecords(
  source: ArtifactSource,
  commit: string,
): Promise<Published<PublishedRecords>> {
  const read = await readParts(source, FILE, readUntrustedRecord)
  if (read.kind === 'nothing') return { kind: 'no-result', refused: [] }
  if (read.kind !== 'read') return read
  const { of } = read
  const usable: BaselineRecord[] = []
  const refused = [...read.refused]
  for (const { index, value } of read.parts) {
    const record = value.withoutText()
    const why = isPartOf({ index, of }, record.shard) ? whyNotOf(commit, record) : OTHER_PART
    if (why === undefined) usable.push(record)
    else refused.push({ index, of, why })
  }
  if (usable.length === 0) return { kind: 'no-result', refused }
  const merged = mergeRecords(usable)
  if (merged.kind === 'refused')
    return { kind: 'no-result', refused: [...refused, wholeRefused(merged.reason)] }
  const { records, missing } = merged
  return { kind: 'result', result: { records, missing, of }, refused }
}

function whyNotOf(commit: string, record: BaselineRecord): string | undefined {
  return record.commit === commit && !record.dirty
    ? undefined
    : 'it measured another commit than the run is of'
}
