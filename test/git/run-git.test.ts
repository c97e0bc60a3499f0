import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { GitError } from '../../src/git/git-error.ts'
import { git } from '../../src/git/run-git.ts'
import { UserError } from '../../src/user-error.ts'
import { scratchEnv as env, scratchFolder, scratchRepository } from '../support/scratch-repository.ts'

/** A program named git that does what `script` says. */
function fakeGit(folder: string, script: string): NodeJS.ProcessEnv {
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'git'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return { PATH: `${bin}:${process.env.PATH}` }
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10))
}

test('gives the status and both outputs of an answer', async () => {
  using repo = scratchRepository()
  const { status, stdout, stderr } = await git(['rev-parse', '--abbrev-ref', 'HEAD'], {
    cwd: repo.checkout,
    env,
  })
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'main\n', stderr: '' })
})

test('passes arguments as they are: no shell reads them', async () => {
  using repo = scratchRepository()
  const args = ['config', '--get', 'a.b; touch pwned; $(touch pwned)']
  const { status } = await git(args, { cwd: repo.checkout, env, okStatuses: [0, 1] })
  expect(status).toBe(1)
  expect(readdirSync(repo.checkout)).not.toContain('pwned')
})

test('a status that is no answer is an error with the command and what git printed', async () => {
  using repo = scratchRepository()
  const error = await git(['cat-file', 'commit', 'nothing'], { cwd: repo.checkout, env }).catch((e) => e)
  expect(error).toBeInstanceOf(GitError)
  expect(error.failure).toEqual({ kind: 'status', status: 128 })
  expect(error.message).toMatch(/`git cat-file commit nothing` ended with status 128:\nfatal: .*nothing/)
})

test('no credential of a URL or a header reaches an error', async () => {
  using folder = scratchFolder()
  const fake = fakeGit(folder.path, 'echo "http.extraheader=AUTHORIZATION: basic c2VjcmV0" >&2; exit 1')
  const url = 'https://ada:s3cret@example.org/repo'
  const error = await git(['fetch', url], { cwd: folder.path, env: fake }).catch((e) => e)
  expect(error.message).toContain('https://***@example.org/repo')
  expect(JSON.stringify(error) + error.message + error.stack).not.toMatch(/s3cret|c2VjcmV0/)
})

test('ignores the repository that a git hook points to', async () => {
  using mine = scratchRepository()
  using other = scratchRepository()
  const hook = { ...env, GIT_DIR: join(other.checkout, '.git'), GIT_INDEX_FILE: join(other.checkout, 'x') }
  const { stdout } = await git(['rev-parse', '--absolute-git-dir'], { cwd: mine.checkout, env: hook })
  expect(stdout.trim()).toBe(join(mine.checkout, '.git'))
})

test('an abort ends git and its children, and says the reason of the signal', async () => {
  using folder = scratchFolder()
  const note = join(folder.path, 'pid')
  const fake = fakeGit(folder.path, `sleep 600 & echo $! > ${note}.new; mv ${note}.new ${note}; wait`)
  const controller = new AbortController()
  const running = git(['fetch'], { cwd: folder.path, env: fake, signal: controller.signal }).catch((e) => e)
  await until(() => readdirSync(folder.path).includes('pid'))
  const pid = Number(readFileSync(note, 'utf8'))
  expect(isAlive(pid)).toBe(true)
  const reason = new Error('interrupted')
  controller.abort(reason)
  expect(await running).toBe(reason)
  await until(() => !isAlive(pid))
})

test('a signal that has fired already starts nothing', async () => {
  using folder = scratchFolder()
  const fake = fakeGit(folder.path, `touch ${join(folder.path, 'started')}`)
  const signal = AbortSignal.abort(new Error('too late'))
  await expect(git([], { cwd: folder.path, env: fake, signal })).rejects.toThrow('too late')
  expect(readdirSync(folder.path)).not.toContain('started')
})

test('a git that hangs is ended when its time is up, one that ignores SIGTERM too', async () => {
  using folder = scratchFolder()
  const fake = fakeGit(folder.path, `trap '' TERM; sleep 600`)
  const error = await git(['fetch'], { cwd: folder.path, env: fake, timeout: 200 }).catch((e) => e)
  expect(error.failure).toEqual({ kind: 'timeout', milliseconds: 200 })
})

test('output beyond the limit is an error, not memory', async () => {
  using folder = scratchFolder()
  const fake = fakeGit(folder.path, 'exec cat /dev/zero')
  const error = await git(['log'], { cwd: folder.path, env: fake, maxOutput: 100_000 }).catch((e) => e)
  expect(error.failure).toEqual({ kind: 'too-much-output', bytes: 100_000 })
})

test('a machine without git, and a folder that is not there, are told apart', async () => {
  using folder = scratchFolder()
  const none = git([], { cwd: folder.path, env: { PATH: folder.path } })
  await expect(none).rejects.toThrow(
    new UserError('git was not found on PATH. corecurve needs git 2.29 or newer.'),
  )
  const gone = join(folder.path, 'gone')
  await expect(git([], { cwd: gone, env })).rejects.toThrow(new UserError(`There is no folder ${gone}.`))
})
