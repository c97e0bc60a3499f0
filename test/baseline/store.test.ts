import { readdirSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { nearestRecord } from '../../src/baseline/choose-record.ts'
import { recordPath } from '../../src/baseline/record-path.ts'
import { UserError } from '../../src/user-error.ts'
import {
  BRANCH,
  branchFile,
  branchFiles,
  openScratch,
  pathsOf,
  pushRecord,
  recordOf,
  writeByHand,
} from '../support/baseline-branch.ts'
import { gitNow, scratchEnv, scratchRepository, snapshotOf } from '../support/scratch-repository.ts'

describe('a branch that is not there', () => {
  test('is missing and empty, and reading it creates nothing', async () => {
    using repo = scratchRepository()
    await using store = await openScratch(repo)
    expect({ state: store.state, list: store.list() }).toEqual({ state: 'missing', list: [] })
    expect(gitNow(repo.origin, 'branch', '--list', BRANCH)).toBe('')
  })

  test('is created by the first push: a root commit with a page that says what it is', async () => {
    using repo = scratchRepository()
    await using store = await openScratch(repo)
    const record = recordOf(1)
    const pushed = await pushRecord(store, record)
    expect(pushed).toMatchObject({ kind: 'pushed', path: recordPath(record), attempts: 1, removed: [] })
    expect(branchFiles(repo)).toEqual(['README.md', recordPath(record)])
    expect(JSON.parse(branchFile(repo, recordPath(record)))).toEqual(record)
    expect(branchFile(repo, 'README.md')).toContain('written by corecurve')
    expect(gitNow(repo.origin, 'rev-list', '--count', BRANCH)).toBe('1')
    expect({ state: store.state, list: store.list().length }).toEqual({ state: 'present', list: 1 })
  })

  test('is committed to under our own name where git knows no user, and under the job’s where it says one', async () => {
    using repo = scratchRepository()
    await using unnamed = await openScratch(repo)
    await pushRecord(unnamed, recordOf(1))
    const env = { ...scratchEnv, GIT_AUTHOR_NAME: 'Grace', GIT_AUTHOR_EMAIL: 'grace@example.org' }
    await using named = await openScratch(repo, { env })
    await pushRecord(named, recordOf(2))
    expect(gitNow(repo.origin, 'log', '--format=%an <%ae> %cn: %s', BRANCH).split('\n')).toEqual([
      'Grace <grace@example.org> Grace: Record 000000000003',
      'corecurve[bot] <corecurve[bot]@users.noreply.github.com> corecurve[bot]: Record 000000000002',
    ])
  })
})

describe('a branch with records', () => {
  test.each(['plain path', 'file address'])('takes a second push on top of the first, by %s', async (by) => {
    using repo = scratchRepository()
    const remote = by === 'plain path' ? repo.origin : `file://${repo.origin}`
    const records = [recordOf(1), recordOf(3), recordOf(2)]
    for (const record of records) {
      await using store = await openScratch(repo, { remote })
      expect(await pushRecord(store, record)).toMatchObject({ kind: 'pushed', attempts: 1 })
    }
    await using store = await openScratch(repo, { remote })
    expect(store.list().map(({ path }) => path)).toEqual(pathsOf([records[1]!, records[2]!, records[0]!]))
    for (const record of records)
      expect(await store.read(recordPath(record))).toEqual({ kind: 'ok', value: record })
    expect(gitNow(repo.origin, 'rev-list', '--count', '--max-parents=1', BRANCH)).toBe('3')
  })

  test('is listed without fetching a single record, and read one at a time', async () => {
    using repo = scratchRepository()
    gitNow(repo.origin, 'config', 'uploadpack.allowFilter', 'true')
    {
      await using store = await openScratch(repo)
      for (let minute = 0; minute < 5; minute++) await pushRecord(store, recordOf(minute))
    }
    using folder = scratchRepository()
    vi.stubEnv('TMPDIR', folder.folder)
    await using store = await openScratch(repo)
    vi.unstubAllEnvs()
    const temporary = readdirSync(folder.folder).find((name) => name.startsWith('corecurve-baseline-'))!
    const here = () =>
      gitNow(`${folder.folder}/${temporary}`, 'cat-file', '--batch-all-objects', '--batch-check')
        .split('\n')
        .filter((line) => line.includes(' blob ')).length
    expect(store.list()).toHaveLength(5)
    expect(here()).toBe(0)
    await store.read(recordPath(recordOf(3)))
    expect(here()).toBe(1)
  })

  test('keeps every file that is not ours', async () => {
    using repo = scratchRepository()
    await using first = await openScratch(repo)
    await pushRecord(first, recordOf(1))
    writeByHand(repo, 'docs/notes.md', 'ours to keep')
    writeByHand(repo, 'runs/of-my-own.json', '{}')
    await using second = await openScratch(repo)
    await pushRecord(second, recordOf(2), 1)
    expect(branchFiles(repo)).toEqual(
      ['README.md', 'docs/notes.md', recordPath(recordOf(2)), 'runs/of-my-own.json'].sort(),
    )
  })

  test('says the same twice only once', async () => {
    using repo = scratchRepository()
    await using store = await openScratch(repo)
    const { path } = await pushRecord(store, recordOf(1))
    expect(await pushRecord(store, recordOf(1))).toEqual({
      kind: 'unchanged',
      attempts: 1,
      path,
      removed: [],
    })
  })

  test('loses no record of the same commit at the same millisecond', async () => {
    using repo = scratchRepository()
    await using store = await openScratch(repo)
    for (const seed of ['a', 'b', 'c']) await pushRecord(store, recordOf(1, { seed }))
    const seeds = await Promise.all(
      store.list().map(async ({ path }) => {
        const read = await store.read(path)
        return read.kind === 'ok' ? read.value.seed : read
      }),
    )
    expect(seeds.sort()).toEqual(['a', 'b', 'c'])
  })

  test('says which file it does not have', async () => {
    using repo = scratchRepository()
    await using store = await openScratch(repo)
    await expect(store.read('runs/x.json')).rejects.toThrow('Branch "corecurve" has no file runs/x.json')
  })
})

describe('further files', () => {
  test('are written in the same commit, and know whether the new record is the newest', async () => {
    using repo = scratchRepository()
    await using store = await openScratch(repo)
    const push = (minute: number) =>
      store.push({
        record: recordOf(minute),
        keep: 10,
        message: 'Record',
        extraFiles: ({ newest, records }) =>
          new Map(newest ? [['badges/all.json', `${minute} of ${records.length}`]] : []),
      })
    await push(5)
    expect(branchFile(repo, 'badges/all.json')).toBe('5 of 1')
    await push(9)
    expect(branchFile(repo, 'badges/all.json')).toBe('9 of 2')
    await push(7)
    expect(branchFile(repo, 'badges/all.json')).toBe('9 of 2')
    expect(gitNow(repo.origin, 'rev-list', '--count', BRANCH)).toBe('3')
  })

  test('may be removed by name', async () => {
    using repo = scratchRepository()
    await using store = await openScratch(repo)
    await pushRecord(store, recordOf(1))
    writeByHand(repo, 'badges/old.json', '{}')
    await using later = await openScratch(repo)
    const extraFiles = () => new Map([['badges/old.json', null]])
    await later.push({ record: recordOf(2), keep: 10, message: 'Record', extraFiles })
    expect(branchFiles(repo)).not.toContain('badges/old.json')
  })
})

describe('keep', () => {
  test('removes the oldest records in the same commit', async () => {
    using repo = scratchRepository()
    await using store = await openScratch(repo)
    for (let minute = 1; minute <= 3; minute++) await pushRecord(store, recordOf(minute), 3)
    const pushed = await pushRecord(store, recordOf(4), 2)
    expect(pushed.removed.toSorted()).toEqual(pathsOf([recordOf(1), recordOf(2)]))
    expect(store.list().map(({ path }) => path)).toEqual(pathsOf([recordOf(4), recordOf(3)]))
    expect(branchFiles(repo)).toEqual(['README.md', ...pathsOf([recordOf(3), recordOf(4)])])
    expect(gitNow(repo.origin, 'rev-list', '--count', BRANCH)).toBe('4')
  })

  test('never removes the record being stored, however old it is', async () => {
    using repo = scratchRepository()
    await using store = await openScratch(repo)
    for (const minute of [5, 6, 1]) await pushRecord(store, recordOf(minute), 2)
    expect(store.list().map(({ path }) => path)).toEqual(pathsOf([recordOf(6), recordOf(1)]))
  })

  test('prune does the same without a record, and nothing where nothing is too old', async () => {
    using repo = scratchRepository()
    await using store = await openScratch(repo)
    for (let minute = 1; minute <= 4; minute++) await pushRecord(store, recordOf(minute))
    expect(await store.prune(4)).toEqual({ kind: 'unchanged', attempts: 1, removed: [] })
    expect((await store.prune(1)).removed.toSorted()).toEqual(pathsOf([1, 2, 3].map((m) => recordOf(m))))
    expect(branchFiles(repo)).toEqual(['README.md', recordPath(recordOf(4))])
  })

  test('prune of a branch that is not there does not create it', async () => {
    using repo = scratchRepository()
    await using store = await openScratch(repo)
    expect(await store.prune(1)).toMatchObject({ kind: 'unchanged' })
    expect(gitNow(repo.origin, 'branch', '--list', BRANCH)).toBe('')
  })
})

describe('a file that is no readable record', () => {
  const broken: [string, string, object][] = [
    ['broken JSON', '{"schema": 1, "kind"', { kind: 'corrupt' }],
    ['another shape', '{"schema": 1, "kind": "record"}', { kind: 'corrupt' }],
    ['another commit’s record', JSON.stringify(recordOf(9)), { kind: 'corrupt' }],
    ['more than five mebibytes', ' '.repeat(5 * 1024 * 1024 + 1), { kind: 'corrupt' }],
    ['a newer version’s record', '{"schema": 2, "kind": "record"}', { kind: 'newer', schema: 2 }],
  ]
  test.each(broken)('%s is said, not taken for missing', async (_, content, expected) => {
    using repo = scratchRepository()
    await using first = await openScratch(repo)
    await pushRecord(first, recordOf(2))
    const path = writeByHand(repo, recordPath(recordOf(1)), content)
    await using store = await openScratch(repo)
    expect(await store.read(path)).toMatchObject(expected)
    const ancestors = [recordOf(1).commit, recordOf(2).commit]
    const nearest = await nearestRecord({ store, ancestors, hostKey: recordOf(1).host.key })
    expect(nearest).toMatchObject({ ...expected, path, behind: 0 })
  })

  test('is never overwritten by a record of the same name, and never removed for its age', async () => {
    using repo = scratchRepository()
    await using first = await openScratch(repo)
    await pushRecord(first, recordOf(2))
    const path = writeByHand(repo, recordPath(recordOf(1)), 'half a rec')
    await using store = await openScratch(repo)
    expect((await pushRecord(store, recordOf(1))).path).toBe(recordPath(recordOf(1), 2))
    await pushRecord(store, recordOf(5), 1)
    await store.prune(1)
    expect(branchFile(repo, path)).toBe('half a rec')
    expect(branchFiles(repo)).toEqual(['README.md', path, recordPath(recordOf(5))])
  })
})

test.each([
  ['corrupt', 'half a rec'],
  ['newer', '{"schema": 2, "kind": "record"}'],
])('a %s record never takes the place of a readable one in what is kept', async (_, content) => {
  using repo = scratchRepository()
  await using first = await openScratch(repo)
  for (const minute of [1, 2, 3]) await pushRecord(first, recordOf(minute))
  const path = writeByHand(repo, recordPath(recordOf(9)), content)
  await using store = await openScratch(repo)
  expect((await store.prune(2)).removed).toEqual([recordPath(recordOf(1))])
  expect((await store.prune(1)).removed).toEqual([recordPath(recordOf(2))])
  expect(branchFiles(repo)).toEqual(['README.md', recordPath(recordOf(3)), path])
})

describe('the user’s mistakes', () => {
  test('a name that no branch can have', async () => {
    using repo = scratchRepository()
    await expect(openScratch(repo, { branch: 'a..b' })).rejects.toThrow(
      '"a..b" cannot be the name of a branch',
    )
  })

  test('a repository without the remote', async () => {
    using repo = scratchRepository()
    await expect(openScratch(repo, { remote: 'upstream' })).rejects.toThrow('no remote "upstream"')
  })

  test('a record too large to be read back', async () => {
    using repo = scratchRepository()
    await using store = await openScratch(repo)
    const output = Array.from({ length: 50 }, () => 'x'.repeat(2000))
    const failed = { ...recordOf(1).benchmarks[0]!, verdict: 'failed' as const, phase: 'load' as const }
    const benchmarks = Array.from({ length: 60 }, () => ({ ...failed, reason: 'x', output }))
    await expect(pushRecord(store, recordOf(1, { benchmarks }))).rejects.toThrow(UserError)
  })
})

test('the user’s checkout, index, refs and configuration stay as they are, and no folder is left', async () => {
  using repo = scratchRepository()
  using elsewhere = scratchRepository()
  vi.stubEnv('TMPDIR', elsewhere.folder)
  const folders = readdirSync(elsewhere.folder)
  const before = snapshotOf(repo.checkout)
  {
    await using store = await openScratch(repo)
    await pushRecord(store, recordOf(1))
    await store.read(recordPath(recordOf(1)))
    await store.prune(1)
    expect(readdirSync(elsewhere.folder)).not.toEqual(folders)
  }
  vi.unstubAllEnvs()
  expect(snapshotOf(repo.checkout)).toEqual(before)
  expect(readdirSync(elsewhere.folder)).toEqual(folders)
})
