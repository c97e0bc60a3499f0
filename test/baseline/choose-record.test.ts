import { describe, expect, test } from 'vitest'
import { nearestRecord, type RecordSource } from '../../src/baseline/choose-record.ts'
import { recordEntries, recordPath } from '../../src/baseline/record-path.ts'
import type { ReadResult } from '../../src/result/read-result.ts'
import type { BaselineRecord } from '../../src/result/record.ts'
import { aHost, aRecord } from '../support/results.ts'

const HERE = '00000000000000aa'
const ELSEWHERE = '00000000000000bb'
const commit = (digit: number) => String(digit).repeat(40)
const ancestors = [commit(1), commit(2), commit(3)]

function stored(at: string, of: number, changes: Partial<BaselineRecord> = {}): BaselineRecord {
  return aRecord({
    at: `2026-03-${at}T00:00:00.000Z`,
    commit: commit(of),
    host: aHost({ key: HERE }),
    ...changes,
  })
}

/** A store of these records, in which some commits' files read otherwise. */
function source(
  records: readonly BaselineRecord[],
  broken: Readonly<Record<string, ReadResult<BaselineRecord>>> = {},
): RecordSource & { reads: string[] } {
  const files = new Map(records.map((record) => [recordPath(record), record]))
  const reads: string[] = []
  return {
    reads,
    list: () => recordEntries(files.keys()),
    read: async (path) => {
      reads.push(path)
      const value = files.get(path)!
      return broken[value.commit] ?? { kind: 'ok', value }
    },
  }
}

const choose = (store: RecordSource) => nearestRecord({ store, ancestors, hostKey: HERE })

describe('the nearest record', () => {
  test('is that of the commit itself, where it has one', async () => {
    const own = stored('01', 1)
    const store = source([stored('05', 2), own])
    expect(await choose(store)).toEqual({ kind: 'found', record: own, path: recordPath(own), behind: 0 })
    expect(store.reads).toHaveLength(1)
  })

  test('is else that of the first ancestor that has one, however old', async () => {
    const near = stored('01', 2)
    expect(await choose(source([stored('09', 3), near]))).toMatchObject({
      kind: 'found',
      record: near,
      behind: 1,
    })
  })

  test('is missing where no ancestor has one, and says how many were looked at', async () => {
    expect(await choose(source([stored('01', 9)]))).toEqual({ kind: 'missing', looked: 3 })
    expect(await choose(source([]))).toEqual({ kind: 'missing', looked: 3 })
  })
})

describe('of several records of one commit', () => {
  test('the same host counts more than being newer', async () => {
    const here = stored('01', 1)
    const other = stored('02', 1, { host: aHost({ key: ELSEWHERE }) })
    expect(await choose(source([other, here]))).toMatchObject({ kind: 'found', record: here })
  })

  test('a clean working tree counts more than being newer', async () => {
    const clean = stored('01', 1)
    expect(await choose(source([stored('02', 1, { dirty: true }), clean]))).toMatchObject({ record: clean })
  })

  test('the newest is taken among equals', async () => {
    const newest = stored('03', 1)
    expect(await choose(source([stored('01', 1), newest, stored('02', 1)]))).toMatchObject({ record: newest })
  })

  test('another host’s record is better than none', async () => {
    const other = stored('02', 1, { host: aHost({ key: ELSEWHERE }) })
    expect(await choose(source([other]))).toMatchObject({ kind: 'found', record: other })
  })
})

describe('a nearest record that cannot be read', () => {
  const records = [stored('01', 1), stored('02', 2)]

  test('is corrupt, and no older one is taken in its place', async () => {
    const store = source(records, { [commit(1)]: { kind: 'corrupt', problem: 'not JSON' } })
    expect(await choose(store)).toEqual({
      kind: 'corrupt',
      path: recordPath(records[0]!),
      problem: 'not JSON',
      behind: 0,
    })
  })

  test('is newer where a newer corecurve wrote it', async () => {
    const store = source(records, { [commit(1)]: { kind: 'newer', schema: 2 } })
    expect(await choose(store)).toMatchObject({ kind: 'newer', schema: 2, behind: 0 })
  })
})
