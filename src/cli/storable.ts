import { isAnythingMeasured } from '../result/measured.ts'
import type { BaselineRecord } from '../result/record.ts'

/** Why `baseline push` does not take a record, and what to do; undefined where it takes it. Continues a sentence. */
export function whyNotStorable(record: BaselineRecord): string | undefined {
  if (/^0+$/.test(record.commit)) {
    return 'it was measured outside a git repository or before the first commit, so it belongs to no commit. Commit, and run again.'
  }
  if (record.dirty) {
    return `it was measured with uncommitted changes, so it does not belong to commit ${record.commit.slice(0, 12)}. Commit them, and run again.`
  }
  const { shard } = record
  // The only part of one is the whole.
  if (shard !== undefined && shard.of > 1) {
    return `it is part ${shard.index} of ${shard.of}, and a baseline is the whole. Run again without --shard; or measure all parts in one run of a workflow, where \`mode: publish\` puts them together and stores them.`
  }
  if (!record.method.complete) return 'its measurement was interrupted. Run again, to the end.'
  if (!isAnythingMeasured(record)) return 'nothing was measured in it. Mend what it says, and run again.'
  return undefined
}
