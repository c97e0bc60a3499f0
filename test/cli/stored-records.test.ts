import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { recordPath } from '../../src/baseline/record-path.ts'
import { closingLine } from '../../src/cli/closing-lines.ts'
import { storeRecord } from '../../src/pipeline.ts'
import type { BaselineRecord } from '../../src/result/record.ts'
import { branchFiles, openScratch, recordOf, writeByHand } from '../support/baseline-branch.ts'
import { aMeasured } from '../support/results.ts'
import { commitFile, gitNow, scratchRepository } from '../support/scratch-repository.ts'
import { shell } from './source-cli.ts'

const failed = (name: string) =>
  aMeasured(name, { verdict: 'failed', phase: 'start', reason: 'gone', output: [], points: [] } as never)

test.each([
  ['nothing fits', aMeasured('api', { points: [] })],
  ['everything failed', failed('api')],
])('a record where %s is not stored, and the answer says what to do', async (_, benchmark) => {
  using repo = scratchRepository()
  await using store = await openScratch(repo)
  expect(await storeRecord(recordOf(1, { benchmarks: [benchmark] }), store, 10)).toEqual({
    kind: 'refused',
    message: expect.stringMatching(/Nothing was measured.*measure again/),
  })
  expect(gitNow(repo.origin, 'branch', '--list', 'corecurve')).toBe('')
})

test('a record where some benchmarks failed is stored, and their badges stay as they were', async () => {
  using repo = scratchRepository()
  await using store = await openScratch(repo)
  const badge = () => gitNow(repo.origin, 'show', 'corecurve:badges/api.json')
  await storeRecord(recordOf(1, { benchmarks: [aMeasured('api'), aMeasured('shop')] }), store, 10)
  const before = badge()
  const stored = await storeRecord(recordOf(2, { benchmarks: [failed('api'), aMeasured('shop')] }), store, 10)
  expect(stored).toMatchObject({ kind: 'pushed' })
  expect(badge()).toBe(before)
  expect(branchFiles(repo)).toContain(recordPath(recordOf(2)))
  expect(gitNow(repo.origin, 'show', 'corecurve:badge.json')).not.toContain('failed')
})

test('baseline push refuses the record of a part, says what to do, and leaves the branch as it is', async () => {
  using repo = scratchRepository()
  commitFile(repo.checkout, 'corecurve.yml', 'benchmarks:\n  all: { command: "true" }\n')
  const push = async (shard: BaselineRecord['shard']) => {
    writeFileSync(join(repo.folder, 'record.json'), JSON.stringify(recordOf(1, { shard })))
    return await shell('"$NODE" "$CLI" baseline push ../record.json', { cwd: repo.checkout })
  }
  const part = await push({ index: 2, of: 4 })
  expect(part.status).toBe(2)
  expect(part.stderr).toContain(
    '../record.json cannot be stored as a baseline: it is part 2 of 4, and a baseline is the whole. Run again without --shard',
  )
  expect(gitNow(repo.origin, 'branch', '--list', 'corecurve')).toBe('')
  const only = await push({ index: 1, of: 1 })
  expect(only.status, only.stderr).toBe(0)
})

test('a record of a part is not invited to `baseline push`, which would refuse it', () => {
  const line = closingLine(recordOf(1, { shard: { index: 1, of: 2 } }), 'record.json')
  expect(line).toMatch(/^Record: record\.json, .* It cannot be stored as a baseline: it is part 1 of 2,/)
  expect(line).toContain('`mode: publish`')
})

test('baseline show COMMIT says what is wrong with a corrupt record, and leads there from a later commit', async () => {
  using repo = scratchRepository()
  commitFile(repo.checkout, 'corecurve.yml', 'benchmarks:\n  all: { command: "true" }\n')
  const commit = gitNow(repo.checkout, 'rev-parse', 'HEAD')
  {
    await using store = await openScratch(repo)
    await storeRecord(recordOf(1), store, 10)
  }
  writeByHand(repo, recordPath({ at: recordOf(2).at, commit }), 'half a rec')
  const later = commitFile(repo.checkout, 'later', '1')
  const show = (ref: string) => shell(`"$NODE" "$CLI" baseline show ${ref}`, { cwd: repo.checkout })
  const shown = await show(commit.slice(0, 7))
  expect(shown.status).toBe(2)
  expect(shown.stderr).toContain(
    `${recordPath({ at: recordOf(2).at, commit })} in branch corecurve is not a readable record: not JSON`,
  )
  expect((await show(later)).stderr).toContain(`\`corecurve baseline show ${commit.slice(0, 12)}\``)
})
