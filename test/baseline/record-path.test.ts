import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRecordPath, recordEntries, recordPath } from '../../src/baseline/record-path.ts'

const commits = fc.stringMatching(/^[0-9a-f]{40}$/)
const instants = fc
  .date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())
const record = fc.record({ at: instants, commit: commits })

test('a record lies under its day, named after its time and commit', () => {
  const at = '2026-03-07T14:22:33.123Z'
  const commit = '0123456789abcdef0123456789abcdef01234567'
  expect(recordPath({ at, commit })).toBe('runs/2026/03/07/142233123-0123456789ab.json')
  expect(recordPath({ at, commit }, 2)).toBe('runs/2026/03/07/142233123-0123456789ab-2.json')
  expect(recordPath({ at: '2026-03-07T14:22:33Z', commit })).toBe(
    'runs/2026/03/07/142233000-0123456789ab.json',
  )
})

test('a path tells the time and the commit that made it', () => {
  fc.assert(
    fc.property(record, fc.integer({ min: 1, max: 99 }), ({ at, commit }, copy) => {
      const path = recordPath({ at, commit }, copy)
      expect(parseRecordPath(path)).toEqual({ path, at, commit12: commit.slice(0, 12) })
    }),
  )
})

test('records of different times, commits or copies never share a path', () => {
  fc.assert(
    fc.property(record, record, fc.nat(3), fc.nat(3), (a, b, m, n) => {
      const same = a.at === b.at && a.commit.slice(0, 12) === b.commit.slice(0, 12) && m === n
      expect(recordPath(a, m + 1) === recordPath(b, n + 1)).toBe(same)
    }),
  )
})

test('records are listed newest first, whatever order they come in', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 20 }), (records) => {
      const listed = recordEntries(records.map((each) => recordPath(each))).map(({ at }) => at)
      expect(listed).toEqual(
        records
          .map(({ at }) => at)
          .sort()
          .reverse(),
      )
    }),
  )
})

test.each([
  'README.md',
  'runs/2026/03/07/142233123-0123456789ab.json.bak',
  'x/runs/2026/03/07/142233123-0123456789ab.json',
  'runs/2026/02/31/142233123-0123456789ab.json',
  'runs/2026/03/07/252233123-0123456789ab.json',
  'runs/2026/03/07/142233123-0123456789AB.json',
  'runs/2026/03/07/142233123-0123456789ab-0.json',
  'runs/2026/03/07/../07/142233123-0123456789ab.json',
  'runs/2026/03/07/142233123-0123456789ab.json\n',
])('%j is no record', (path) => {
  expect(parseRecordPath(path)).toBeUndefined()
})
