import { type ReadResult, readRecord } from '../result/read-result.ts'
import type { BaselineRecord } from '../result/record.ts'
import type { TreeFile } from './branch-tree.ts'
import { parseRecordPath } from './record-path.ts'
import type { TemporaryRepository } from './temporary-repository.ts'

/** Bytes of the largest record. A thousand benchmark points take about a tenth of this. */
export const RECORD_BYTES = 5 * 1024 * 1024

/** Reads one record of the branch, fetching its content. */
export async function readStoredRecord(
  repository: TemporaryRepository,
  path: string,
  file: TreeFile,
): Promise<ReadResult<BaselineRecord>> {
  if (!file.mode.startsWith('100')) return { kind: 'corrupt', problem: 'not a plain file' }
  const size = Number((await repository.git(['cat-file', '-s', file.oid])).stdout)
  if (size > RECORD_BYTES)
    return { kind: 'corrupt', problem: `${size} bytes, more than the ${RECORD_BYTES} allowed` }
  const { stdout } = await repository.git(['cat-file', 'blob', file.oid])
  const result = readRecord(stdout)
  if (result.kind !== 'ok') return result
  const commit12 = parseRecordPath(path)?.commit12
  if (commit12 !== undefined && !result.value.commit.startsWith(commit12)) {
    return {
      kind: 'corrupt',
      problem: `of commit ${result.value.commit.slice(0, 12)}, which its path does not say`,
    }
  }
  return result
}
