import { describe, expect, it } from 'vitest'
import { storedDurations } from '../../src/pipeline/stored-durations.ts'
import type { ReadResult } from '../../src/result/read-result.ts'
import type { BaselineRecord } from '../../src/result/record.ts'
import { aMeasured, aRecord } from '../support/results.ts'

type Stored = readonly [commit12: string, ReadResult<BaselineRecord>]

/** A branch with these records, newest first. */
const branch = (...stored: readonly Stored[]) => ({
  list: () => stored.map(([commit12], index) => ({ path: `${index}`, at: '', commit12 })),
  read: async (path: string) => stored[Number(path)]![1],
})

const timed = (name: string, seconds?: number): ReadResult<BaselineRecord> => ({
  kind: 'ok',
  value: aRecord({ benchmarks: [aMeasured(name, seconds === undefined ? {} : { seconds })] }),
})

const NEW = 'aaaaaaaaaaaa'
const OLD = 'bbbbbbbbbbbb'

describe('durations in the baseline branch', () => {
  it('are those of the newest commit, all its records together', async () => {
    const store = branch([NEW, timed('a', 3)], [NEW, timed('b', 4)], [OLD, timed('c', 5)])
    expect(await storedDurations(store)).toEqual({
      commit12: NEW,
      durations: new Map([
        ['a', 3],
        ['b', 4],
      ]),
    })
  })

  it('pass over a record that cannot be read', async () => {
    const store = branch([NEW, { kind: 'corrupt', problem: '' }], [NEW, timed('b', 4)])
    expect((await storedDurations(store)).durations).toEqual(new Map([['b', 4]]))
  })

  it('are of no commit where there is no record, or none that was timed', async () => {
    expect(await storedDurations(branch())).toEqual({ durations: new Map() })
    expect(await storedDurations(branch([NEW, timed('a')]))).toEqual({ durations: new Map() })
  })
})
