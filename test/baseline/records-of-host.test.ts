import { describe, expect, it } from 'vitest'
import type { RecordSource } from '../../src/baseline/choose-record.ts'
import { RECORDS_TO_CLEAR, recordsOfHost } from '../../src/baseline/records-of-host.ts'
import type { ReadResult } from '../../src/result/read-result.ts'
import type { BaselineRecord } from '../../src/result/record.ts'
import { aHost, aRecord } from '../support/results.ts'

const sha = (index: number) => index.toString(16).padStart(40, '0').split('').toReversed().join('')
const HOST = aHost()

/** A store, newest first, that counts what is read of it. */
function storeOf(results: readonly ReadResult<BaselineRecord>[]) {
  const read: string[] = []
  const source: RecordSource = {
    list: () =>
      results.map((_, index) => ({
        path: `${index}`,
        commit12: sha(index).slice(0, 12),
      })) as unknown as ReturnType<RecordSource['list']>,
    async read(path) {
      read.push(path)
      return results[Number(path)] as ReadResult<BaselineRecord>
    },
  }
  return { source, read }
}

const ok = (changes: Partial<BaselineRecord> = {}): ReadResult<BaselineRecord> => ({
  kind: 'ok',
  value: aRecord({ host: HOST, ...changes }),
})
const commits = Array.from({ length: 100 }, (_, index) => sha(index))

describe('recordsOfHost', () => {
  it('gives the newest ten, and reads no more', async () => {
    const { source, read } = storeOf(Array.from({ length: 25 }, (_, index) => ok({ commit: sha(index) })))
    const records = await recordsOfHost(source, commits, HOST.key)
    expect(records.map(({ commit }) => commit)).toEqual(commits.slice(0, RECORDS_TO_CLEAR))
    expect(read).toHaveLength(RECORDS_TO_CLEAR)
  })

  it('passes over other machines, changed working trees, and what cannot be read', async () => {
    const { source } = storeOf([
      ok({ host: { ...HOST, key: 'f'.repeat(16) } }),
      ok({ dirty: true }),
      { kind: 'corrupt', problem: 'no JSON' },
      { kind: 'newer', schema: 2 },
      ok({ seed: 'good' }),
    ])
    expect((await recordsOfHost(source, commits, HOST.key)).map(({ seed }) => seed)).toEqual(['good'])
  })

  it('takes records of base’s ancestors only, for another branch may be another program', async () => {
    const { source, read } = storeOf([ok(), ok(), ok()])
    expect(await recordsOfHost(source, [sha(1)], HOST.key)).toHaveLength(1)
    expect(read).toEqual(['1'])
  })

  it('gives up after thirty', async () => {
    const { source, read } = storeOf(Array.from({ length: 60 }, () => ok({ dirty: true })))
    expect(await recordsOfHost(source, commits, HOST.key)).toEqual([])
    expect(read).toHaveLength(30)
  })
})
