import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { temporaryWorktree } from '../../src/service/temporary-worktree.ts'
import { alive, survivors } from '../support/faulty-service.ts'
import { gitNow, scratchEnv, scratchRepository, snapshotOf } from '../support/scratch-repository.ts'

async function until(done: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 200 && !done(); tries++) await delay(50)
  return done()
}

/** Runs the holder with `TMPDIR`, or what else is set, and ends it by SIGKILL once `checkedOut` says so. */
function holding(checkout: string, env: NodeJS.ProcessEnv) {
  const holder = spawn(process.execPath, [join(import.meta.dirname, 'worktree-holder.ts'), checkout], {
    env: { ...process.env, ...scratchEnv, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = new Promise((done) => holder.once('exit', done))
  return {
    checkedOut: new Promise((done) => holder.stdout.once('data', done)),
    async kill() {
      holder.kill('SIGKILL')
      await ended
    },
  }
}

const noted = (checkout: string) => gitNow(checkout, 'worktree', 'list').split('\n').length - 1

test('a worktree is checked out in a temporary folder, and nothing is left of it afterwards', async () => {
  using repo = scratchRepository()
  const before = snapshotOf(repo.checkout)
  const place = { repository: repo.checkout, commit: 'HEAD', name: 'shop' }
  let path: string
  {
    await using worktree = await temporaryWorktree('base', place, { env: scratchEnv })
    path = worktree.path
    expect(path).toMatch(/corecurve-base-\w{6}\/shop$/)
    expect(existsSync(join(path, 'README.md'))).toBe(true)
    expect(noted(repo.checkout)).toBe(1)
  }
  expect(existsSync(join(path, '..'))).toBe(false)
  expect(noted(repo.checkout)).toBe(0)
  expect(snapshotOf(repo.checkout)).toEqual(before)
})

test('SIGKILL while git is still checking out leaves no note, no folder, and neither git nor its filter', async () => {
  using repo = scratchRepository()
  const { checkout, folder } = repo
  const theirs = join(folder, 'corecurve-base-theirs')
  gitNow(checkout, 'worktree', 'add', '--quiet', '--detach', theirs)
  // Nobody waits for this filter: what it holds up is still held up long after the test.
  const pids = join(folder, 'pids')
  gitNow(checkout, 'config', 'filter.slow.smudge', `echo $$ $PPID > "${pids}"; sleep 60; cat`)
  mkdirSync(join(checkout, '.git/info'), { recursive: true })
  writeFileSync(join(checkout, '.git/info/attributes'), 'README.md filter=slow\n')
  const temporary = join(folder, 'tmp')
  mkdirSync(temporary)
  const holder = holding(checkout, { TMPDIR: temporary })
  expect(await until(() => existsSync(pids) && readFileSync(pids, 'utf8').includes('\n'))).toBe(true)
  expect(noted(checkout)).toBe(2)
  const filter = readFileSync(pids, 'utf8').trim().split(' ').map(Number)
  expect(filter.every(alive)).toBe(true)
  await holder.kill()
  expect(await until(() => readdirSync(temporary).length === 0)).toBe(true)
  expect(await until(() => noted(checkout) === 1)).toBe(true)
  expect(gitNow(checkout, 'worktree', 'list')).toContain(theirs)
  expect(await survivors(filter)).toEqual([])
})

test.each([
  ['whose path has detours', 'TMPDIR', '/./tmp/'],
  ['whose path is a link', 'TMPDIR', '/link'],
  ['that the runner keeps for the job', 'RUNNER_TEMP', '/tmp'],
])('SIGKILL leaves nothing in a temporary folder %s', async (_, variable, path) => {
  using repo = scratchRepository()
  const temporary = join(repo.folder, 'tmp')
  mkdirSync(temporary)
  symlinkSync(temporary, join(repo.folder, 'link'))
  const holder = holding(repo.checkout, {
    TMPDIR: undefined,
    RUNNER_TEMP: undefined,
    [variable]: `${repo.folder}${path}`,
  })
  await holder.checkedOut
  expect(readdirSync(temporary)).toHaveLength(1)
  await holder.kill()
  expect(await until(() => readdirSync(temporary).length === 0)).toBe(true)
  expect(await until(() => noted(repo.checkout) === 0)).toBe(true)
})
