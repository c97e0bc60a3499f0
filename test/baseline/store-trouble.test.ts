import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { BaselineError } from '../../src/baseline/baseline-error.ts'
import {
  BRANCH,
  branchFiles,
  openScratch,
  pathsOf,
  pushRecord,
  quickTiming,
  recordOf,
} from '../support/baseline-branch.ts'
import {
  gitNow,
  type ScratchRepository,
  scratchEnv,
  scratchRepository,
} from '../support/scratch-repository.ts'

function installHook(repo: ScratchRepository, name: string, script: string): void {
  mkdirSync(join(repo.origin, 'hooks'), { recursive: true })
  writeFileSync(join(repo.origin, 'hooks', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
}

describe('another push that was faster', () => {
  test('is built upon: both records stay', async () => {
    using repo = scratchRepository()
    await using ours = await openScratch(repo, { timing: quickTiming() })
    await using theirs = await openScratch(repo)
    await pushRecord(theirs, recordOf(1))
    expect(await pushRecord(ours, recordOf(2))).toMatchObject({ kind: 'pushed', attempts: 2 })
    expect(branchFiles(repo)).toEqual(['README.md', ...pathsOf([recordOf(1), recordOf(2)])])
    expect(ours.list()).toHaveLength(2)
  })

  test('that comes again and again ends in an answer that says so, and nothing of ours is half there', async () => {
    using repo = scratchRepository()
    await using theirs = await openScratch(repo)
    await using ours = await openScratch(repo, { timing: quickTiming(), patience: 3000 })
    let minute = 10
    /** Between our fetch and our push, a rival pushes. */
    const extraFiles = async () => {
      await pushRecord(theirs, recordOf(++minute))
      return new Map()
    }
    const result = await ours.push({ record: recordOf(1), keep: 100, message: 'Record', extraFiles })
    expect(result).toMatchObject({ kind: 'gave-up', attempts: minute - 10 })
    expect(result.attempts).toBeGreaterThan(3)
    expect(result).toHaveProperty(
      'message',
      expect.stringMatching(/^Branch "corecurve" could not be written in/),
    )
    expect(branchFiles(repo).filter((path) => path.startsWith('runs/'))).toHaveLength(minute - 10)
    expect(branchFiles(repo)).not.toContain(pathsOf([recordOf(1)])[0])
  })

  test('leaves a deleted branch to be created anew', async () => {
    using repo = scratchRepository()
    await using first = await openScratch(repo)
    await pushRecord(first, recordOf(1))
    await using store = await openScratch(repo, { timing: quickTiming() })
    gitNow(repo.origin, 'branch', '-D', BRANCH)
    gitNow(repo.origin, 'gc', '--quiet', '--prune=now')
    expect(await pushRecord(store, recordOf(2))).toMatchObject({ kind: 'pushed' })
  })
})

describe('sixteen pushes at once', () => {
  test.each(['that create the branch', 'onto a branch'])(
    '%s all arrive, in one line of commits',
    async (at) => {
      using repo = scratchRepository()
      if (at === 'onto a branch') {
        await using store = await openScratch(repo)
        await pushRecord(store, recordOf(99))
      }
      const records = Array.from({ length: 16 }, (_, minute) => recordOf(minute))
      const results = await Promise.all(
        records.map(async (record) => {
          await using store = await openScratch(repo)
          return await pushRecord(store, record)
        }),
      )
      expect(results.map(({ kind }) => kind)).toEqual(Array(16).fill('pushed'))
      expect(results.some((result) => result.attempts > 1)).toBe(true)
      const before = at === 'onto a branch' ? [recordOf(99)] : []
      expect(branchFiles(repo)).toEqual(['README.md', ...pathsOf([...records, ...before]).sort()])
      const commits = gitNow(repo.origin, 'log', '--format=%H %P', BRANCH).split('\n')
      expect(commits).toHaveLength(16 + before.length)
      expect(commits.filter((line) => line.trim().split(' ').length > 2)).toEqual([])
      expect(gitNow(repo.origin, 'fsck', '--strict', '--no-dangling')).toBe('')
    },
  )
})

describe('a push that cannot succeed', () => {
  test('is declined by a hook at once, with the hook’s words', async () => {
    using repo = scratchRepository()
    installHook(repo, 'pre-receive', 'echo "no pushes on Fridays" >&2; exit 1')
    await using store = await openScratch(repo)
    const result = await pushRecord(store, recordOf(1))
    expect(result).toMatchObject({ kind: 'refused', reason: 'hook', attempts: 1, removed: [] })
    expect(result).toHaveProperty('message', expect.stringContaining('no pushes on Fridays'))
    expect(store.state).toBe('missing')
  })

  test('is declined by a rule at once, with what to change', async () => {
    using repo = scratchRepository()
    installHook(repo, 'pre-receive', 'echo "error: GH006: Protected branch update failed" >&2; exit 1')
    await using store = await openScratch(repo)
    const result = await pushRecord(store, recordOf(1))
    expect(result).toMatchObject({ kind: 'refused', reason: 'rule', attempts: 1 })
    expect(result).toHaveProperty('message', expect.stringContaining('baseline.branch'))
  })

  test('finds the remote gone', async () => {
    using repo = scratchRepository()
    await using store = await openScratch(repo)
    renameSync(repo.origin, `${repo.origin}.away`)
    expect(await pushRecord(store, recordOf(1))).toMatchObject({
      kind: 'refused',
      reason: 'no-remote',
      attempts: 1,
    })
    const error = await openScratch(repo).catch((e) => e)
    expect(error).toBeInstanceOf(BaselineError)
    expect(error).toMatchObject({ reason: 'no-remote', message: expect.stringContaining('git remote -v') })
  })

  test('has no remote to go to', async () => {
    using repo = scratchRepository()
    gitNow(repo.checkout, 'remote', 'remove', 'origin')
    const error = await openScratch(repo).catch((e) => e)
    expect(error).toBeInstanceOf(BaselineError)
    expect(error).toMatchObject({
      reason: 'no-remote',
      message: expect.stringContaining('git remote add origin URL'),
    })
  })
})

describe('trouble that may pass', () => {
  /** Nobody listens there. */
  const deaf = 'http://127.0.0.1:9/ada/app'

  test('is waited for up to fifteen seconds on opening, then said', async () => {
    using repo = scratchRepository()
    const pauses: number[] = []
    const timing = quickTiming((pause) => void pauses.push(pause))
    const error = await openScratch(repo, { remote: deaf, timing }).catch((e) => e)
    expect(error).toMatchObject({ reason: 'unreachable', message: expect.stringContaining('127.0.0.1') })
    expect(pauses.length).toBeGreaterThan(2)
    expect(pauses.reduce((sum, pause) => sum + pause)).toBeLessThanOrEqual(15_000)
  })

  test('is waited for up to two minutes on pushing, then said with how often it was tried', async () => {
    using repo = scratchRepository()
    gitNow(repo.checkout, 'config', 'remote.origin.pushurl', deaf)
    let waited = 0
    const timing = quickTiming((pause) => {
      waited += pause
    })
    await using store = await openScratch(repo, { timing })
    const result = await pushRecord(store, recordOf(1))
    expect(result).toMatchObject({ kind: 'gave-up', milliseconds: waited, removed: [] })
    expect(result).toHaveProperty(
      'message',
      expect.stringMatching(new RegExp(`in 1\\d\\d s and ${result.attempts} attempts.*127\\.0\\.0\\.1`)),
    )
    expect(waited).toBeLessThanOrEqual(120_000)
  })

  test('that was over before the answer came back is no second record', async () => {
    using repo = scratchRepository()
    await using store = await openScratch(repo, { timing: quickTiming() })
    // The push arrives, and the connection breaks before git hears so.
    installHook(repo, 'post-update', 'rm "$0"; kill -9 $(sed -n "s/^PPid:\\t//p" /proc/$PPID/status)')
    const result = await pushRecord(store, recordOf(1))
    expect(result).toMatchObject({ kind: 'unchanged', attempts: 2 })
    expect(branchFiles(repo)).toEqual(['README.md', ...pathsOf([recordOf(1)])])
  })

  test('ends with the signal, with its reason', async () => {
    using repo = scratchRepository()
    const controller = new AbortController()
    const reason = new Error('interrupted')
    const timing = quickTiming(() => controller.abort(reason))
    const opening = openScratch(repo, { remote: deaf, timing, signal: controller.signal })
    await expect(opening).rejects.toBe(reason)
  })
})

test.each([
  ['exits', 'process.exit(3)', { code: 3 }],
  ['is killed', "process.kill(process.pid, 'SIGKILL')", { signal: 'SIGKILL' }],
])('a process that %s with the branch open leaves no folder behind', async (_, ending, how) => {
  using repo = scratchRepository()
  const temporary = join(repo.folder, 'tmp')
  mkdirSync(temporary)
  const script = `
    import { readdirSync } from 'node:fs'
    import { openBaseline } from '${new URL('../../src/baseline/store.ts', import.meta.url)}'
    await openBaseline({ checkout: '${repo.checkout}', branch: 'corecurve', env: process.env })
    console.log(readdirSync('${temporary}').length)
    ${ending}`
  const error = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...scratchEnv, TMPDIR: temporary },
  }).catch((e) => e)
  expect(error).toMatchObject({ ...how, stdout: '1\n' })
  await expect.poll(() => readdirSync(temporary), { timeout: 20_000 }).toEqual([])
})
