import { describe, expect, it } from 'vitest'
import { type BaselineRecord, recordSchema } from '../../src/result/record.ts'
import { mergeRecords } from '../../src/scaling/merge-records.ts'
import { aHost, aMeasured, aRecord } from '../support/results.ts'

const part = (index: number, of: number, name: string, changes: Partial<BaselineRecord> = {}) =>
  aRecord({ shard: { index, of }, benchmarks: [aMeasured(name)], ...changes })

const other = aHost({ key: 'f'.repeat(16), runtimes: { node: 'v24' } })

function merged(parts: readonly BaselineRecord[]) {
  const outcome = mergeRecords(parts)
  if (outcome.kind !== 'merged') throw new Error(outcome.reason)
  return outcome
}

const names = (records: readonly BaselineRecord[]) =>
  records.map(({ benchmarks }) => benchmarks.map(({ name }) => name))

describe('the parts of a measurement', () => {
  it('on one kind of machine are one record, which is no part of anything', () => {
    const { records, missing } = merged([part(2, 2, 'b'), part(1, 2, 'a')])
    expect(names(records)).toEqual([['a', 'b']])
    expect(missing).toEqual([])
    expect(records[0]!.shard).toBeUndefined()
    expect(recordSchema.parse(records[0])).toEqual(records[0])
  })

  it('on two kinds of machines are a record each', () => {
    const { records } = merged([part(1, 3, 'a'), part(2, 3, 'b', { host: other }), part(3, 3, 'c')])
    expect(names(records)).toEqual([['a', 'c'], ['b']])
    expect(records.map(({ host }) => host.key)).toEqual([aHost().key, other.key])
  })

  it('leave out those that were interrupted, and name them with those that are not there', () => {
    const { method } = aRecord()
    const cut = part(2, 4, 'b', { method: { ...method, complete: false } })
    const { records, missing } = merged([part(1, 4, 'a'), cut, part(4, 4, 'd')])
    expect(names(records)).toEqual([['a', 'd']])
    expect(missing).toEqual([2, 3])
  })

  it('leave out those without a benchmark, as missing', () => {
    const { records, missing } = merged([part(1, 2, 'a'), part(2, 2, 'b', { benchmarks: [] })])
    expect(names(records)).toEqual([['a']])
    expect(missing).toEqual([2])
  })

  it('that are one, or a whole, are that record', () => {
    expect(merged([aRecord()]).records).toEqual([aRecord()])
  })

  it('are refused where they are of two commits, hold a series twice, or are none', () => {
    const reason = (...parts: BaselineRecord[]) => {
      const outcome = mergeRecords(parts)
      return outcome.kind === 'refused' ? outcome.reason : undefined
    }
    expect(reason(part(1, 2, 'a'), part(2, 2, 'b', { commit: 'a'.repeat(40) }))).toMatch(/same commit/)
    expect(reason(part(1, 2, 'a'), part(2, 2, 'a'))).toMatch(/same series/)
    expect(reason()).toMatch(/no part/)
    expect(reason(part(1, 1, 'a', { benchmarks: [] }))).toMatch(/no part that measured anything/)
    expect(reason(aRecord(), aRecord())).toMatch(/not all of them are parts/)
  })
})
